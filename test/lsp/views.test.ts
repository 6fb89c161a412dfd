import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { DocumentLink, InlayHint, SemanticTokens } from "vscode-languageserver/node";
import manifest from "../../package.json" with { type: "json" };
import { packedRuleAddress } from "../../server/analysis/report/rule-address.ts";
import { load } from "../../server/analysis/run/load.ts";
import type { Host } from "../../server/lsp/host.ts";
import { SEMANTIC_TOKENS } from "../../server/lsp/semantic-tokens.ts";
import { connect, PULLING } from "./lsp-client.ts";

const FOLDER = "file:///work";
const COMPOSE = `${FOLDER}/compose.yaml`;
const OTHER = `${FOLDER}/app/Dockerfile`;
const EMPTY: Host = { read: async () => null, load };
const ALL = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };

const REFRESHING = {
  ...PULLING,
  workspace: {
    ...PULLING.workspace,
    codeLens: { refreshSupport: true },
    inlayHint: { refreshSupport: true },
    semanticTokens: { refreshSupport: true },
  },
};

describe("language server: inlay hints", () => {
  it("are given for a range", async () => {
    const client = await connect(EMPTY, { capabilities: PULLING, folder: FOLDER });
    await client.open(COMPOSE, 'services:\n  web:\n    image: nginx:1.29\n    ports: ["80:80"]\n', "dockercompose");
    const ask = (range: object) =>
      client.connection.sendRequest<InlayHint[]>("textDocument/inlayHint", { textDocument: { uri: COMPOSE }, range });
    const hints = await ask(ALL);
    assert.deepEqual(
      hints.map(({ label, position }) => [label, position]),
      [
        ["runs as root, its workers as nginx", { line: 2, character: 21 }],
        ["0.0.0.0:", { line: 3, character: 13 }],
      ],
    );
    const last = { start: { line: 3, character: 0 }, end: { line: 4, character: 0 } };
    assert.equal((await ask(last)).length, 1);
  });
});

describe("language server: semantic tokens", () => {
  it("are given for a file and for a range, relative to one another", async () => {
    const client = await connect(EMPTY, { capabilities: PULLING, folder: FOLDER });
    const text = "services:\n  web:\n    image: a/b:1\n    privileged: true\n    cap_add: [SYS_ADMIN, CHOWN]\n";
    await client.open(COMPOSE, text, "dockercompose");
    const textDocument = { uri: COMPOSE };
    const full = await client.connection.sendRequest<SemanticTokens>("textDocument/semanticTokens/full", {
      textDocument,
    });
    assert.deepEqual(full.data, [3, 16, 4, 1, 1, 1, 14, 9, 0, 1, 0, 11, 5, 0, 0]);
    const range = { start: { line: 3, character: 0 }, end: { line: 3, character: 99 } };
    const part = await client.connection.sendRequest<SemanticTokens>("textDocument/semanticTokens/range", {
      textDocument,
      range,
    });
    assert.deepEqual(part.data, [3, 16, 4, 1, 1]);
  });

  it("have the names that the manifest describes", () => {
    const { semanticTokenTypes, semanticTokenModifiers } = manifest.contributes;
    const { tokenTypes, tokenModifiers } = SEMANTIC_TOKENS.legend;
    assert.deepEqual(
      semanticTokenTypes.map(({ id }) => id),
      tokenTypes,
    );
    assert.deepEqual(
      semanticTokenModifiers.map(({ id }) => id),
      tokenModifiers,
    );
  });
});

describe("language server: document links", () => {
  const host: Host = { read: async (uri) => (uri === OTHER ? "FROM debian:13\n" : null), load };

  it("lead to files that are there, and our own client to the pages of rules", async () => {
    const initializationOptions = { openRule: true };
    const client = await connect(host, { capabilities: PULLING, folder: FOLDER, initializationOptions });
    const text = "services:\n  web: # bulkhead: allow unhardened -- why\n    build: ./app\n";
    await client.open(COMPOSE, text, "dockercompose");
    const links = await client.connection.sendRequest<DocumentLink[]>("textDocument/documentLink", {
      textDocument: { uri: COMPOSE },
    });
    assert.deepEqual(
      links.map(({ target }) => target),
      [packedRuleAddress("unhardened"), OTHER],
    );
    assert.deepEqual(links[1]?.range, client.rangeOf(COMPOSE, "./app"));
  });
});

describe("language server: views", () => {
  it("are asked for anew when another file changes that they were made of", async () => {
    const client = await connect(EMPTY, { capabilities: REFRESHING, folder: FOLDER });
    const refreshed = new Set<string>();
    for (const view of ["codeLens", "inlayHint", "semanticTokens"]) {
      client.connection.onRequest(`workspace/${view}/refresh`, () => {
        refreshed.add(view);
        return null;
      });
    }
    await client.open(COMPOSE, "services:\n  web:\n    build: ./app\n", "dockercompose");
    await client.diagnostics(COMPOSE);
    await client.change(COMPOSE, "services:\n  web:\n    build: app\n");
    await client.diagnostics(COMPOSE);
    assert.deepEqual([...refreshed], [], "the client knows itself that it changed this file");
    await client.open(OTHER, "FROM debian:13\n", "dockerfile");
    await client.diagnostics(OTHER);
    await client.diagnostics(COMPOSE);
    assert.deepEqual([...refreshed].sort(), ["codeLens", "inlayHint", "semanticTokens"]);
  });

  it("are announced", async () => {
    const client = await connect(EMPTY, { capabilities: PULLING, folder: FOLDER });
    const capabilities = client.announced?.capabilities;
    assert.deepEqual(capabilities?.codeLensProvider, {});
    assert.deepEqual(capabilities?.documentLinkProvider, {});
    assert.equal(capabilities?.inlayHintProvider, true);
    assert.deepEqual(capabilities?.semanticTokensProvider, SEMANTIC_TOKENS);
  });
});
