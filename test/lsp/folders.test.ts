import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { load } from "../../server/analysis/run/load.ts";
import { type Client, connect, PULLING } from "./lsp-client.ts";

const PRIVILEGED = "services:\n  web:\n    image: nginx:1.29\n    privileged: true\n";
const SILENT = "rules: { privileged: off }\n";

interface Asked {
  readonly items: readonly { readonly scopeUri: string }[];
}

async function clientIn(folder: string, files: Readonly<Record<string, string>>): Promise<Client> {
  return connect({ read: async (uri) => files[uri] ?? null, load }, { capabilities: PULLING, folder });
}

async function isReported(client: Client, uri: string): Promise<boolean> {
  return (await client.diagnostics(uri)).some(({ code }) => code === "privileged");
}

async function changeFolders(client: Client, event: { added: string[]; removed: string[] }): Promise<void> {
  const named = (uris: readonly string[]) => uris.map((uri) => ({ uri, name: uri }));
  await client.connection.sendNotification("workspace/didChangeWorkspaceFolders", {
    event: { added: named(event.added), removed: named(event.removed) },
  });
}

describe("language server: several folders", () => {
  it("takes for each file the settings of its own folder", async () => {
    const client = await clientIn("file:///one", { "file:///one/.bulkhead.yaml": SILENT });
    await changeFolders(client, { added: ["file:///two"], removed: [] });
    for (const folder of ["one", "two"])
      await client.open(`file:///${folder}/compose.yaml`, PRIVILEGED, "dockercompose");
    assert.equal(await isReported(client, "file:///one/compose.yaml"), false);
    assert.equal(await isReported(client, "file:///two/compose.yaml"), true);
  });

  it("looks for settings up to a folder's root as soon as it is added, and no longer when it is removed", async () => {
    const client = await clientIn("file:///one", { "file:///two/.bulkhead.yaml": SILENT });
    const deep = "file:///two/deep/er/compose.yaml";
    await client.open(deep, PRIVILEGED, "dockercompose");
    assert.equal(await isReported(client, deep), true);
    await changeFolders(client, { added: ["file:///two"], removed: [] });
    assert.equal(await isReported(client, deep), false);
    await changeFolders(client, { added: [], removed: ["file:///two"] });
    assert.equal(await isReported(client, deep), true);
  });

  it("takes the files of COMPOSE_FILE in a directory above, up to a folder's root", async () => {
    const [base, reset] = ["file:///one/deep/compose.yaml", "file:///one/deep/reset.yaml"];
    const client = await clientIn("file:///one", {
      "file:///one/.env": "COMPOSE_FILE=deep/compose.yaml:deep/reset.yaml\n",
      [base]: PRIVILEGED,
      [reset]: "services: {web: {privileged: !reset null, pid: host}}\n",
    });
    await client.open(base, PRIVILEGED, "dockercompose");
    assert.equal(await isReported(client, base), false);
    await changeFolders(client, { added: ["file:///one/deep"], removed: ["file:///one"] });
    assert.equal(await isReported(client, base), true);
  });

  it("is switched off for one folder alone, and on again", async () => {
    const client = await clientIn("file:///one", {});
    await changeFolders(client, { added: ["file:///two%20words"], removed: [] });
    let off = "file:///two%20words/";
    client.connection.onRequest("workspace/configuration", ({ items }: Asked) =>
      items.map(({ scopeUri }) => ({ enable: !scopeUri.startsWith(off) })),
    );
    const [first, second] = ["file:///one/compose.yaml", "file:///two%20words/compose.yaml"];
    for (const uri of [first, second]) await client.open(uri, PRIVILEGED, "dockercompose");
    assert.equal(await isReported(client, first), true);
    assert.equal(await isReported(client, second), false);
    off = "file:///one/";
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    assert.equal(await isReported(client, first), false);
    assert.equal(await isReported(client, second), true);
  });
});
