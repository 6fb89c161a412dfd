/**
 * Records what the dev container CLI has an engine start: `npm run record:devcontainers -- PATH/TO/devcontainer` runs it on every case with a program in
 * Docker's place, which answers as Docker would and writes down what it is asked for. Nothing is started, and no registry is asked.
 */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { CASES, type Case } from "./cases.ts";
import { projectOf, type Recorded, type Recording } from "./recording.ts";

const [cli = "devcontainer"] = process.argv.slice(2);
const home = mkdtempSync(path.join(tmpdir(), "devcontainer-"));
const log = path.join(home, "asked.jsonl");

/** Docker's place: it answers what the tool has to know, and gives up on what starts something. */
const RECORDER = `#!${process.execPath}
const fs = require("node:fs");
const args = process.argv.slice(2);
const override = args.filter((_, index) => args[index - 1] === "-f").filter((file) => /docker-compose\\.devcontainer/.test(file));
const texts = override.map((file) => fs.readFileSync(file, "utf8"));
fs.appendFileSync(${JSON.stringify(log)}, JSON.stringify({ args, texts }) + "\\n");
const label = process.env.LABEL ?? "";
const image = { Id: "sha256:" + "1".repeat(64), Os: "linux", Architecture: "amd64", Config: { User: "root", Env: [], Entrypoint: null, Cmd: ["bash"], Labels: label === "" ? {} : { "devcontainer.metadata": label } } };
const [first] = args;
if (args.includes("config")) {
  process.stdout.write(process.env.CONFIG ?? "services: {}\\n");
} else if (args.includes("version") && first === "compose") process.stdout.write("2.40.0\\n");
else if (first === "version") process.stdout.write("linux/amd64\\n");
else if (first === "-v") process.stdout.write("Docker version 28.5.2, build 1\\n");
else if (first === "info") process.stdout.write("{}\\n");
else if (first === "inspect") process.stdout.write(JSON.stringify(args.includes("image") ? [image] : []) + "\\n");
else if (first === "buildx" || first === "run" || args.includes("up")) process.exit(1);
`;

function recorded(one: Case, index: number): Promise<Recorded> {
  const folder = projectOf(home, index);
  for (const [name, text] of Object.entries(one.files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  writeFileSync(log, "");
  const env = {
    PATH: process.env["PATH"] ?? "",
    HOME: home,
    LABEL: one.label ?? "",
    CONFIG: one.files["compose.yaml"] ?? "",
  };
  const args = [
    "up",
    "--docker-path",
    recorder,
    "--docker-compose-path",
    recorder,
    "--workspace-folder",
    folder,
    "--skip-post-create",
  ];
  return new Promise((done) => {
    execFile(process.execPath, [cli, ...args], { env, timeout: 60_000 }, () => {
      const asked = readFileSync(log, "utf8")
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as { args: string[]; texts: string[] });
      const run = asked.find((ask) => ask.args[0] === "run")?.args.slice(1);
      const override = asked.findLast((ask) => ask.texts.length > 0)?.texts.at(-1);
      done({ name: one.name, ...(run ? { run } : {}), ...(override ? { override } : {}) });
    });
  });
}

const recorder = path.join(home, "docker");
writeFileSync(recorder, RECORDER, { mode: 0o755 });
const version = await new Promise<string>((done) =>
  execFile(process.execPath, [cli, "--version"], (_, out) => done(out.trim())),
);
const cases: Recorded[] = [];
for (const [index, one] of CASES.entries()) cases.push(await recorded(one, index));
const HOME = "/home/ann";
const recording: Recording = { version, home: HOME, cases };
const text = `${JSON.stringify(recording, null, 2)}\n`.replaceAll(home, HOME);
writeFileSync(path.join(import.meta.dirname, "recorded.json"), text);
rmSync(home, { recursive: true, force: true });
