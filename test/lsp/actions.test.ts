import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
  type ClientCapabilities,
  type CodeAction,
  CodeActionTriggerKind,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { load } from "../../server/analysis/run/load.ts";
import type { Host } from "../../server/lsp/host.ts";
import { type Client, connect, PULLING, PUSHED } from "./lsp-client.ts";

const FOLDER = "file:///work";
const COMPOSE = `${FOLDER}/app/compose.yaml`;
const SETTINGS = `${FOLDER}/.bulkhead.yaml`;

const CREATING: ClientCapabilities = {
  ...PULLING,
  workspace: {
    ...PULLING.workspace,
    workspaceEdit: { documentChanges: true, snippetEditSupport: true, resourceOperations: ["create"] },
  },
};

const THREE = `services:
  a:
    image: acme/a:1
    pid: host
  b:
    image: acme/b:1
    pid: host
  c:
    image: acme/c:1
    pid: host # bulkhead: allow host-pid -- a test
`;

async function clientWith(capabilities: ClientCapabilities, files: Readonly<Record<string, string>>): Promise<Client> {
  const host: Host = { read: async (uri) => files[uri] ?? null, load };
  return connect(host, { capabilities, folder: FOLDER });
}

async function actionsAt(client: Client, part: string, uri = COMPOSE): Promise<CodeAction[]> {
  return client.codeActions(uri, client.rangeOf(uri, part), { diagnostics: [], only: ["quickfix"] });
}

function titled(title: RegExp, actions: readonly CodeAction[]): CodeAction {
  const found = actions.find((action) => title.test(action.title));
  assert.ok(found, `${title} is not among ${actions.map((action) => action.title).join(" | ")}`);
  return found;
}

/** What an edit makes of a file that is not open. */
function edited({ documentChanges = [] }: WorkspaceEdit, uri: string, text: string): string {
  const edits = documentChanges.flatMap((change) =>
    "edits" in change && change.textDocument.uri === uri ? (change.edits as TextEdit[]) : [],
  );
  return applied(text, edits);
}

function applied(text: string, edits: TextEdit[]): string {
  const document = TextDocument.create("file:///x", "yaml", 1, text);
  return TextDocument.applyEdits(document, edits);
}

describe("language server: fixes with something to choose", () => {
  it("say where a fix edits what other services may share", async () => {
    const text =
      "x-a: &a\n  init: true\n  privileged: true # why\nservices:\n  web:\n    <<: *a\n    image: acme/web:1\n  db:\n    image: acme/db:1\n    pid: host # why\n";
    const client = await clientWith(PULLING, {});
    await client.open(COMPOSE, text, "dockercompose");
    titled(/^Remove privileged where it is written, on line 3$/, await actionsAt(client, "privileged: true"));
    titled(/^Remove pid$/, await actionsAt(client, "host"));
  });

  it("put the cursor on a number that somebody has to choose", async () => {
    const client = await clientWith(CREATING, {});
    await client.open(COMPOSE, "services:\n  a:\n    image: acme/a:1.0\n", "dockercompose");
    const [change] = titled(/^Limit processes/, await actionsAt(client, "a")).edit?.documentChanges ?? [];
    assert.deepEqual(
      change && "edits" in change && change.edits.map((edit) => "snippet" in edit && edit.snippet.value),
      ["\n    pids_limit: ${1:200}"],
    );
  });
});

