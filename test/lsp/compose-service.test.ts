import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { ClientCapabilities, CodeAction } from "vscode-languageserver/node";
import { load } from "../../server/analysis/run/load.ts";
import { TURN_KIND } from "../../server/lsp/compose-service.ts";
import { connect, PULLING } from "./lsp-client.ts";

const FOLDER = "file:///work";
const SCRIPT = `${FOLDER}/run.sh`;

/** A client that makes files, shows edits before they are made, and actions that cannot be made. */
const ABLE: ClientCapabilities = {
  ...PULLING,
  textDocument: { ...PULLING.textDocument, codeAction: { disabledSupport: true } },
  workspace: {
    ...PULLING.workspace,
    workspaceEdit: { documentChanges: true, resourceOperations: ["create"], changeAnnotationSupport: {} },
  },
};

async function turns(text: string, part: string, capabilities = ABLE, uri = SCRIPT): Promise<CodeAction[]> {
  const client = await connect({ read: async () => null, load }, { capabilities, folder: FOLDER });
  await client.open(uri, text, "shellscript");
  return client.codeActions(uri, client.rangeOf(uri, part), { diagnostics: [], only: ["refactor"] });
}

describe("language server: a command as a Compose service", () => {
  it("is a new file, shown before it is made, and leaves the command", async () => {
    const [action, ...others] = await turns("docker run -d --name web --read-only nginx:1.29\n", "--read-only");
    const turned = [action, ...others].find((one) => one?.kind === TURN_KIND);
    assert.equal(turned?.title, "Turn into a Compose service, in compose.web.yaml");
    const uri = `${FOLDER}/compose.web.yaml`;
    const [made, written, ...rest] = turned.edit?.documentChanges ?? [];
    assert.deepEqual(made, {
      kind: "create",
      uri,
      options: { overwrite: false, ignoreIfExists: false },
      annotationId: "bulkhead",
    });
    assert.ok(written && "edits" in written && written.textDocument.uri === uri);
    assert.match(JSON.stringify(written.edits), /read_only: true/);
    assert.deepEqual(rest, []);
    assert.deepEqual(
      Object.values(turned.edit?.changeAnnotations ?? {}).map(({ needsConfirmation }) => needsConfirmation),
      [true],
    );
  });

  it("is told why where it is none, to a client that shows that", async () => {
    const text = 'docker run --cpuset-mems 0 "$IMAGE"\n';
    const [refused] = (await turns(text, "--cpuset-mems")).filter(({ kind }) => kind === TURN_KIND);
    assert.equal(refused?.disabled?.reason, "Compose has no key for `--cpuset-mems`");
    assert.equal(refused?.edit, undefined);
    const silent = await turns(text, "--cpuset-mems", { ...ABLE, textDocument: PULLING.textDocument ?? {} });
    assert.deepEqual(
      silent.filter(({ kind }) => kind === TURN_KIND),
      [],
    );
    const [wrong] = (await turns("docker run --memory lots alpine\n", "lots")).filter(({ kind }) => kind === TURN_KIND);
    assert.match(wrong?.disabled?.reason ?? "", /^Compose refuses it: mem_limit/);
  });

  it("is offered on a command alone, and to a client that makes files", async () => {
    const text = "echo hello\ndocker run alpine:3.22\n";
    const of = async (part: string, capabilities = ABLE): Promise<number> =>
      (await turns(text, part, capabilities)).filter(({ kind }) => kind === TURN_KIND).length;
    assert.equal(await of("alpine"), 1);
    assert.equal(await of("hello"), 0);
    assert.equal(await of("alpine", PULLING), 0);
  });
});
