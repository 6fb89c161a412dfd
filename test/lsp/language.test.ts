import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { type ClientCapabilities, CodeActionTriggerKind } from "vscode-languageserver/node";
import bundle from "../../l10n/bundle.l10n.json" with { type: "json" };
import { CAPABILITIES } from "../../server/analysis/facts/capability-table.ts";
import { RULES_BY_ID } from "../../server/analysis/rules/index.ts";
import { load } from "../../server/analysis/run/load.ts";
import type { IsolationMap, Overviews } from "../../server/lsp/extension-protocol.ts";
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

  it("says messages, hovers on findings, lenses, hints, the list and the map in it", async () => {
    const capabilities: ClientCapabilities = { ...PULLING };
    const host: Host = { read: async () => null, load };
    const initializationOptions = { openRule: true, showFindings: true, choices: true, texts: PSEUDO };
    const client = await connect(host, { capabilities, folder: "file:///work", initializationOptions });
    await client.open(URI, VIEWED, "dockercompose");
    const ask = <T>(method: string, more: object): Promise<T> => client.connection.sendRequest(method, more);
    const textDocument = { uri: URI };
    const lenses: { command?: { title: string } }[] = await ask("textDocument/codeLens", { textDocument });
    const range = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
    const hints: { label: string; tooltip: { value: string } }[] = await ask("textDocument/inlayHint", {
      textDocument,
      range,
    });
    const { files }: Overviews = await ask("bulkhead/findings", {});
    const view = { query: "", flipped: [], unfolded: true };
    const map: IsolationMap = await ask("bulkhead/map", { uri: URI, width: 900, view });
    const drawn = [map.svg, map.legend].flatMap((svg) => [...svg.matchAll(/>([^<>]+)<\/(?:text|tspan|title)>/g)]);
    const cells = [...map.table.matchAll(/<(?:th|caption)[^>]*>([^<]+)</g)];
    const states = [...map.table.matchAll(/<\/th><td>([^<]*)<\/td>/g)];
    const { items }: { items: Told[] } = await ask("textDocument/diagnostic", { textDocument });
    const hovers: string[] = [];
    for (const { code, range } of items.filter(({ code }) => HOVERED.includes(code))) {
      const { contents }: { contents: { value: string } } = await ask("textDocument/hover", {
        textDocument,
        position: range.start,
      });
      assert.match(contents.value, new RegExp(`${code}\\.md`));
      hovers.push(contents.value.replace(/\]\([^)]*\)/g, "]"));
    }
    const shown = {
      hovers,
      messages: items.flatMap(({ message, relatedInformation = [] }) => [
        message,
        ...relatedInformation.map((one) => one.message),
      ]),
      rows: files.flatMap(({ subjects }) => subjects.flatMap(({ findings }) => findings.map(({ message }) => message))),
      lenses: lenses.map(({ command }) => command?.title ?? ""),
      hints: hints.flatMap(({ label, tooltip }) => [label, tooltip.value]),
      list: files.flatMap(({ subjects }) => subjects.flatMap(({ exposure }) => exposure ?? [])),
      map: [...drawn, ...cells, ...states].map(([, text = ""]) => text),
    };
    const names = new Set([...VIEWED_NAMES, ...CAPABILITIES.map((one) => one.name), ...RULES_BY_ID.keys()]);
    for (const [part, texts] of Object.entries(shown)) {
      assert.ok(texts.length > 2, part);
      const english = texts.filter((text) =>
        (text.replace(/\S*…\S*/g, "").match(WORD) ?? []).some((word) => !names.has(word)),
      );
      assert.deepEqual([...new Set(english)], [], part);
    }
  });
});

/** Rules of which a hover on a finding says all in the language. */
const HOVERED = ["docker-socket", "host-path", "exposed-port", "unhardened"];

/** What is read of a diagnostic. */
interface Told {
  readonly code: string;
  readonly range: { readonly start: { readonly line: number; readonly character: number } };
  readonly message: string;
  readonly relatedInformation?: readonly { readonly message: string }[];
}

const VIEWED = `services:
  aa:
    image: postgres:16
    network_mode: host
    cap_drop: [CHOWN]
    cap_add: [SYS_ADMIN]
    volumes: ["/etc:/etc:ro", "vv:/vv", "/var/run/docker.sock:/var/run/docker.sock"]
    tmpfs: [/tmp]
  bb:
    image: xx/bb:1
    user: "7"
    read_only: true
    cap_drop: [ALL]
    security_opt: [no-new-privileges:true]
    pid: service:aa
    ports: ["80:80"]
    mem_limit: 1g
    pids_limit: 5
    networks: [nn]
  cc:
    image: xx/cc:1
    privileged: true
    devices: [/dev/fuse]
    networks: [nn]
networks: {nn: {internal: true}}
volumes: {vv: {}}
`;

/** What stands in the file or names a thing of the kernel or of Docker, in no language. */
const VIEWED_NAMES = [
  ...(VIEWED.match(/[A-Za-z_][\w.-]*/g) ?? []),
  ...["root", "compose.yaml", "GiB", "seccomp", "AppArmor", "SELinux", "cgroup", "Docker", "Engine", "v2", "rootful"],
  ...["net", "ipc", "uts", "mnt", "time", "gosu", "postgres", "bpf", "clone", "clone3", "fanotify_init"],
];