describe("language server: fixing all of one kind", () => {
  it("fixes every finding of the rule, and none that is allowed", async () => {
    const client = await clientWith(PULLING, {});
    await client.open(COMPOSE, THREE, "dockercompose");
    const action = titled(/^Fix all host-pid in this file/, await actionsAt(client, "host"));
    assert.equal(action.kind, "quickfix");
    assert.match(action.title, /\(2 places, not known to be safe\)$/);
    await client.apply(action.edit ?? {});
    const pids = client.text(COMPOSE).match(/pid: host/g) ?? [];
    assert.equal(pids.length, 1);
    assert.match(client.text(COMPOSE), /pid: host # bulkhead: allow/);
  });

  it("is not offered for one finding, nor to a client that only shows its bulb", async () => {
    const client = await clientWith(PULLING, {});
    await client.open(COMPOSE, "services:\n  a:\n    image: acme/a:1\n    pid: host\n", "dockercompose");
    assert.ok(!(await actionsAt(client, "host")).some(({ title }) => title.startsWith("Fix all")));
    await client.change(COMPOSE, THREE);
    const automatic = await client.codeActions(COMPOSE, client.rangeOf(COMPOSE, "host"), {
      diagnostics: [],
      triggerKind: CodeActionTriggerKind.Automatic,
    });
    assert.ok(!automatic.some(({ title }) => title.startsWith("Fix all")));
  });

  it("says nothing of safety where every fix is safe", async () => {
    const client = await clientWith(PULLING, {});
    const options = "    image: acme/a:1\n    security_opt: [no-new-privileges:true, no-new-privileges:false]\n";
    await client.open(COMPOSE, `services:\n  a:\n${options}  b:\n${options}`, "dockercompose");
    const action = titled(/^Fix all/, await actionsAt(client, "[no-new-privileges:true, no-new-privileges:false]"));
    assert.equal(action.title, "Fix all conflicting-options in this file (2 places)");
    await client.apply(action.edit ?? {});
    assert.equal(client.text(COMPOSE).match(/no-new-privileges/g)?.length, 2);
  });
});

describe("language server: allowing", () => {
  it("offers the line, the service, the file and the settings, in this order", async () => {
    const client = await clientWith(CREATING, {});
    await client.open(COMPOSE, THREE, "dockercompose");
    const titles = (await actionsAt(client, "host")).map(({ title }) => title);
    assert.deepEqual(
      titles.filter((title) => /^(?:Allow|Turn)/.test(title)),
      [
        "Allow host-pid here (with a reason)",
        'Allow host-pid for service "a" (with a reason)',
        "Allow host-pid in this file (with a reason)",
        "Turn host-pid off in a new .bulkhead.yaml",
      ],
    );
  });

  it("allows in the whole file by a comment at its top", async () => {
    const client = await clientWith(PULLING, {});
    await client.open(COMPOSE, THREE, "dockercompose");
    const action = titled(/in this file \(with a reason\)$/, await actionsAt(client, "host"));
    await client.apply(action.edit ?? {});
    assert.equal(client.text(COMPOSE).split("\n")[0], "# bulkhead: allow host-pid -- reason");
    const left = (await client.diagnostics(COMPOSE)).map(({ code }) => code);
    assert.ok(!left.includes("host-pid"), left.join());
  });

  it("makes a file of settings at the root of the workspace folder", async () => {
    const client = await clientWith(CREATING, {});
    await client.open(COMPOSE, THREE, "dockercompose");
    const { edit } = titled(/^Turn host-pid off/, await actionsAt(client, "host"));
    assert.deepEqual(edit?.documentChanges?.[0], { kind: "create", uri: SETTINGS, options: { ignoreIfExists: true } });
    assert.match(edited(edit ?? {}, SETTINGS, ""), /^rules:\n {2}host-pid: off # .+\n$/m);
  });

  it("edits the nearest file of settings, and takes what an editor holds of it", async () => {
    const near = `${FOLDER}/app/.bulkhead.yml`;
    const client = await clientWith(CREATING, { [SETTINGS]: "profile: strict\n", [near]: "profile: default\n" });
    await client.open(COMPOSE, THREE, "dockercompose");
    const { edit } = titled(/^Turn host-pid off in \.bulkhead\.yml$/, await actionsAt(client, "host"));
    assert.match(
      edited(edit ?? {}, near, "profile: default\n"),
      /^profile: default\nrules:\n {2}host-pid: off # .+\n$/,
    );
    await client.open(near, "rules:\n  root-user: off\n", "yaml");
    const open = titled(/^Turn host-pid off/, await actionsAt(client, "host"));
    await client.apply(open.edit ?? {});
    assert.match(client.text(near), /^rules:\n {2}host-pid: off # .+\n {2}root-user: off\n$/);
    const left = (await client.diagnostics(COMPOSE)).map(({ code }) => code);
    assert.ok(!left.includes("host-pid"), left.join());
  });

  it("touches no file of settings that is broken, and makes none where the client cannot", async () => {
    const broken = await clientWith(CREATING, { [SETTINGS]: "rules: {\n" });
    await broken.open(COMPOSE, THREE, "dockercompose");
    assert.ok(!(await actionsAt(broken, "host")).some(({ title }) => title.startsWith("Turn")));
    const plain = await clientWith(PUSHED, {});
    await plain.open(COMPOSE, THREE, "dockercompose");
    assert.ok(!(await actionsAt(plain, "host")).some(({ title }) => title.startsWith("Turn")));
  });

  it("makes none beside a document that was never saved", async () => {
    const client = await clientWith(CREATING, {});
    await client.open("untitled:Untitled-1", THREE, "dockercompose");
    const actions = await actionsAt(client, "host", "untitled:Untitled-1");
    assert.ok(actions.length > 0);
    assert.ok(!actions.some(({ title }) => title.startsWith("Turn")));
  });
});

describe("language server: moving a secret out of a file", () => {
  const PASSWORD = "Zt7qLm39xx";
  const TEXT = `services:
  db:
    image: postgres:16
    environment:
      POSTGRES_PASSWORD: ${PASSWORD}
`;
  const GITIGNORE = `${FOLDER}/app/.gitignore`;
  const SECRET = `${FOLDER}/app/secrets/postgres_password.txt`;

  it("changes and makes all files in one edit, which fails where the new file is there", async () => {
    const client = await clientWith(CREATING, { [GITIGNORE]: "node_modules\n" });
    await client.open(COMPOSE, TEXT, "dockercompose");
    const { edit } = titled(/^Move POSTGRES_PASSWORD to a secret/, await actionsAt(client, PASSWORD));
    assert.ok(edit);
    const options = { overwrite: false, ignoreIfExists: false };
    assert.deepEqual(edit.documentChanges?.[0], { kind: "create", uri: SECRET, options });
    assert.equal(edited(edit, SECRET, ""), PASSWORD);
    assert.equal(edited(edit, GITIGNORE, "node_modules\n"), "node_modules\n/secrets/postgres_password.txt\n");
    const compose = edited(edit, COMPOSE, TEXT);
    assert.match(compose, /POSTGRES_PASSWORD_FILE: \/run\/secrets\/postgres_password/);
    assert.doesNotMatch(compose, new RegExp(PASSWORD));
  });

  it("is shown before it is made", async () => {
    const { workspace } = CREATING;
    const workspaceEdit = { ...workspace?.workspaceEdit, changeAnnotationSupport: {} };
    const client = await clientWith({ ...CREATING, workspace: { ...workspace, workspaceEdit } }, {});
    await client.open(COMPOSE, TEXT, "dockercompose");
    const { edit } = titled(/^Move POSTGRES_PASSWORD to a secret/, await actionsAt(client, PASSWORD));
    for (const annotation of Object.values(edit?.changeAnnotations ?? {}))
      assert.equal(annotation.needsConfirmation, true);
    const changes = edit?.documentChanges ?? [];
    const annotated = changes.flatMap((change): readonly object[] => ("edits" in change ? change.edits : [change]));
    assert.ok(annotated.length > 3 && annotated.every((change) => "annotationId" in change));
  });

  it("is not offered to a client that makes no files", async () => {
    const client = await clientWith(PULLING, { [GITIGNORE]: "" });
    await client.open(COMPOSE, TEXT, "dockercompose");
    const titles = (await actionsAt(client, PASSWORD)).map(({ title }) => title);
    assert.ok(!titles.some((title) => title.startsWith("Move ")), titles.join(" | "));
  });

  it("is not among what is fixed all at once", async () => {
    const client = await clientWith(CREATING, {});
    await client.open(
      COMPOSE,
      `${TEXT}  other:\n    image: postgres:16\n    environment: {POSTGRES_PASSWORD: Zt7qLm40xx}\n`,
      "dockercompose",
    );
    const titles = (await actionsAt(client, PASSWORD)).map(({ title }) => title);
    assert.ok(!titles.some((title) => title.startsWith("Fix all plaintext-secret")), titles.join(" | "));
  });
});

describe("language server: documentation", () => {
  it("is not offered where it cannot be opened", async () => {
    const client = await clientWith(PUSHED, {});
    await client.open(COMPOSE, THREE, "dockercompose");
    assert.ok(!(await actionsAt(client, "host")).some(({ title }) => title.startsWith("Open")));
  });
});

describe("language server: the menu of our own client", () => {
  const own = async (text: string): Promise<Client> => {
    const capabilities: ClientCapabilities = {
      ...PULLING,
      workspace: {
        ...PULLING.workspace,
        workspaceEdit: { documentChanges: true, snippetEditSupport: true, changeAnnotationSupport: {} },
      },
    };
    const host: Host = { read: async () => null, load };
    const initializationOptions = { openRule: true, showFindings: true, choices: true };
    const client = await connect(host, { capabilities, folder: FOLDER, initializationOptions });
    await client.open(COMPOSE, text, "dockercompose");
    return client;
  };
  const WEAK = `services:
  web:
    image: postgres:16
    pid: host
    cap_add: [SYS_ADMIN, NET_ADMIN, SYS_PTRACE]
    volumes: [/var/run/docker.sock:/var/run/docker.sock, /etc:/etc]
  other:
    image: acme/other:1
    pid: host
`;

  it("has seven lines at most on every line, with ways to allow and to all else", async () => {
    const client = await own(WEAK);
    for (const [line, text] of WEAK.split("\n").entries()) {
      const range = { start: { line, character: 0 }, end: { line, character: text.length } };
      const actions = await client.codeActions(COMPOSE, range, { diagnostics: [] });
      const titles = actions.filter(({ kind }) => !kind?.startsWith("source.")).map(({ title }) => title);
      assert.ok(titles.length <= 7, titles.join(" | "));
      assert.equal(titles.filter((title) => title.startsWith("Harden")).length <= 1, true, titles.join(" | "));
      const all = await Promise.all(
        ["quickfix.bulkhead.allow", "quickfix.bulkhead.more"].map((only) =>
          client.codeActions(COMPOSE, range, { diagnostics: [], only: [only] }),
        ),
      );
      const [allows = [], more = []] = all;
      assert.equal(titles.includes("Allow…"), allows.length > 0);
      assert.equal(titles.includes("More…"), more.length > 0);
      for (const { title } of allows) assert.match(title, /^(?:Allow|Turn) /);
    }
  });

  it("shows first what is risky, and does at once what is not", async () => {
    const client = await own(WEAK);
    const at = async (part: string, only: string) =>
      client.codeActions(COMPOSE, client.rangeOf(COMPOSE, part), { diagnostics: [], only: [only] });
    const isShown = ({ edit }: CodeAction) => Object.keys(edit?.changeAnnotations ?? {}).length > 0;
    assert.equal(isShown(titled(/^Remove pid$/, await at("host", "quickfix"))), false);
    assert.equal(isShown(titled(/^Fix all host-pid/, await at("host", "quickfix.bulkhead.more"))), true);
    assert.equal(isShown(titled(/^Harden service "web"…$/, await at("web", "quickfix"))), true);
  });

  it("fixes a file by a command, which shows every place first", async () => {
    const client = await own(WEAK);
    const applied = new Promise<WorkspaceEdit>((done) =>
      client.connection.onRequest("workspace/applyEdit", ({ edit }: { edit: WorkspaceEdit }) => {
        done(edit);
        return { applied: false };
      }),
    );
    const command = { command: "bulkhead.fixFile", arguments: [COMPOSE] };
    await client.connection.sendRequest("workspace/executeCommand", command);
    const edit = await applied;
    const [annotation] = Object.values(edit.changeAnnotations ?? {});
    assert.match(annotation?.label ?? "", /^Fix \d+ findings of compose\.yaml$/);
    assert.equal(annotation?.needsConfirmation, true);
    assert.ok(!edited(edit, COMPOSE, WEAK).includes("pid: host"));
  });
});

describe("language server: misspelt words of our own", () => {
  it("are warnings in a file of settings, with the word that was meant as a fix", async () => {
    const client = await clientWith(CREATING, {});
    const text = "profil: strict\nrules:\n  exposed-prot: off\n  privileged: eror\n  host-pid: of\n";
    await client.open(SETTINGS, text, "yaml");
    const diagnostics = await client.diagnostics(SETTINGS);
    assert.equal(diagnostics.length, 4);
    for (const { severity, message } of diagnostics) {
      assert.equal(severity, 2);
      assert.match(String(message), /; did you mean "[a-z-]+"\?$/);
    }
    for (const [part, title] of [
      ["profil", "Change to profile"],
      ["exposed-prot", "Change to exposed-port"],
      ["eror", "Change to error"],
      ["of\n", "Change to off"],
    ] as const) {
      const [action] = await actionsAt(client, part, SETTINGS);
      assert.equal(action?.title, title);
      assert.equal(action.isPreferred, true);
    }
    await client.apply(titled(/exposed-port/, await actionsAt(client, "exposed-prot", SETTINGS)).edit ?? {});
    assert.equal(client.text(SETTINGS), text.replace("exposed-prot", "exposed-port"));
  });

  it("are warnings in a comment that allows something", async () => {
    const client = await clientWith(CREATING, {});
    const text = "services:\n  a:\n    image: acme/a:1\n    pid: host # bulkhead: allow host-pdi -- a test\n";
    await client.open(COMPOSE, text, "dockercompose");
    const [finding] = (await client.diagnostics(COMPOSE)).filter(({ code }) => code === "unused-allow");
    assert.equal(finding?.severity, 2);
    const action = titled(/^Change to host-pid$/, await actionsAt(client, "host-pdi"));
    await client.apply(action.edit ?? {});
    assert.deepEqual(
      (await client.diagnostics(COMPOSE)).map(({ code }) => code),
      ["unhardened"],
    );
  });
});
