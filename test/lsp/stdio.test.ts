import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, it } from "mocha";
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-languageserver/node";
import { ROOT } from "../../scripts/build.ts";
import { Client, type ClientOptions, PULLING } from "./lsp-client.ts";

/** The sources themselves and, which the build has made before, the bundles that are shipped. */
const PROGRAMS: readonly (readonly [string, ...string[]])[] = [
  ["server/lsp/main.node.ts", "--stdio"],
  ["dist/server/main.node.mjs", "--stdio"],
  ["dist/cli/main.mjs", "lsp", "--stdio"],
  ["dist/cli/main.mjs", "lsp"],
];

for (const [program, ...args] of PROGRAMS) {
  describe(`language server over stdio: ${[program, ...args].join(" ")}`, () => {
    let folder = "";
    let server: ChildProcess | undefined;

    beforeEach(async () => {
      folder = await mkdtemp(path.join(tmpdir(), "bulkhead lsp "));
    });

    afterEach(async () => {
      server?.kill("SIGKILL");
      await rm(folder, { recursive: true });
    });

    async function start(): Promise<Client> {
      server = spawn(process.execPath, [path.join(ROOT, program), ...args], { stdio: ["pipe", "pipe", "inherit"] });
      const { stdin, stdout } = server;
      assert.ok(stdin && stdout);
      const options: ClientOptions = { capabilities: PULLING, folder: pathToFileURL(folder).href };
      const connection = createMessageConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
      const client = new Client(connection, options);
      const { capabilities } = await client.initialize(options);
      assert.deepEqual(capabilities.diagnosticProvider, {
        identifier: "bulkhead",
        interFileDependencies: true,
        workspaceDiagnostics: false,
      });
      return client;
    }

    it("opens, sees, hovers, fixes, is clean, and ends when it is told to", async () => {
      const client = await start();
      const uri = pathToFileURL(path.join(folder, "compose.yaml")).href;
      await client.open(uri, "services:\n  web:\n    image: nginx:1.29\n    pid: host\n", "dockercompose");
      const found = (await client.diagnostics(uri)).find(({ code }) => code === "host-pid");
      assert.ok(found);
      assert.match(JSON.stringify((await client.hover(uri, found.range.start))?.contents), /pid_namespaces\(7\)/);
      const actions = await client.codeActions(uri, found.range, { diagnostics: [found] });
      const fix = actions.find(({ title }) => title.startsWith("Remove"));
      await client.apply(fix?.edit ?? {});
      assert.equal(client.text(uri), "services:\n  web:\n    image: nginx:1.29\n");
      assert.ok(!(await client.diagnostics(uri)).some(({ code }) => code === "host-pid"));
      await client.connection.sendRequest("shutdown");
      await client.connection.sendNotification("exit");
      assert.ok(server);
      const [status] = server.exitCode === null ? await once(server, "exit") : [server.exitCode];
      assert.equal(status, 0);
    });

    it("reads a Dockerfile and a settings file from disk, whose names need encoding", async () => {
      await writeFile(path.join(folder, "my app.Dockerfile"), "FROM nginx:1.29\nUSER root\n");
      await writeFile(path.join(folder, ".bulkhead.yaml"), "rules: { root-user: hint }\n");
      const client = await start();
      const uri = pathToFileURL(path.join(folder, "compose.yaml")).href;
      const text = "services:\n  web:\n    build: {context: ., dockerfile: my app.Dockerfile}\n    user: root\n";
      await client.open(uri, text, "dockercompose");
      const items = await client.diagnostics(uri);
      assert.equal(items.find(({ code }) => code === "root-user")?.severity, 4);
      assert.ok(!items.some(({ message }) => JSON.stringify(message).includes("cannot be read")));
    });

    if (args[0] === "lsp") {
      it("writes no half of a surrogate pair, which strict clients refuse", async () => {
        const client = await start();
        let written = "";
        server?.stdout?.on("data", (data: Buffer) => {
          written += data.toString("utf8");
        });
        const uri = pathToFileURL(path.join(folder, "compose.yaml")).href;
        await client.open(uri, 'services:\n  "\\ud800":\n    image: nginx:1.29\n    pid: host\n', "dockercompose");
        const [found] = (await client.diagnostics(uri)).filter(({ code }) => code === "host-pid");
        await client.codeActions(uri, found?.range ?? (await Promise.reject(new Error("nothing"))), {
          diagnostics: [],
        });
        await client.connection.sendRequest("bulkhead/findings", {});
        assert.match(written, /host-pid/);
        assert.ok(!/\\ud[89a-f]/i.test(written), written);
      });
    }

    it("goes on after a message that is no JSON", async () => {
      const client = await start();
      const junk = "{no json";
      server?.stdin?.write(`Content-Length: ${junk.length}\r\n\r\n${junk}`);
      const uri = pathToFileURL(path.join(folder, "compose.yaml")).href;
      await client.open(uri, "services:\n  web:\n    image: nginx:1.29\n    pid: host\n", "dockercompose");
      assert.ok((await client.diagnostics(uri)).some(({ code }) => code === "host-pid"));
    });

    it("ends when its client goes away", async () => {
      await start();
      server?.stdin?.end();
      assert.ok(server);
      await once(server, "exit");
    });
  });
}
