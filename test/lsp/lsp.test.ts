import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
  CancellationTokenSource,
  type ClientCapabilities,
  type CodeAction,
  CodeActionTriggerKind,
  type Diagnostic,
} from "vscode-languageserver/node";
import { packedRuleAddress, ruleAddress } from "../../server/analysis/report/rule-address.ts";
import { RULES } from "../../server/analysis/rules/index.ts";
import { load } from "../../server/analysis/run/load.ts";
import type { Status } from "../../server/lsp/extension-protocol.ts";
import { HARDEN_KIND } from "../../server/lsp/harden.ts";
import type { Host } from "../../server/lsp/host.ts";
import { type Client, connect, PULLING, PUSHED } from "./lsp-client.ts";

const FOLDER = "file:///work";
const COMPOSE = `${FOLDER}/compose.yaml`;
const DOCKERFILE = `${FOLDER}/Dockerfile`;

const PRIVILEGED = "services:\n  web:\n    image: nginx:1.29 # keep\n    privileged: true # go\n    read_only: true\n";
const QUIET = "services: {}\n";

/** A host with nothing on its disk. */
const EMPTY: Host = { read: async () => null, load };

function hostWith(files: Readonly<Record<string, string>>): Host {
  return { read: async (uri) => files[uri] ?? null, load };
}

function rulesIn(diagnostics: readonly Diagnostic[]): (string | number | undefined)[] {
  return diagnostics.map(({ code }) => code);
}

function of(rule: string, diagnostics: readonly Diagnostic[]): Diagnostic {
  const found = diagnostics.find(({ code }) => code === rule);
  assert.ok(found, `${rule} is not among ${rulesIn(diagnostics).join(", ")}`);
  return found;
}

async function actionsOn(client: Client, uri: string, diagnostic: Diagnostic): Promise<CodeAction[]> {
  return client.codeActions(uri, diagnostic.range, { diagnostics: [diagnostic] });
}

function titled(title: RegExp, actions: readonly CodeAction[]): CodeAction {
  const found = actions.find((action) => title.test(action.title));
  assert.ok(found, `${title} is not among ${actions.map((action) => action.title).join(" | ")}`);
  return found;
}

