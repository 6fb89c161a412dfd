/**
 * `npm run record:buildkit`: asks BuildKit's own parser about all Dockerfiles and words of the tests, and writes what it answers to `answers.json.gz`, so
 * that `npm test` compares with it on any machine. It needs Go, which fetches the modules that `record/go.mod` names.
 * `npm run record:buildkit -- --seed N` draws the generated files anew.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { type Answer, digestOf, type Expanded, hashOf, readAnswers, writeAnswers } from "./answers.ts";
import { type Case, casesBeside, ownCases } from "./cases.ts";
import { type Recorded, theirAnswer } from "./theirs.ts";
import { VARIABLES, words } from "./words.ts";

const SOURCE = path.join(import.meta.dirname, "record");
const GENERATED = 2000;

const { values } = parseArgs({ options: { seed: { type: "string" } } });
const seed = Number(values.seed ?? 1);
const own = ownCases(seed, GENERATED);
const beside = casesBeside();
const asked = words(seed, GENERATED);
const told = ask({
  files: [...own, ...beside].map(({ text }) => text),
  words: asked.map(({ text, escapedBy }) => ({
    text,
    escape: escapedBy,
    env: Object.entries(VARIABLES).map(([name, value]) => `${name}=${value}`),
  })),
});
const answers = told.files.map(theirAnswer);
const digests = answers.slice(own.length).map(digested);
writeAnswers({
  buildkit: /buildkit (v\S+)/.exec(readFileSync(path.join(SOURCE, "go.mod"), "utf8"))?.[1] ?? "",
  seed,
  generated: GENERATED,
  files: byHash(own, answers),
  // Where the files beside the repository are not at hand, the answers on them stay.
  beside: beside.length === 0 ? readAnswers().beside : byHash(beside, digests),
  words: told.words.map(({ is, refused }): Expanded => (refused === undefined ? is : null)),
});
console.log(`BuildKit was asked about ${own.length + beside.length} files and ${asked.length} words.`);

interface Told {
  readonly files: readonly Recorded[];
  readonly words: readonly { readonly is: string; readonly refused?: string }[];
}

/** Builds the program in a directory of its own and runs it once. Throws with what it printed if that fails. */
function ask(questions: object): Told {
  const directory = mkdtempSync(path.join(os.tmpdir(), "bulkhead-buildkit-"));
  try {
    cpSync(SOURCE, directory, { recursive: true });
    run("go", ["build", "-o", "record", "."], directory, "");
    return JSON.parse(run(path.join(directory, "record"), [], directory, JSON.stringify(questions)));
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

function byHash(cases: readonly Case[], answers: readonly Answer[]): Readonly<Record<string, Answer>> {
  return Object.fromEntries(cases.map(({ text }, index) => [hashOf(text), answers[index] ?? {}]));
}

/** Its instructions as digests, since the file is not ours to copy. */
function digested({ instructions, stages: _, ...answer }: Answer): Answer {
  return {
    ...answer,
    ...(instructions
      ? { instructions: instructions.map((one) => (typeof one === "string" ? one : digestOf(one))) }
      : {}),
  };
}
