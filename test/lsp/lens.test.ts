import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { ApplyWorkspaceEditParams, ClientCapabilities, CodeAction, CodeLens } from "vscode-languageserver/node";
import { load } from "../../server/analysis/run/load.ts";
import type { Host } from "../../server/lsp/host.ts";
import { type Client, connect, PULLING, PUSHED } from "./lsp-client.ts";

const FOLDER = "file:///work";
const COMPOSE = `${FOLDER}/compose.yaml`;
const DOCKERFILE = `${FOLDER}/Dockerfile`;
const EMPTY: Host = { read: async () => null, load };

const CACHE = "services:\n  cache:\n    image: redis:8.2\n  odd:\n    image: acme/odd:1\n    privileged: true\n";
/** What stays of the list of capabilities depends on what is known of the image. */
const HARDENED =
  /^ {4}image: redis:8\.2\n {4}cap_drop:\n {6}- ALL\n {4}cap_add:(?: # [^\n]+)?\n(?: {6}- [A-Z_]+\n)+ {4}security_opt:\n {6}- no-new-privileges:true$/m;

/** What VS Code announces: it shows the parts of an edit before it applies them. */
const CONFIRMING: ClientCapabilities = {
  ...PULLING,
  workspace: {
    ...PULLING.workspace,
    applyEdit: true,
    workspaceEdit: { documentChanges: true, snippetEditSupport: true, changeAnnotationSupport: {} },
    codeLens: { refreshSupport: true },
  },
};

async function lensesOf(client: Client, uri: string): Promise<CodeLens[]> {
  return client.connection.sendRequest("textDocument/codeLens", { textDocument: { uri } });
}

/** `3: Harden`, by line. */
function shown(lenses: readonly CodeLens[]): string[] {
  return lenses.map(({ range, command }) => `${range.start.line}: ${command?.title}`);
}

async function hardenActions(client: Client, part: string): Promise<CodeAction[]> {
  return client.codeActions(COMPOSE, client.rangeOf(COMPOSE, part), { diagnostics: [], only: ["refactor"] });
}

/** Keeps what the server wants to have applied, and says that it was. */
function collectEdits(client: Client): ApplyWorkspaceEditParams[] {
  const edits: ApplyWorkspaceEditParams[] = [];
  client.connection.onRequest("workspace/applyEdit", (params: ApplyWorkspaceEditParams) => {
    edits.push(params);
    return { applied: true };
  });
  return edits;
}

describe("language server: code lenses", () => {
  it("sum up each service, and offer to harden where that is known", async () => {
    const client = await connect(EMPTY, { capabilities: CONFIRMING, folder: FOLDER });
    await client.open(COMPOSE, CACHE, "dockercompose");
    const lines = shown(await lensesOf(client, COMPOSE));
    assert.equal(lines.length, 4);
    assert.match(lines[0] ?? "", /^1: Exposure \d\.\d · \w[\w ]+ · 1 finding$/);
    assert.equal(lines[1], "1: Harden");
    assert.match(lines[2] ?? "", /^3: Exposure 9\.\d · is privileged · \d findings$/);
    assert.equal(lines[3], "3: Harden");
  });

  it("count for a service what stands in an anchor that it shares", async () => {
    const client = await connect(EMPTY, { capabilities: CONFIRMING, folder: FOLDER });
    const text = "x-app: &app\n  image: acme/app:1\n  privileged: true\nservices:\n  a: *app\n  b: *app\n";
    await client.open(COMPOSE, text, "dockercompose");
    const lines = shown(await lensesOf(client, COMPOSE)).filter((line) => line.includes("Exposure"));
    assert.equal(lines.length, 2);
    for (const line of lines) assert.match(line, / · is privileged · /);
  });

  it("stand above the final stage of a Dockerfile", async () => {
    const client = await connect(EMPTY, { capabilities: CONFIRMING, folder: FOLDER });
    await client.open(DOCKERFILE, "FROM node:22 AS build\nFROM debian:13\nUSER root\n", "dockerfile");
    const lines = shown(await lensesOf(client, DOCKERFILE));
    assert.equal(lines.length, 1);
    assert.match(lines[0] ?? "", /^1: Exposure \d\.\d · starts as root · \d findings?$/);
  });

  it("give no number to a service that another file, unknown here, defines", async () => {
    const client = await connect(EMPTY, { capabilities: CONFIRMING, folder: FOLDER });
    await client.open(`${FOLDER}/compose.override.yaml`, "services:\n  web:\n    pid: host\n", "dockercompose");
    const lines = shown(await lensesOf(client, `${FOLDER}/compose.override.yaml`));
    assert.match(lines[0] ?? "", /^1: \d findings? · worst: host-pid$/);
  });

  it("offer no hardening that a comment declines", async () => {
    const client = await connect(EMPTY, { capabilities: CONFIRMING, folder: FOLDER });
    const text = "services:\n  cache: # bulkhead: allow unhardened -- a test\n    image: redis:8.2\n";
    await client.open(COMPOSE, text, "dockercompose");
    assert.deepEqual(
      shown(await lensesOf(client, COMPOSE)).filter((line) => line.includes("Harden")),
      [],
    );
  });

  it("are none in a file that is not for us, and none while everything is off", async () => {
    const client = await connect(EMPTY, {
      capabilities: CONFIRMING,
      folder: FOLDER,
      configuration: () => ({ enable: false }),
    });
    await client.open(COMPOSE, CACHE, "dockercompose");
    assert.deepEqual(await lensesOf(client, COMPOSE), []);
    const other = await connect(EMPTY, { capabilities: CONFIRMING, folder: FOLDER });
    await other.open(`${FOLDER}/pod.yaml`, "kind: Pod\nspec: {}\n", "yaml");
    assert.deepEqual(await lensesOf(other, `${FOLDER}/pod.yaml`), []);
  });

  it("open the findings in our own client only, and harden only where edits can be sent", async () => {
    const own = await connect(EMPTY, {
      capabilities: CONFIRMING,
      folder: FOLDER,
      initializationOptions: { showFindings: true },
    });
    await own.open(COMPOSE, CACHE, "dockercompose");
    assert.deepEqual((await lensesOf(own, COMPOSE))[0]?.command?.arguments, [COMPOSE, "cache"]);
    assert.equal((await lensesOf(own, COMPOSE))[0]?.command?.command, "bulkhead.showFindings");
    const plain = await connect(EMPTY, { capabilities: PUSHED, folder: FOLDER });
    await plain.open(COMPOSE, CACHE, "dockercompose");
    assert.deepEqual(
      (await lensesOf(plain, COMPOSE)).map(({ command }) => command?.command),
      ["", ""],
    );
  });
});

describe("language server: hardening", () => {
  it("is done by the lens's command, part by part", async () => {
    const client = await connect(EMPTY, { capabilities: CONFIRMING, folder: FOLDER });
    const edits = collectEdits(client);
    await client.open(COMPOSE, CACHE, "dockercompose");
    const [lens] = (await lensesOf(client, COMPOSE)).filter(({ command }) => command?.title === "Harden");
    await client.connection.sendRequest("workspace/executeCommand", lens?.command);
    const [made] = edits;
    assert.ok(made);
    assert.match(
      made.label ?? "",
      /^Harden service "cache" part by part: exposure (\d\.\d) ([\w ]+) → (\d\.\d) ([\w ]+)$/,
    );
    const annotations = Object.values(made.edit.changeAnnotations ?? {});
    assert.match(annotations[0]?.label ?? "", /^Drop all capabilities but /);
    assert.match(annotations[0]?.description ?? "", /; read: .*SETUID becomes redis; CHOWN gives \/data to redis/);
    assert.equal(annotations[1]?.label, "Add no-new-privileges");
    assert.equal(annotations[2]?.label, "Make the root file system read-only");
    assert.equal(annotations[3]?.label, "Run as 999:999");
    assert.equal(annotations.length, 4);
    assert.deepEqual(
      annotations.map(({ needsConfirmation }) => needsConfirmation),
      [false, false, false, true],
    );
    assert.ok(annotations.every(({ description }) => description));
    await client.apply(made.edit);
    assert.match(client.text(COMPOSE), HARDENED);
    const after = shown(await lensesOf(client, COMPOSE)).filter((line) => line.startsWith("1:"));
    assert.ok(!after.includes("1: Harden"), after.join());
  });

  it("ticks the parts of high confidence where another one asks for the preview", async () => {
    const client = await connect(EMPTY, { capabilities: CONFIRMING, folder: FOLDER });
    await client.open(COMPOSE, "services:\n  cache:\n    image: mysql:8.4\n", "dockercompose");
    const [action] = await hardenActions(client, "image: mysql");
    const annotations = Object.values(action?.edit?.changeAnnotations ?? {});
    assert.deepEqual(
      annotations.map(({ label, needsConfirmation }) => [label.split(" but ")[0], needsConfirmation]),
      [
        ["Drop all capabilities", false],
        ["Add no-new-privileges", false],
        ["Make the root file system read-only", true],
        ["Run as 999:999", true],
      ],
    );
  });

  it("gives a good file whatever parts are left out", async () => {
    const client = await connect(EMPTY, { capabilities: CONFIRMING, folder: FOLDER });
    await client.open(COMPOSE, CACHE, "dockercompose");
    const [action] = await hardenActions(client, "image: redis");
    const [change] = action?.edit?.documentChanges ?? [];
    assert.ok(change && "edits" in change);
    const only = change.edits.filter((edit) => "annotationId" in edit && edit.annotationId === "bulkhead.1");
    await client.apply({ documentChanges: [{ ...change, edits: only }] });
    assert.equal(
      client.text(COMPOSE).split("  odd:")[0],
      "services:\n  cache:\n    image: redis:8.2\n    security_opt:\n      - no-new-privileges:true\n",
    );
  });

  it("is offered anywhere in a service's block, with what it gains, and not elsewhere", async () => {
    const client = await connect(EMPTY, { capabilities: CONFIRMING, folder: FOLDER });
    await client.open(COMPOSE, CACHE, "dockercompose");
    const [action, ...others] = await hardenActions(client, "redis");
    assert.match(action?.title ?? "", /^Harden service "cache" part by part: exposure \d\.\d [\w ]+ → \d\.\d [\w ]+$/);
    assert.equal(action?.kind, "refactor.rewrite.bulkhead");
    assert.deepEqual(others, []);
    assert.deepEqual(await hardenActions(client, "services:"), []);
  });

  it("is several actions for a client that confirms nothing", async () => {
    const client = await connect(EMPTY, { capabilities: PULLING, folder: FOLDER });
    await client.open(COMPOSE, CACHE, "dockercompose");
    const actions = await hardenActions(client, "image: redis");
    const [whole, ...parts] = actions.map(({ title }) => title);
    assert.match(whole ?? "", /^Harden service "cache": exposure /);
    assert.match(parts[0] ?? "", /^Harden service "cache": Drop all capabilities but /);
    assert.equal(parts[1], 'Harden service "cache": Add no-new-privileges');
    assert.equal(parts[2], 'Harden service "cache": Make the root file system read-only');
    assert.equal(parts[3], 'Harden service "cache": Run as 999:999');
    assert.equal(parts.length, 4);
    await client.apply(actions[0]?.edit ?? {});
    assert.match(client.text(COMPOSE), HARDENED);
  });

  it("does nothing for a service that is gone", async () => {
    const client = await connect(EMPTY, { capabilities: CONFIRMING, folder: FOLDER });
    const edits = collectEdits(client);
    await client.open(COMPOSE, CACHE, "dockercompose");
    for (const args of [[COMPOSE, "gone"], [COMPOSE], [1, 2], [`${FOLDER}/closed.yaml`, "cache"]]) {
      await client.connection.sendRequest("workspace/executeCommand", { command: "bulkhead.harden", arguments: args });
    }
    await client.connection.sendRequest("workspace/executeCommand", { command: "bulkhead.other" });
    assert.deepEqual(edits, []);
  });
});