describe("language server: a pulling client", () => {
  const pulling = { capabilities: PULLING, folder: FOLDER };

  it("opens, sees, hovers, fixes, and is clean", async () => {
    const client = await connect(EMPTY, pulling);
    await client.open(COMPOSE, PRIVILEGED, "dockercompose");
    const privileged = of("privileged", await client.diagnostics(COMPOSE));
    assert.equal(privileged.source, "bulkhead");
    assert.equal(privileged.severity, 1);
    assert.deepEqual(privileged.range, { start: { line: 3, character: 16 }, end: { line: 3, character: 20 } });
    assert.equal(privileged.codeDescription?.href, ruleAddress("privileged"));
    const hover = await client.hover(COMPOSE, privileged.range.start);
    assert.match(JSON.stringify(hover?.contents), /Privileged container/);
    assert.doesNotMatch(JSON.stringify(hover?.contents), /\]\(bulkhead:/, "only our own client has packed pages");
    const remove = titled(/^Remove/, await actionsOn(client, COMPOSE, privileged));
    await client.apply(remove.edit ?? {});
    const cleaned = "services:\n  web:\n    image: nginx:1.29 # keep\n    # go\n    read_only: true\n";
    assert.equal(client.text(COMPOSE), cleaned, "a comment is the user's own and stays");
    assert.ok(!rulesIn(await client.diagnostics(COMPOSE)).includes("privileged"));
  });

  it("completes what is being typed", async () => {
    const client = await connect(EMPTY, pulling);
    await client.open(COMPOSE, "services:\n  web:\n    image: a\n    cap_drop: [\n", "dockercompose");
    const { end } = client.rangeOf(COMPOSE, "cap_drop: [");
    const [first] = await client.completions(COMPOSE, end);
    assert.equal(first?.label, "ALL");
    assert.deepEqual(first?.textEdit, { range: { start: end, end }, newText: "ALL" });
  });

  it("announces pull diagnostics, and pushes nothing", async () => {
    const client = await connect(EMPTY, pulling);
    await client.open(COMPOSE, PRIVILEGED, "dockercompose");
    const pushes: unknown[] = [];
    client.connection.onNotification("textDocument/publishDiagnostics", (params) => void pushes.push(params));
    await client.diagnostics(COMPOSE);
    await client.diagnostics(COMPOSE);
    assert.deepEqual(pushes, []);
  });

  it("answers unchanged where the client already has it", async () => {
    const client = await connect(EMPTY, pulling);
    await client.open(COMPOSE, PRIVILEGED, "dockercompose");
    const first = await client.pull(COMPOSE);
    const second = await client.pull(COMPOSE, first.resultId);
    assert.deepEqual(second, { kind: "unchanged", resultId: first.resultId });
    await client.change(COMPOSE, QUIET);
    assert.equal((await client.pull(COMPOSE, first.resultId)).kind, "full");
  });

  it("asks to pull again when the other half of a project changes, in an editor or on disk", async () => {
    const files: Record<string, string> = {};
    const client = await connect(hostWith(files), pulling);
    await client.open(COMPOSE, "services:\n  web:\n    build: .\n", "dockercompose");
    await client.diagnostics(COMPOSE);
    await client.until(() => client.registered.includes("workspace/didChangeWatchedFiles"));
    files[DOCKERFILE] = "FROM nginx:1.29\nUSER nginx\n";
    const before = client.refreshes;
    await client.connection.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [{ uri: DOCKERFILE, type: 1 }],
    });
    await client.until(() => client.refreshes > before);
    await client.diagnostics(COMPOSE);
    await client.open(DOCKERFILE, "FROM nginx:1.29\nUSER root\n", "dockerfile");
    await client.until(() => client.refreshes > before + 1);
    assert.ok(rulesIn(await client.diagnostics(DOCKERFILE)).includes("root-user"));
  });

  it("shows what other files say of a file only while they are open", async () => {
    const base = `${FOLDER}/base.yaml`;
    const text = "services:\n  base:\n    image: nginx:1.29\n    pid: host\n";
    const client = await connect(EMPTY, pulling);
    await client.open(base, text, "yaml");
    const own = rulesIn(await client.diagnostics(base)).filter((rule) => rule === "host-pid");
    await client.open(COMPOSE, "services:\n  web:\n    extends: {file: base.yaml, service: base}\n", "dockercompose");
    const both = rulesIn(await client.diagnostics(base)).filter((rule) => rule === "host-pid");
    assert.deepEqual(own, ["host-pid"]);
    assert.deepEqual(both, ["host-pid"], "one place, one finding");
  });

  it("shows what is set in a file that is not open where the open one brings it in", async () => {
    const base = `${FOLDER}/base.yaml`;
    const text = "services:\n  base:\n    image: nginx:1.29\n    pid: host\n";
    const client = await connect(hostWith({ [base]: text }), pulling);
    await client.open(COMPOSE, "services:\n  web:\n    extends: {file: base.yaml, service: base}\n", "dockercompose");
    const alone = of("host-pid", await client.diagnostics(COMPOSE));
    assert.match(JSON.stringify(alone.message), /It is set in base\.yaml\./);
    const range = { start: { line: 3, character: 9 }, end: { line: 3, character: 13 } };
    assert.deepEqual(alone.relatedInformation, [{ location: { uri: base, range }, message: "It is set here." }]);
    const allow = titled(/^Allow host-pid here/, await actionsOn(client, COMPOSE, alone));
    await client.apply(allow.edit ?? {});
    assert.ok(!rulesIn(await client.diagnostics(COMPOSE)).includes("host-pid"));
    await client.change(COMPOSE, "services:\n  web:\n    extends: {file: base.yaml, service: base}\n");
    await client.diagnostics(COMPOSE);
    await client.open(base, text, "yaml");
    await client.until(() => client.refreshes > 0);
    assert.ok(!rulesIn(await client.diagnostics(COMPOSE)).includes("host-pid"));
    assert.deepEqual(of("host-pid", await client.diagnostics(base)).range, range);
  });

  it("reads through the client where it offers that", async () => {
    const files = new Map([[DOCKERFILE, "FROM nginx:1.29\nUSER root\n"]]);
    const refusing: Host = { read: () => Promise.reject(new Error("the host must not be asked")), load };
    const client = await connect(refusing, { ...pulling, files, initializationOptions: { readFile: true } });
    await client.open(COMPOSE, "services:\n  web:\n    build: .\n", "dockercompose");
    const items = await client.diagnostics(COMPOSE);
    assert.ok(!items.some(({ message }) => /cannot be read/.test(JSON.stringify(message))), JSON.stringify(items));
    assert.deepEqual(client.log, []);
  });

  it("follows the editor's settings, a settings file, and the one over the other", async () => {
    let settings: unknown = null;
    const files: Record<string, string> = { [`${FOLDER}/.bulkhead.yaml`]: "rules: { privileged: warning }\n" };
    const client = await connect(hostWith(files), { ...pulling, configuration: () => settings });
    const uri = `${FOLDER}/deep/er/compose.yaml`;
    await client.open(uri, PRIVILEGED, "dockercompose");
    assert.equal(of("privileged", await client.diagnostics(uri)).severity, 2);
    settings = { rules: { privileged: "hint" }, trace: { server: "off" } };
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    await client.until(() => client.refreshes > 0);
    assert.equal(of("privileged", await client.diagnostics(uri)).severity, 4);
    settings = { enable: false };
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    await client.until(() => client.refreshes > 1);
    assert.deepEqual(await client.diagnostics(uri), []);
    assert.equal(await client.hover(uri, client.rangeOf(uri, "privileged").start), null);
  });

  it("asks for the editor's settings once while the client tells of their changes, and each time where it does not", async () => {
    const asked = async (capabilities: ClientCapabilities): Promise<number> => {
      let questions = 0;
      const configuration = () => {
        questions += 1;
        return null;
      };
      const client = await connect(EMPTY, { ...pulling, capabilities, configuration });
      if (capabilities.workspace?.didChangeConfiguration !== undefined) {
        await client.until(() => client.registered.includes("workspace/didChangeConfiguration"));
      }
      await client.open(COMPOSE, PRIVILEGED, "dockercompose");
      for (let turn = 0; turn < 3; turn++) {
        await client.change(COMPOSE, `# ${turn}\n${PRIVILEGED}`);
        await client.diagnostics(COMPOSE);
      }
      return questions;
    };
    assert.equal(await asked(PULLING), 1);
    const { didChangeConfiguration: _, ...workspace } = PULLING.workspace ?? {};
    assert.equal(await asked({ ...PULLING, workspace }), 3);
  });

  it("notices with the next change what came beside a file, or went, though nobody told of it", async () => {
    const files: Record<string, string> = {};
    const client = await connect(hostWith(files), pulling);
    await client.open(COMPOSE, PRIVILEGED, "dockercompose");
    const level = async (): Promise<unknown> => {
      await client.change(COMPOSE, `${client.text(COMPOSE)}# more\n`);
      return of("privileged", await client.diagnostics(COMPOSE)).severity;
    };
    assert.equal(await level(), 1);
    files[`${FOLDER}/.bulkhead.yaml`] = "rules: { privileged: hint }\n";
    assert.equal(await level(), 4);
    delete files[`${FOLDER}/.bulkhead.yaml`];
    assert.equal(await level(), 1);
  });

  it("reads no file any more that a text no longer names", async () => {
    const read: string[] = [];
    const host: Host = {
      read: async (uri) => {
        read.push(uri);
        return null;
      },
      load,
    };
    const client = await connect(host, pulling);
    const naming = (file: string): string =>
      `services:\n  web:\n    extends:\n      service: web\n      file: ${file}\n`;
    await client.open(COMPOSE, naming("one.yaml"), "dockercompose");
    await client.diagnostics(COMPOSE);
    for (const name of ["two.yaml", "two.yaml # again"]) {
      await client.change(COMPOSE, naming(name));
      read.length = 0;
      await client.diagnostics(COMPOSE);
    }
    assert.ok(read.includes(`${FOLDER}/two.yaml`));
    assert.ok(!read.includes(`${FOLDER}/one.yaml`));
    assert.deepEqual([...new Set(read)], read);
  });

  it("does not look for settings above the workspace folder", async () => {
    const client = await connect(hostWith({ "file:///.bulkhead.yaml": "rules: { privileged: off }\n" }), pulling);
    await client.open(COMPOSE, PRIVILEGED, "dockercompose");
    assert.ok(rulesIn(await client.diagnostics(COMPOSE)).includes("privileged"));
  });

  it("shows what is wrong in an open settings file", async () => {
    const client = await connect(EMPTY, pulling);
    const uri = `${FOLDER}/.bulkhead.yaml`;
    await client.open(uri, "profile: severe\n", "yaml");
    const [inputError] = await client.diagnostics(uri);
    assert.match(JSON.stringify(inputError?.message), /profile/);
  });

  it("takes an untitled document by its language", async () => {
    const client = await connect(EMPTY, pulling);
    await client.open("untitled:Untitled-1", "FROM nginx:1.29\nUSER root\n", "dockerfile");
    assert.ok(rulesIn(await client.diagnostics("untitled:Untitled-1")).includes("root-user"));
  });

  it("says nothing of a Kubernetes file, nor of an ignore file that the editor takes for a Dockerfile", async () => {
    const client = await connect(EMPTY, pulling);
    await client.open(`${FOLDER}/pod.yaml`, "apiVersion: v1\nkind: Pod\nspec: {hostPID: true}\n", "yaml");
    await client.open(`${FOLDER}/Dockerfile.dockerignore`, "FROM\n", "dockerfile");
    assert.deepEqual(await client.diagnostics(`${FOLDER}/pod.yaml`), []);
    assert.deepEqual(await client.diagnostics(`${FOLDER}/Dockerfile.dockerignore`), []);
  });
});

