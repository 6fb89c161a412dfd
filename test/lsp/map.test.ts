import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { load } from "../../server/analysis/run/load.ts";
import type { IsolationMap } from "../../server/lsp/extension-protocol.ts";
import { type Client, connect, PULLING } from "./lsp-client.ts";

const FOLDER = "file:///work";
const COMPOSE = `${FOLDER}/compose.yaml`;
const TEXT = "services:\n  web:\n    image: acme/web:1\n    pid: host\n  app:\n    build: .\n";

async function clientWith(files: Readonly<Record<string, string>>): Promise<Client> {
  return connect({ read: async (uri) => files[uri] ?? null, load }, { capabilities: PULLING, folder: FOLDER });
}

function mapOf(client: Client, uri: string, more: object): Promise<IsolationMap | null> {
  return client.connection.sendRequest("bulkhead/map", { uri, width: 1300, ...more });
}

/** The number of the place in the picture's part and in its row of the table. */
function indexes({ svg, table }: IsolationMap, part: string): readonly number[] {
  const inPicture = new RegExp(`data-part="${part}"[^>]*data-at="(\\d+)"`).exec(svg);
  const inTable = new RegExp(`data-part="${part}".*?data-at="(\\d+)"`).exec(table);
  return [inPicture, inTable].map((match) => Number(match?.[1]));
}

describe("language server: bulkhead/map", () => {
  it("draws the project, and names the places that its parts are decided at", async () => {
    const client = await clientWith({ [`${FOLDER}/Dockerfile`]: "FROM debian:13\nUSER app\n" });
    await client.open(COMPOSE, TEXT, "dockercompose");
    const map = await mapOf(client, COMPOSE, {});
    assert.ok(map);
    const [picture, table] = indexes(map, "0/namespaces.pid");
    assert.equal(picture, table);
    assert.deepEqual(map.places[picture ?? -1], { uri: COMPOSE, range: client.rangeOf(COMPOSE, "host") });
    assert.match(map.table, />compose\.yaml:4</);
    const [user] = indexes(map, "1/user");
    assert.equal(map.places[user ?? -1]?.uri, `${FOLDER}/Dockerfile`);
    assert.deepEqual(map.files, [COMPOSE, `${FOLDER}/Dockerfile`]);
    assert.ok(!map.svg.includes("<style>") && map.style.includes(".bulkhead-map"));
  });

  it("follows the text, and the width", async () => {
    const client = await clientWith({});
    await client.open(COMPOSE, TEXT, "dockercompose");
    const width = (map: IsolationMap | null) => Number(/ width="(\d+)"/.exec(map?.svg ?? "")?.[1]);
    const wide = await mapOf(client, COMPOSE, {});
    const narrow = await mapOf(client, COMPOSE, { width: 100 });
    assert.ok(width(narrow) < width(wide));
    await client.change(COMPOSE, TEXT.replace("    pid: host\n", ""));
    assert.match((await mapOf(client, COMPOSE, {}))?.svg ?? "", /aria-label="pid: own\./);
  });

  it("shows what is asked for: what a word is found in, and what is folded", async () => {
    const client = await clientWith({});
    await client.open(COMPOSE, TEXT, "dockercompose");
    const cards = async (view: object): Promise<string[]> => {
      const svg = (await mapOf(client, COMPOSE, { view }))?.svg ?? "";
      return [...svg.matchAll(/data-name="(\w+)" data-folded="(\w+)"/g)].map(([, name, folded]) => `${name} ${folded}`);
    };
    assert.deepEqual(await cards({}), ["web false", "app false"]);
    assert.deepEqual(await cards({ query: "app", unfolded: false, flipped: [] }), ["app true"]);
    assert.deepEqual(await cards({ flipped: ["web", 3, null] }), ["web true", "app false"]);
  });

  it("says where each container is declared", async () => {
    const client = await clientWith({});
    await client.open(COMPOSE, TEXT, "dockercompose");
    const { containers = [] } = (await mapOf(client, COMPOSE, {})) ?? {};
    const lines = containers.map(({ range: { start, end } }) => [start.line, end.line]);
    assert.deepEqual(lines, [
      [1, 3],
      [4, 5],
    ]);
  });

  it("gives a still picture with its style for a file of its own", async () => {
    const client = await clientWith({});
    await client.open(COMPOSE, TEXT, "dockercompose");
    const map = await mapOf(client, COMPOSE, { still: true });
    assert.match(map?.svg ?? "", /<style>/);
    assert.ok(!/ data-at="| tabindex="|file:/.test(map?.svg ?? "file:"));
    assert.deepEqual([map?.table, map?.places], ["", []]);
  });

  it("draws the container of a Dockerfile's final stage, and points into the Dockerfile", async () => {
    const uri = `${FOLDER}/Dockerfile`;
    const client = await clientWith({});
    await client.open(uri, "FROM debian:13 AS base\nFROM base AS run\nUSER root\n", "dockerfile");
    const map = await mapOf(client, uri, {});
    assert.ok(map);
    assert.match(map.svg, /aria-label="Container run"/);
    assert.deepEqual([...new Set(map.places.map((place) => place.uri))], [uri]);
    const [user] = indexes(map, "0/user");
    assert.deepEqual(map.places[user ?? -1]?.range, client.rangeOf(uri, "root"));
  });

  it("has nothing to draw of other files, and no answer about those that are not open", async () => {
    const client = await clientWith({});
    await client.open(`${FOLDER}/compose.notes.yaml`, "title: notes\n", "yaml");
    assert.deepEqual(await mapOf(client, `${FOLDER}/compose.notes.yaml`, {}), { nothing: true });
    assert.equal(await mapOf(client, COMPOSE, {}), null);
    assert.equal(await client.connection.sendRequest("bulkhead/map", null), null);
  });
});
