import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { ClientCapabilities, CodeLens } from "vscode-languageserver/node";
import { evidenceUri, writeEvidence } from "../../server/analysis/learned/file.ts";
import { load } from "../../server/analysis/run/load.ts";
import type { LearnedEdit } from "../../server/lsp/extension-protocol.ts";
import type { Host } from "../../server/lsp/host.ts";
import { learnedExample } from "../analysis/learned/example.ts";
import { type Client, connect, PULLING } from "./lsp-client.ts";

const FOLDER = "file:///work";
const COMPOSE = `${FOLDER}/compose.yaml`;
const TEXT = "services:\n  app:\n    image: acme/app:1\n  other:\n    image: acme/other:1\n    privileged: true\n";
const NOBODY: Host = { read: async () => null, load };

/** What VS Code announces: it shows the parts of an edit before it applies them. */
const CONFIRMING: ClientCapabilities = {
  ...PULLING,
  workspace: {
    ...PULLING.workspace,
    applyEdit: true,
    workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} },
  },
};

async function started(learns: boolean): Promise<Client> {
  const initializationOptions = { learns };
  const client = await connect(NOBODY, { capabilities: CONFIRMING, folder: FOLDER, initializationOptions });
  await client.open(COMPOSE, TEXT, "dockercompose");
  return client;
}

describe("language server: what was learned", () => {
  it("is offered to be found out above each service, to a client that can", async () => {
    for (const learns of [true, false]) {
      const client = await started(learns);
      const params = { textDocument: { uri: COMPOSE } };
      const lenses: readonly CodeLens[] = await client.connection.sendRequest("textDocument/codeLens", params);
      const offers = lenses.flatMap(({ command }) =>
        command?.command === "bulkhead.learn" ? [command.arguments] : [],
      );
      const all = [
        [COMPOSE, "app"],
        [COMPOSE, "other"],
      ];
      assert.deepEqual(offers, learns ? all : []);
    }
  });

  it("hardens a service before the file of evidence is there", async () => {
    const client = await started(true);
    const text = writeEvidence(new Map([["app", learnedExample()]]));
    const params = { uri: COMPOSE, service: "app", file: evidenceUri(COMPOSE), text };
    const answer: LearnedEdit | null = await client.connection.sendRequest("bulkhead/learned", params);
    const edits = JSON.stringify(answer?.edit);
    assert.match(edits, /cap_drop:\\n {6}- ALL/);
    assert.match(edits, /tried here on 2026-11-30/);
    assert.deepEqual(
      Object.values(answer?.edit.changeAnnotations ?? {})
        .map(({ needsConfirmation }) => needsConfirmation)
        .includes(true),
      true,
    );
    // Nothing of it stays: the file is not there.
    const none = { ...params, service: "other" };
    const other: LearnedEdit | null = await client.connection.sendRequest("bulkhead/learned", none);
    assert.doesNotMatch(JSON.stringify(other), /tried here/);
    const lens = await client.connection.sendRequest("textDocument/codeLens", { textDocument: { uri: COMPOSE } });
    assert.doesNotMatch(JSON.stringify(lens), /tried here/);
  });

  it("of a service that is not there is nothing", async () => {
    const client = await started(true);
    const params = { uri: COMPOSE, service: "nobody", file: evidenceUri(COMPOSE), text: "{}" };
    assert.equal(await client.connection.sendRequest("bulkhead/learned", params), null);
  });
});