describe("language server: actions", () => {
  const options = { capabilities: PULLING, folder: FOLDER, initializationOptions: { openRule: true } };

  it("puts the preferred fix first, then the others, the comments, the documentation", async () => {
    const client = await connect(EMPTY, options);
    await client.open(COMPOSE, PRIVILEGED, "dockercompose");
    const privileged = of("privileged", await client.diagnostics(COMPOSE));
    const actions = (await actionsOn(client, COMPOSE, privileged)).filter(
      ({ kind }) => kind !== HARDEN_KIND && kind !== "source.fixAll.bulkhead",
    );
    const preferred = actions.map(({ isPreferred }) => isPreferred === true);
    assert.deepEqual(
      preferred,
      [...preferred].sort((a, b) => Number(b) - Number(a)),
    );
    assert.match(actions.at(-1)?.title ?? "", /^Open documentation for/);
    assert.deepEqual(actions.at(-1)?.command?.command, "bulkhead.openRule");
    for (const { kind, diagnostics } of actions) {
      assert.equal(kind, "quickfix");
      assert.deepEqual(diagnostics, [privileged]);
    }
  });

  it("leads our own client to the packed page of the rule, from the message and from the hover", async () => {
    const client = await connect(EMPTY, options);
    await client.open(COMPOSE, PRIVILEGED, "dockercompose");
    const { codeDescription, range } = of("privileged", await client.diagnostics(COMPOSE));
    assert.equal(codeDescription?.href, packedRuleAddress("privileged"));
    const hover = await client.hover(COMPOSE, range.start);
    assert.match(JSON.stringify(hover?.contents), /\]\(bulkhead:\/privileged\.md\)/);
  });

  it("allows a finding with a comment whose reason is to be typed", async () => {
    const client = await connect(EMPTY, options);
    await client.open(COMPOSE, PRIVILEGED, "dockercompose");
    const privileged = of("privileged", await client.diagnostics(COMPOSE));
    const actions = await actionsOn(client, COMPOSE, privileged);
    const here = titled(/^Allow privileged here/, actions);
    assert.match(JSON.stringify(here.edit), /\$\{1:reason\}/);
    await client.apply(here.edit ?? {});
    assert.match(client.text(COMPOSE), /bulkhead: allow privileged -- reason/);
    assert.ok(!rulesIn(await client.diagnostics(COMPOSE)).includes("privileged"));
  });

  it("allows a finding for the whole service", async () => {
    const client = await connect(EMPTY, options);
    await client.open(COMPOSE, PRIVILEGED, "dockercompose");
    const privileged = of("privileged", await client.diagnostics(COMPOSE));
    const whole = titled(/^Allow privileged for service "web"/, await actionsOn(client, COMPOSE, privileged));
    await client.apply(whole.edit ?? {});
    assert.match(client.text(COMPOSE), /# bulkhead: allow privileged -- reason\n {2}web:/);
    assert.ok(!rulesIn(await client.diagnostics(COMPOSE)).includes("privileged"));
  });

  it("gives plain edits without versions to a client that knows nothing else", async () => {
    const client = await connect(EMPTY, { capabilities: PUSHED, folder: FOLDER });
    await client.open(COMPOSE, PRIVILEGED, "yaml");
    const privileged = of("privileged", await client.pushed(COMPOSE, (items) => items.length > 0));
    const actions = await actionsOn(client, COMPOSE, privileged);
    for (const { edit, command } of actions) {
      assert.equal(command, undefined);
      assert.deepEqual(Object.keys(edit ?? {}), ["changes"]);
    }
    await client.apply(titled(/^Remove/, actions).edit ?? {});
    await client.pushed(COMPOSE, (items) => !rulesIn(items).includes("privileged"));
  });

  it("offers one action that fixes everything safely, and it leaves nothing safe to fix", async () => {
    const service = (name: string, options: string) =>
      `  ${name}:\n    image: acme/${name}:1\n    pid: host\n    security_opt: [${options}] # why\n`;
    const twice = "apparmor=unconfined, apparmor=docker-default";
    const client = await connect(EMPTY, options);
    await client.open(COMPOSE, `services:\n${service("a", twice)}${service("b", twice)}`, "dockercompose");
    const all = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
    const context = { diagnostics: [], only: ["source.fixAll"] };
    const [action, more] = await client.codeActions(COMPOSE, all, context);
    assert.equal(action?.kind, "source.fixAll.bulkhead");
    assert.equal(more, undefined);
    await client.apply(action.edit ?? {});
    const once = "apparmor=docker-default";
    const expected = `services:\n${service("a", once)}${service("b", once)}`;
    assert.equal(client.text(COMPOSE), expected, "what a container could notice stays");
    assert.deepEqual(await client.codeActions(COMPOSE, all, context), []);
  });

  it("does not make every edit for a bulb that is only looked for", async () => {
    const client = await connect(EMPTY, options);
    await client.open(COMPOSE, PRIVILEGED, "dockercompose");
    const range = client.rangeOf(COMPOSE, "privileged");
    const actions = await client.codeActions(COMPOSE, range, {
      diagnostics: [],
      triggerKind: CodeActionTriggerKind.Automatic,
    });
    assert.ok(!actions.some(({ kind }) => kind === "source.fixAll.bulkhead"));
  });

  it("gives nothing for other kinds, and nothing where nothing is wrong", async () => {
    const client = await connect(EMPTY, options);
    await client.open(COMPOSE, PRIVILEGED, "dockercompose");
    const all = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
    assert.deepEqual(await client.codeActions(COMPOSE, all, { diagnostics: [], only: ["refactor.extract"] }), []);
    const quiet = client.rangeOf(COMPOSE, "read_only");
    assert.deepEqual(await client.codeActions(COMPOSE, quiet, { diagnostics: [], only: ["quickfix"] }), []);
  });

  it("works with CRLF, and with columns that count UTF-16", async () => {
    const client = await connect(EMPTY, options);
    const text =
      'services:\r\n  web:\r\n    image: "nginx:1.29"\r\n    labels: {"💥": x}\r\n    privileged: true # 💥\r\n';
    await client.open(COMPOSE, text, "dockercompose");
    const privileged = of("privileged", await client.diagnostics(COMPOSE));
    assert.deepEqual(privileged.range, client.rangeOf(COMPOSE, "true"));
    await client.apply(titled(/^Remove/, await actionsOn(client, COMPOSE, privileged)).edit ?? {});
    assert.ok(!/[^\r]\n/.test(client.text(COMPOSE)), "every line still ends in CRLF");
    assert.ok(client.text(COMPOSE).includes('labels: {"💥": x}\r\n'));
  });
});

