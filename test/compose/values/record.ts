/**
 * `npm run record:compose-values`: asks compose-go, with which Docker Compose reads files, whether it takes the files of `cases.ts`, and writes what it
 * answers to `answers.json`, so that `npm test` compares with it on any machine. It needs Go, which fetches the modules that `record/go.mod` names.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { writeValueAnswers } from "./answers.ts";
import { NEIGHBOURS, valueCases } from "./cases.ts";

const SOURCE = path.join(import.meta.dirname, "record");
const cases = valueCases();
const told = ask(cases.map(({ text }) => text));
const composeGo = /compose-go\/v2 (v\S+)/.exec(readFileSync(path.join(SOURCE, "go.mod"), "utf8"))?.[1] ?? "";
writeValueAnswers(
  composeGo,
  cases,
  told.map((refused) => refused !== ""),
);
console.log(`compose-go ${composeGo} was asked about ${cases.length} files.`);

/** Builds the program in a directory of its own and runs it once beside the files that the cases name. Throws with what it printed if that fails. */
function ask(texts: readonly string[]): readonly string[] {
  const directory = mkdtempSync(path.join(os.tmpdir(), "bulkhead-compose-go-"));
  try {
    cpSync(SOURCE, directory, { recursive: true });
    run("go", ["build", "-o", "record", "."], directory, "");
    const project = path.join(directory, "project");
    mkdirSync(project);
    for (const [name, text] of Object.entries(NEIGHBOURS)) writeFileSync(path.join(project, name), text);
    return JSON.parse(run(path.join(directory, "record"), [project], directory, JSON.stringify(texts)));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function run(program: string, args: readonly string[], cwd: string, input: string): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    input,
    encoding: "utf8",
    maxBuffer: 2 ** 30,
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${program} ${args.join(" ")}: ${stderr}`);
  return stdout;
}
