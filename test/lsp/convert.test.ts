import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { TextDocuments } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { ParseCache } from "../../server/analysis/run/cache.ts";
import { configOf } from "../../server/analysis/settings/read.ts";
import type { Edit } from "../../server/analysis/text/edit.ts";
import { Lines } from "../../server/analysis/text/lines.ts";
import { type ClientCapabilities, capabilitiesOf } from "../../server/lsp/client-capabilities.ts";
import { rangeOf, spanOf, workspaceEditOf } from "../../server/lsp/convert.ts";
import { Documents, type Snapshot } from "../../server/lsp/documents.ts";
import { keyOf } from "../../server/lsp/uri.ts";
import { PULLING } from "./lsp-client.ts";

const A = "file:///work/a.yaml";
const B = "file:///work/b.yaml";
const TEXTS: Readonly<Record<string, string>> = { [A]: "one\r\n💥two\n", [B]: "three\n" };

const INSERT_A: Edit = { file: A, start: 7, end: 10, newText: "2" };
const INSERT_B: Edit = { file: B, start: 0, end: 0, newText: "# why: $reason} -- reason\n" };

const FEATURES = capabilitiesOf({
  processId: null,
  rootUri: null,
  capabilities: {
    ...PULLING,
    workspace: {
      ...PULLING.workspace,
      workspaceEdit: { documentChanges: true, snippetEditSupport: true, changeAnnotationSupport: {} },
    },
  },
});

const nothing = new Documents(
  new TextDocuments(TextDocument),
  async () => null,
  async () => undefined,
);

const snapshot: Snapshot = {
  uri: A,
  analysis: {
    kind: "other",
    file: A,
    findings: [],
    suppressed: [],
    hidden: () => [],
    inputErrors: [],
    refusals: [],
    needs: [],
    edits: () => undefined,
    fixes: () => [],
  },
  config: configOf([]),
  settingsFiles: [],
  newSettingsFile: undefined,
  parses: new ParseCache(),
  mentions: (uri) => uri in TEXTS,
  files: () => Object.keys(TEXTS),
  text: (uri) => TEXTS[uri],
  lines: (uri) => (TEXTS[uri] === undefined ? undefined : new Lines(TEXTS[uri])),
};

describe("what the protocol makes of places", () => {
  it("counts columns in UTF-16, and CRLF as one line's end", () => {
    const lines = new Lines(TEXTS[A] ?? "");
    const range = { start: { line: 1, character: 2 }, end: { line: 1, character: 5 } };
    assert.deepEqual(rangeOf(lines, INSERT_A), range);
    assert.deepEqual(spanOf(lines, range), { start: 7, end: 10 });
  });

  it("moves positions outside of the text to its ends", () => {
    const lines = new Lines("ab\ncd");
    const range = { start: { line: 0, character: 99 }, end: { line: 99, character: 99 } };
    assert.deepEqual(spanOf(lines, range), { start: 2, end: 5 });
  });

  it("takes all spellings of a URI for one", () => {
    assert.equal(keyOf("file:///c%3A/my%20app"), keyOf("file:///C:/my app"));
    assert.equal(keyOf("file://server/share/a"), keyOf("file://server/share/a"));
    assert.notEqual(keyOf("file:///work/a"), keyOf("vscode-vfs:///work/a"));
    assert.equal(keyOf("a b: no uri"), "a b: no uri");
  });
});

describe("what the protocol makes of edits", () => {
  const edit = (edits: readonly Edit[], features: ClientCapabilities, options = {}) =>
    workspaceEditOf(edits, snapshot, nothing, features, options);

  it("asks for confirmation only of risky edits, by clients that can ask", () => {
    const both = edit([INSERT_A, INSERT_B], FEATURES, { confirm: "Rename" });
    assert.deepEqual(both?.changeAnnotations, { bulkhead: { label: "Rename", needsConfirmation: true } });
    assert.equal(JSON.stringify(both?.documentChanges).match(/"annotationId":"bulkhead"/g)?.length, 2);
    for (const one of [
      edit([INSERT_A, INSERT_B], FEATURES),
      edit([INSERT_A, INSERT_B], { ...FEATURES, changeAnnotations: false }, { confirm: "Rename" }),
    ]) {
      assert.equal(one?.changeAnnotations, undefined);
      assert.ok(!JSON.stringify(one).includes("annotationId"));
    }
  });

  it("makes a snippet of a text that is to be typed over, with what snippets would read escaped", () => {
    const made = edit([INSERT_B], FEATURES, { placeholder: "reason" });
    const start = { line: 0, character: 0 };
    const value = "# why: \\$reason\\} -- ${1:reason}\n";
    const snippet = { range: { start, end: start }, snippet: { kind: "snippet", value } };
    assert.deepEqual(made, {
      documentChanges: [{ textDocument: { uri: B, version: null }, edits: [snippet] }],
    });
    const plain = edit([INSERT_B], { ...FEATURES, snippetEdits: false }, { placeholder: "reason" });
    assert.ok(JSON.stringify(plain).includes("-- reason"));
  });

  it("gives up the whole where one file had no part in the analysis", () => {
    assert.equal(edit([INSERT_A, { ...INSERT_A, file: "file:///elsewhere" }], FEATURES), undefined);
  });
});