describe("language server: a client that is pushed to", () => {
  const pushed = { capabilities: PUSHED, folder: FOLDER };

  it("is told of findings, of changes, and of the end", async () => {
    const client = await connect(EMPTY, pushed);
    await client.open(COMPOSE, PRIVILEGED, "yaml");
    const [first] = await client.pushed(COMPOSE, (items) => items.length > 0);
    assert.equal(first?.codeDescription, undefined);
    assert.equal(first?.relatedInformation, undefined);
    await client.type(COMPOSE, client.rangeOf(COMPOSE, "true"), "false");
    await client.pushed(COMPOSE, (items) => !rulesIn(items).includes("privileged"));
    await client.change(COMPOSE, PRIVILEGED);
    await client.pushed(COMPOSE, (items) => rulesIn(items).includes("privileged"));
    await client.close(COMPOSE);
    await client.pushed(COMPOSE, (items) => items.length === 0);
  });

  it("has a renamed file's diagnostics under its new name alone", async () => {
    const client = await connect(EMPTY, pushed);
    await client.open(COMPOSE, PRIVILEGED, "yaml");
    await client.pushed(COMPOSE, (items) => items.length > 0);
    const renamed = `${FOLDER}/compose.prod.yaml`;
    await client.close(COMPOSE);
    await client.open(renamed, PRIVILEGED, "yaml");
    await client.pushed(renamed, (items) => items.length > 0);
    await client.pushed(COMPOSE, (items) => items.length === 0);
  });

  it("sees a change of another open file", async () => {
    const client = await connect(EMPTY, pushed);
    await client.open(DOCKERFILE, "FROM scratch\nUSER 1000\n", "dockerfile");
    await client.open(COMPOSE, "services:\n  web:\n    build: .\n    user: root\n", "yaml");
    await client.pushed(COMPOSE, (items) => rulesIn(items).includes("root-user"));
    await client.change(COMPOSE, "services:\n  web:\n    build: .\n");
    await client.pushed(COMPOSE, (items) => !rulesIn(items).includes("root-user"));
  });

  it("takes settings as they are told", async () => {
    const settings = { rules: { privileged: "off" } };
    const client = await connect(EMPTY, { ...pushed, initializationOptions: { settings } });
    await client.open(COMPOSE, PRIVILEGED, "yaml");
    await client.pushed(COMPOSE, (items) => !rulesIn(items).includes("privileged"));
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: { bulkhead: {} } });
    await client.pushed(COMPOSE, (items) => rulesIn(items).includes("privileged"));
  });
});

