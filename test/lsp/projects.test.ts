import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { DiagnosticSeverity } from "vscode-languageserver/node";
import { load } from "../../server/analysis/run/load.ts";
import type { FileOverview, Overviews, Scan } from "../../server/lsp/extension-protocol.ts";
import { type Client, connect, PULLING } from "./lsp-client.ts";

const FOLDER = "file:///work";
const COMPOSE = `${FOLDER}/compose.yaml`;
const OVERRIDE = `${FOLDER}/compose.override.yaml`;
const BASE = `${FOLDER}/base/common.yml`;

const FILES: Readonly<Record<string, string>> = {
  [COMPOSE]: "services:\n  web:\n    extends:\n      file: base/common.yml\n      service: common\n    ipc: host\n",
  [OVERRIDE]: "services:\n  web:\n    network_mode: host\n",
  [BASE]: "services:\n  common:\n    image: acme/web:1\n    pid: host\n",
};

/** A client as our own, whose files on the disk can be changed. */
async function ownClient(files: Record<string, string>): Promise<Client> {
  const read = async (uri: string) => files[uri] ?? null;
  return connect(
    { read, load },
    { capabilities: PULLING, folder: FOLDER, initializationOptions: { showFindings: true } },
  );
}

/** `compose.yaml: host-ipc, unhardened`, for each file in order of its name. */
function told(files: readonly FileOverview[]): string[] {
  const each = files.map(({ uri, subjects }) => {
    const rules = subjects.flatMap(({ findings }) => findings.map(({ rule }) => rule)).sort();
    return `${uri.slice(FOLDER.length + 1)}: ${rules.join(", ")}`;
  });
  return each.sort();
}

function ask(client: Client, version = -1): Promise<Overviews> {
  return client.connection.sendRequest("bulkhead/findings", { version });
}

function scan(client: Client, uris: readonly string[]): Promise<Scan> {
  return client.connection.sendRequest("bulkhead/scan", { uris });
}

describe("language server: the log", () => {
  it("says what the server did, in names and numbers alone", async () => {
    const client = await ownClient({ ...FILES });
    await scan(client, [COMPOSE]);
    await client.until(() => client.doings.some((line) => line.startsWith("Scanned")));
    const said = client.doings.join("\n");
    assert.match(said, /^Started for .*, with one folder\.$/m);
    assert.match(said, /^Looked at compose\.yaml: compose, 1 containers, \d findings\.$/m);
    assert.match(said, /^Scanned: 1 files looked at\.$/m);
    assert.doesNotMatch(said, /acme/);
  });
});

const ALL = [
  "base/common.yml: host-pid, unhardened",
  "compose.override.yaml: host-network",
  "compose.yaml: host-ipc, unhardened",
];

describe("language server: the files of a project", () => {
  it("count each finding where it is decided, open or not, scanned or not", async () => {
    const client = await ownClient({ ...FILES });
    assert.deepEqual(told((await scan(client, Object.keys(FILES))).files), ALL, "scanned");
    assert.deepEqual(told((await ask(client)).closed ?? []), ALL, "nothing is open");
    for (const opened of [COMPOSE, BASE, OVERRIDE]) {
      await client.open(opened, FILES[opened] ?? "", "yaml");
      const { files, closed = [] } = await ask(client);
      assert.deepEqual(told([...files, ...closed]), ALL, `with ${opened} open too`);
    }
    const alone = await ownClient({ ...FILES });
    await alone.open(COMPOSE, FILES[COMPOSE] ?? "", "dockercompose");
    const { files, closed = [] } = await ask(alone);
    const said = ALL.map((one) => (one.startsWith("base/") ? "base/common.yml: host-pid" : one));
    assert.deepEqual(told([...files, ...closed]), said, "what the base says by itself only a scan tells");
  });

  it("are alive when they are opened, whatever their names", async () => {
    const client = await ownClient({ ...FILES });
    await scan(client, Object.keys(FILES));
    await client.open(BASE, FILES[BASE] ?? "", "yaml");
    const [finding] = (await client.diagnostics(BASE)).filter(({ code }) => code === "host-pid");
    assert.deepEqual(finding?.range, client.rangeOf(BASE, "host"));
    assert.match(JSON.stringify(await client.hover(BASE, finding.range.start)), /processes/);
    await client.open(OVERRIDE, FILES[OVERRIDE] ?? "", "dockercompose");
    assert.deepEqual(
      (await client.diagnostics(OVERRIDE)).map(({ code }) => code),
      ["host-network"],
      "the base says what the override's service lacks",
    );
  });

  it("hand an edit that is not saved to every file that they are part of", async () => {
    const client = await ownClient({ ...FILES });
    await scan(client, Object.keys(FILES));
    await client.open(BASE, FILES[BASE] ?? "", "yaml");
    const { version } = await ask(client);
    assert.equal((await ask(client, version)).closed, undefined, "nothing has changed");
    await client.change(
      BASE,
      "services:\n  common:\n    image: acme/web:1\n    cap_drop: [ALL]\n    read_only: true\n",
    );
    const { closed = [] } = await ask(client, version);
    assert.match(told(closed).join(), /compose\.yaml: host-ipc/);
    const [lacks] = closed
      .flatMap(({ subjects }) => subjects.flatMap(({ findings }) => findings))
      .filter(({ rule }) => rule === "unhardened");
    assert.ok(lacks && !lacks.message.includes("read-only"), lacks?.message);
  });

  it("show what another file decides as a hint", async () => {
    const client = await ownClient({ ...FILES });
    await client.open(COMPOSE, FILES[COMPOSE] ?? "", "dockercompose");
    const [hint] = (await client.diagnostics(COMPOSE)).filter(({ code }) => code === "host-pid");
    assert.equal(hint?.severity, DiagnosticSeverity.Hint);
    assert.equal(hint.relatedInformation?.[0]?.location.uri, BASE);
  });

  it("are forgotten when they are gone, and found again", async () => {
    const files: Record<string, string> = { ...FILES };
    const client = await ownClient(files);
    await scan(client, Object.keys(FILES));
    delete files[OVERRIDE];
    const changed = { changes: [{ uri: OVERRIDE, type: 3 }] };
    await client.connection.sendNotification("workspace/didChangeWatchedFiles", changed);
    assert.deepEqual(
      told((await ask(client)).closed ?? []),
      ALL.filter((one) => !one.includes("override")),
    );
    files[OVERRIDE] = FILES[OVERRIDE] ?? "";
    await client.connection.sendNotification("workspace/didChangeWatchedFiles", changed);
    assert.deepEqual(told((await ask(client)).closed ?? []), ALL);
  });
});
