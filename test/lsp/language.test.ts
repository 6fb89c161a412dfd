import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { type ClientCapabilities, CodeActionTriggerKind } from "vscode-languageserver/node";
import bundle from "../../l10n/bundle.l10n.json" with { type: "json" };
import { CAPABILITIES } from "../../server/analysis/facts/capability-table.ts";
import { RULES_BY_ID } from "../../server/analysis/rules/index.ts";
import { load } from "../../server/analysis/run/load.ts";
import type { Host } from "../../server/lsp/host.ts";
import { languageOf } from "../../server/lsp/language.ts";
import { connect, PULLING } from "./lsp-client.ts";

/** A language without letters, so that those that are shown are of names, or of a text that is not translated. */
const PSEUDO = Object.fromEntries(
  Object.keys(bundle).map((text) => [text, `⟦${(text.match(/\{\d\}/g) ?? []).join(" ")}⟧`]),
);

const WORD = /\b[A-Za-z_][\w.-]*/g;
const OTHER_NAMES = ["bulkhead.yaml", "no-new-privileges"];

describe("the language of titles", () => {
  const german = languageOf({
    "Remove {0}": "{0} entfernen",
    "Remove the mount of {0}": "Einhängung von {0} entfernen",
    "Replace {0} by {1}": "{1} statt {0}",
    "Mount read-only": "Schreibgeschützt einhängen",
    "Run as {0} ({1} must belong to it)": 7,
  });
  const title = (text: string, alone?: string) =>
    german.fixTitle({ title: text, ...(alone === undefined ? {} : { alone }) });

  it("is English where the client sends no table, or something else", () => {
    for (const sent of [undefined, null, "de", 7]) {
      assert.equal(languageOf(sent).fixTitle({ title: "Remove pid" }), "Remove pid");
      assert.equal(languageOf(sent).say("{0} in {1}", "a", "b"), "a in b");
    }
  });

  it("fills what a text leaves open, once, whatever stands in it", () => {
    assert.equal(german.say("{0} in {1}", "{1}", "{0} $& $1"), "{1} in {0} $& $1");
    assert.equal(title("Replace {1} by {0}"), "{0} statt {1}");
  });

  it("finds the text that a title is made of, the longest that fits", () => {
    assert.equal(title("Remove pid"), "pid entfernen");
    assert.equal(title("Remove the mount of /etc"), "Einhängung von /etc entfernen");
    assert.equal(title("Mount read-only"), "Schreibgeschützt einhängen");
    assert.equal(title("Replace a by b by c"), "b by c statt a");
  });

  it("is English for a title that is made otherwise, or of an empty name", () => {
    for (const text of ["Remove ", "Remove", "Replace  by b", "Mount read-only too", "Burn it", ""])
      assert.equal(title(text), text);
  });

  it("leaves a sentence about one program as it is, and does not take it for a part of a name", () => {
    assert.equal(title("Remove pid (acme reads it)", "acme reads it"), "pid entfernen (acme reads it)");
    assert.equal(title("Remove pid", "acme reads it"), "pid entfernen");
  });
});

describe("language server: in another language", () => {
  const URI = "file:///work/compose.yaml";
  const TEXT = `services:
  cache:
    image: redis:8
  more:
    <<: &shared
      pid: host
    image: acme/more:1
    privilegd: true # bulkhead: allow host-pidd -- a test
    ports: ["8080:80", "8081:81"]
    volumes: [/etc:/host/etc, /var/run/docker.sock:/var/run/docker.sock]
    user: root
`;

  for (const [name, own] of [
    ["our own client", { openRule: true, showFindings: true, choices: true }],
    ["a client that shows all actions in one menu", { openRule: true }],
  ] as const) {
    it(`shows ${name} no title in English`, async () => {
      const { workspace } = PULLING;
      const workspaceEdit = {
        ...workspace?.workspaceEdit,
        changeAnnotationSupport: {},
        resourceOperations: ["create" as const],
      };
      const capabilities: ClientCapabilities = {
        ...PULLING,
        workspace: { ...workspace, workspaceEdit, applyEdit: true },
      };
      const host: Host = { read: async () => null, load };
      const initializationOptions = { ...own, texts: PSEUDO };
      const client = await connect(host, { capabilities, folder: "file:///work", initializationOptions });
      await client.open(URI, TEXT, "dockercompose");
      const shown: string[] = [];
      const kinds = ["quickfix", "quickfix.bulkhead.allow", "quickfix.bulkhead.more", "refactor", "source.fixAll"];
      for (const [line, text] of TEXT.split("\n").entries()) {
        const range = { start: { line, character: 0 }, end: { line, character: text.length } };
        for (const only of kinds) {
          const context = { diagnostics: [], only: [only], triggerKind: CodeActionTriggerKind.Invoked };
          for (const { title, edit, command } of await client.codeActions(URI, range, context)) {
            const labels = Object.values(edit?.changeAnnotations ?? {}).map(({ label }) => label);
            shown.push(title, ...labels, ...(command ? [command.title] : []));
          }
        }
      }
      const lenses: { command?: { title: string; command: string } }[] = await client.connection.sendRequest(
        "textDocument/codeLens",
        { textDocument: { uri: URI } },
      );
      shown.push(...lenses.flatMap(({ command }) => (command?.command === "bulkhead.harden" ? [command.title] : [])));
      assert.ok(new Set(shown).size > 20, shown.join(" | "));
      const names = new Set([
        ...(TEXT.match(WORD) ?? []),
        ...RULES_BY_ID.keys(),
        ...CAPABILITIES.map((one) => one.name),
        ...OTHER_NAMES,
      ]);
      const english = (title: string) => (title.match(WORD) ?? []).filter((word) => !names.has(word));
      assert.deepEqual(
        [...new Set(shown)].filter((title) => !title.startsWith("⟦") || english(title).length > 0),
        [],
      );
    });
  }
});