describe("language server: bad input", () => {
  const pulling = { capabilities: PULLING, folder: FOLDER };

  /** The server still does its work. */
  async function isAlive(client: Client): Promise<void> {
    const uri = `${FOLDER}/alive/compose.yaml`;
    await client.open(uri, PRIVILEGED, "dockercompose");
    assert.ok(rulesIn(await client.diagnostics(uri)).includes("privileged"));
  }

  it("outlives files that are broken, huge, binary or malicious", async () => {
    const client = await connect(EMPTY, pulling);
    const bomb = Array.from({ length: 30 }, (_, n) => `a${n + 1}: &a${n + 1} [${`*a${n},`.repeat(9)}]`).join("\n");
    const texts: Readonly<Record<string, string>> = {
      nul: "services:\n  web:\n    image: a\u0000\n    privileged: true\u0000\n",
      large: `services:\n  web:\n    image: a\n    command: "${"x".repeat(10 * 1024 * 1024)}"\n`,
      bomb: `a0: &a0 x\n${bomb}\nservices:\n  web: {image: a, labels: *a30}\n`,
      deep: `services: ${"[".repeat(100_000)}`,
      half: "services:\n  web:\n    image: a\n    cap_add: [SYS_",
      tabs: "services:\n\tweb:\n\t\timage: a\n",
      self: "services:\n  web: &w\n    <<: *w\n    image: a\n",
      empty: "",
    };
    for (const [name, text] of Object.entries(texts)) {
      const uri = `${FOLDER}/${name}/compose.yaml`;
      await client.open(uri, text, "dockercompose");
      await client.diagnostics(uri);
      await client.hover(uri, { line: 2, character: 5 });
      await client.codeActions(
        uri,
        { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } },
        { diagnostics: [] },
      );
      await client.close(uri);
    }
    await isAlive(client);
    assert.deepEqual(client.log, []);
  });

  it("says why a large file is not read", async () => {
    const client = await connect(EMPTY, pulling);
    await client.open(COMPOSE, `services:\n  web:\n    image: a\n#${"x".repeat(3 * 1024 * 1024)}`, "dockercompose");
    const [limit] = await client.diagnostics(COMPOSE);
    assert.match(JSON.stringify(limit?.message), /1 MiB/);
    assert.equal(limit?.severity, 3);
  });

  it("answers positions outside of the text, files that are not open, and requests that it does not know", async () => {
    const client = await connect(EMPTY, pulling);
    await client.open(COMPOSE, PRIVILEGED, "dockercompose");
    assert.equal(await client.hover(COMPOSE, { line: 999, character: 999 }), null);
    assert.equal(await client.hover(`${FOLDER}/nowhere.yaml`, { line: 0, character: 0 }), null);
    assert.deepEqual(await client.diagnostics("::no uri::"), []);
    await assert.rejects(client.connection.sendRequest("textDocument/unheardOf", {}), { code: -32601 });
    await client.connection.sendNotification("$/unheardOf", {});
    await isAlive(client);
  });

  it("outlives a file that is changed and closed while it is analysed", async () => {
    let release = (): void => undefined;
    const gate = new Promise<void>((done) => (release = done));
    const slow: Host = { ...EMPTY, load: async (...args) => gate.then(() => load(...args)) };
    const client = await connect(slow, pulling);
    await client.open(COMPOSE, PRIVILEGED, "dockercompose");
    const pending = client.diagnostics(COMPOSE);
    await client.change(COMPOSE, QUIET);
    const later = client.diagnostics(COMPOSE);
    await client.close(COMPOSE);
    const none = client.diagnostics(COMPOSE);
    release();
    assert.deepEqual(await Promise.all([pending, later, none]), [[], [], []]);
    await isAlive(client);
  });

  it("answers with the text as it is when the answer is given", async () => {
    let release = (): void => undefined;
    const gate = new Promise<void>((done) => (release = done));
    const slow: Host = { ...EMPTY, load: async (...args) => gate.then(() => load(...args)) };
    const client = await connect(slow, pulling);
    await client.open(COMPOSE, QUIET, "dockercompose");
    const pending = client.diagnostics(COMPOSE);
    await client.change(COMPOSE, PRIVILEGED);
    await client.hover("file:///other", { line: 0, character: 0 });
    release();
    assert.ok(rulesIn(await pending).includes("privileged"));
  });

  it("loses only the findings of a rule that throws, says so, and logs its name", async () => {
    const broken: Host = {
      ...EMPTY,
      load: (entry, read, config, options) => {
        const rules = RULES.map((rule) => (rule.id === "host-pid" ? { ...rule, check: throwing } : rule));
        return load(entry, read, config, { ...options, rules });
      },
    };
    const client = await connect(broken, pulling);
    await client.open(COMPOSE, `${PRIVILEGED}    pid: host\n`, "dockercompose");
    const found = await client.diagnostics(COMPOSE);
    const rules = rulesIn(found);
    assert.ok(rules.includes("privileged") && !rules.includes("host-pid"));
    const told = "Bulkhead could not check this file for host-pid: out of order. What that would find is missing.";
    assert.ok(found.some(({ message }) => message === told));
    assert.match(client.log.join("\n"), /Rule host-pid: Error: out of order/);
  });

  it("says in the file and in its status that its analysis failed, and logs it", async () => {
    const broken: Host = { ...EMPTY, load: () => Promise.reject(new Error("out of order")) };
    const client = await connect(broken, pulling);
    await client.open(COMPOSE, PRIVILEGED, "dockercompose");
    const message = "Bulkhead could not analyse this file: out of order. Its findings are missing.";
    const start = { line: 0, character: 0 };
    assert.deepEqual(await client.diagnostics(COMPOSE), [
      { range: { start, end: start }, severity: 2, source: "bulkhead", message },
    ]);
    assert.match(client.log.join("\n"), /compose\.yaml: Error: out of order/);
    const status: Status = await client.connection.sendRequest("bulkhead/status", { uri: COMPOSE });
    assert.equal(status.failure, message);
    assert.equal(await client.hover(COMPOSE, start), null);
    await client.open(`${FOLDER}/notes.yaml`, "title: notes\n", "yaml");
    assert.deepEqual(await client.diagnostics(`${FOLDER}/notes.yaml`), []);
  });

  it("outlives a client that fails to tell its settings, and goes by the defaults", async () => {
    const configuration = (): never => {
      throw new Error("out of order");
    };
    const client = await connect(EMPTY, { ...pulling, configuration });
    await isAlive(client);
    assert.match(client.log.join("\n"), /workspace\/configuration: /);
  });

  it("waits for a pause in the typing of a long file, and analyses what stands there then", async () => {
    let analyses = 0;
    const counting: Host = {
      ...EMPTY,
      load: async (...args) => {
        analyses += 1;
        return load(...args);
      },
    };
    const client = await connect(counting, pulling);
    const long = `#${"x".repeat(200_000)}\n`;
    await client.open(COMPOSE, long + QUIET, "dockercompose");
    const pulls = [client.diagnostics(COMPOSE)];
    for (let version = 2; version < 10; version++) {
      await client.change(COMPOSE, long + (version < 9 ? QUIET : PRIVILEGED));
      pulls.push(client.diagnostics(COMPOSE));
    }
    for (const items of await Promise.all(pulls)) assert.ok(rulesIn(items).includes("privileged"));
    assert.equal(analyses, 1);
  });

  it("answers a cancelled request with an error of its own", async () => {
    const client = await connect(EMPTY, pulling);
    await client.open(COMPOSE, PRIVILEGED, "dockercompose");
    const source = new CancellationTokenSource();
    const params = { textDocument: { uri: COMPOSE } };
    const pending = client.connection.sendRequest("textDocument/diagnostic", params, source.token);
    source.cancel();
    await assert.rejects(pending, { code: -32800 });
    await isAlive(client);
  });
});

// A generator, as a rule's check is one; it throws at the first step.
// biome-ignore lint/correctness/useYield: it throws before it could yield
function* throwing(): Iterable<never> {
  throw new Error("out of order");
}
