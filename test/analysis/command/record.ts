/**
 * Records what the Docker CLI makes of command lines: `npm run record:commands` starts a server that answers as an engine would, puts every case to
 * the program, and writes what was sent to `bodies.json`. Nothing is run: the server starts no containers.
 */
import { execFile } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { CASES } from "./cases.ts";
import type { Recorded, Recording } from "./recording.ts";
import { spokenBody } from "./spoken-body.ts";

const directory = mkdtempSync(path.join(tmpdir(), "docker-cli-"));
const socket = path.join(directory, "engine.sock");
let body: string | undefined;

function answer(request: IncomingMessage, response: ServerResponse): void {
  const { url = "", method } = request;
  let text = "";
  request.on("data", (part: Buffer) => {
    text += part.toString("utf8");
  });
  request.on("end", () => {
    const head = { "Api-Version": "1.50", Ostype: "linux", "Content-Type": "application/json" };
    const isCreate = method === "POST" && url.includes("/containers/create");
    if (isCreate) body = text;
    response.writeHead(isCreate ? 201 : method === "POST" ? 204 : 200, head);
    response.end(
      isCreate ? '{"Id":"x","Warnings":[]}' : url.includes("_ping") ? "OK" : method === "POST" ? undefined : "{}",
    );
  });
}

async function recorded(args: readonly string[]): Promise<Recorded> {
  body = undefined;
  const refused = await new Promise<boolean>((done) => {
    const env = { PATH: process.env["PATH"] ?? "", HOME: directory, DOCKER_HOST: `unix://${socket}` };
    execFile("docker", [...args], { cwd: directory, env, timeout: 20_000 }, (error) => done(error !== null));
  });
  return body === undefined ? { args, refused } : { args, sent: spokenBody(JSON.parse(body), directory) };
}

async function version(): Promise<string> {
  return new Promise((done) =>
    execFile("docker", ["--version"], (_, out) => done(/\d+\.\d+\.\d+/.exec(out)?.[0] ?? "")),
  );
}

const server = createServer(answer);
await new Promise<void>((done) => server.listen(socket, done));
const cases: Recorded[] = [];
for (const args of CASES) cases.push(await recorded(args));
const recording: Recording = { version: await version(), cases };
const lines = cases.map((one) => `    ${JSON.stringify(one)}`).join(",\n");
const file = path.join(import.meta.dirname, "bodies.json");
writeFileSync(file, `{\n  "version": ${JSON.stringify(recording.version)},\n  "cases": [\n${lines}\n  ]\n}\n`);
server.close();
server.closeAllConnections();
