import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, it } from "mocha";
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-languageserver/node";
import { ROOT } from "../../scripts/build.ts";
import type { RunningPage } from "../../server/lsp/extension-protocol.ts";
import { recordedEngine } from "../compare/recorded-engine.ts";
import type { FakeEngine } from "../engine/fake-engine.ts";
import { Client, type ClientOptions, PULLING } from "./lsp-client.ts";

const SHOP = path.join(ROOT, "test/compare/shop");

describe("comparing from an editor", () => {
  let engine: FakeEngine;
  let server: ChildProcess | undefined;
  beforeEach(async () => {
    engine = await recordedEngine(JSON.parse(readFileSync(path.join(SHOP, "engine.json"), "utf8")));
  });
  afterEach(async () => {
    server?.kill("SIGKILL");
    await engine.close();
  });

  async function start(program: string, ...args: readonly string[]): Promise<Client> {
    const env = { PATH: process.env["PATH"], DOCKER_HOST: `unix://${engine.socket}` };
    server = spawn(process.execPath, [path.join(ROOT, program), ...args], { env, stdio: ["pipe", "pipe", "inherit"] });
    const { stdin, stdout } = server;
    assert.ok(stdin && stdout);
    const options: ClientOptions = { capabilities: PULLING, folder: pathToFileURL(SHOP).href };
    const connection = createMessageConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
    const client = new Client(connection, options);
    await client.initialize(options);
    return client;
  }

  for (const program of ["server/lsp/main.node.ts", "dist/server/main.node.mjs"])
    it(`asks an engine when the client says so, and not before: ${program}`, async () => {
      const client = await start(program, "--stdio");
      const uri = pathToFileURL(path.join(SHOP, "changed.yaml")).href;
      await client.open(uri, "services: { web: { image: nginx, pid: host } }\n", "dockercompose");
      assert.ok((await client.diagnostics(uri)).length > 0);
      assert.equal(engine.asked.length, 0);
      const answer: RunningPage = await client.connection.sendRequest("bulkhead/compare", { uri });
      assert.ok("page" in answer, JSON.stringify(answer));
      // What is compared is the file on the disk, of which containers are made.
      assert.match(answer.page, /^\| ⚠ Privileged \| no \| yes \| `changed\.yaml:4` \|$/m);
      const other = pathToFileURL(path.join(SHOP, "token.txt")).href;
      const refused: RunningPage = await client.connection.sendRequest("bulkhead/compare", { uri: other });
      assert.deepEqual(refused, { refused: "token.txt is no Compose file" });
      await engine.close();
      const gone: RunningPage = await client.connection.sendRequest("bulkhead/compare", { uri });
      assert.ok("refused" in gone && gone.refused.startsWith("no container engine answers at unix://"));
    });

  it("is nothing that other editors may ask for", async () => {
    const client = await start("dist/cli/main.mjs", "lsp", "--stdio");
    const uri = pathToFileURL(path.join(SHOP, "changed.yaml")).href;
    await assert.rejects(
      client.connection.sendRequest("bulkhead/compare", { uri }),
      /There is no bulkhead.compare here/,
    );
    assert.equal(engine.asked.length, 0);
  });
});
