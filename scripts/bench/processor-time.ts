import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { CLI } from "../build.ts";
import { capture } from "../capture.ts";
import { dockerfileOf } from "./inputs.ts";
import { linters } from "./peers.ts";
import { ratio, type Summary, summary } from "./statistics.ts";

/**
 * What runs of programs over the same files take of the processors: user and system time of all threads and children, in seconds. A busy machine makes it
 * longer too, for all of them alike: ratios are of runs that followed each other.
 */
export interface ProcessorGroup {
  readonly title: string;
  readonly rows: readonly ProcessorRow[];
}

interface ProcessorRow {
  readonly title: string;
  readonly time: Summary;
  /** Over the first row of the group, run by run. */
  readonly ratio: number;
}

/** The paths of the corpus, by what they are. */
export interface CorpusFiles {
  readonly compose: readonly string[];
  readonly dockerfile: readonly string[];
}

interface Program {
  readonly title: string;
  readonly command: string;
  readonly args: readonly string[];
}

/** The titles of rows; targets speak of those of ours. */
const EMPTY = "floor: Node with an empty program";
export const PLAIN = "bulkhead check";
export const JSON_FIXES = "bulkhead check --format json";
export const NO_FIXES = "bulkhead check --format json --no-fixes";

export const ONE_COMPOSE = "One Compose file of four lines";
export const ONE_DOCKERFILE = "One Dockerfile of 30 lines";
export const ALL_COMPOSE = "Compose files of the corpus";
export const ALL_DOCKERFILES = "Dockerfiles of the corpus";

/** Its builtin `time` counts what programs used whose language cannot tell. */
const BASH = "/bin/bash";

const FOUR_LINES = "services:\n  web:\n    image: nginx:1.29\n    privileged: true\n";

/** Every linter that is installed beside ours. Without Bash there is nothing that measures them, and the answer says so. */
export async function processorTimes(
  { compose, dockerfile }: CorpusFiles,
  rounds: { readonly one: number; readonly all: number },
): Promise<readonly ProcessorGroup[] | string> {
  if (!existsSync(BASH)) return `there is no ${BASH} to measure with`;
  const folder = await mkdtemp(path.join(tmpdir(), "bulkhead-bench-"));
  try {
    await writeFile(path.join(folder, "empty.cjs"), "");
    await writeFile(path.join(folder, "compose.yaml"), FOUR_LINES);
    await writeFile(path.join(folder, "Dockerfile"), dockerfileOf(30));
    const empty: Program = { title: EMPTY, command: process.execPath, args: ["empty.cjs"] };
    const peers = (kind: keyof CorpusFiles, files: readonly string[]): readonly Program[] =>
      linters(kind).map(({ title, command, args }) => ({ title, command, args: [...args, ...files] }));
    const ours = (title: string, files: readonly string[]): Program => {
      const [, ...flags] = title.split(" ");
      return { title, command: process.execPath, args: [CLI, ...flags, "--fail-on", "never", ...files] };
    };
    const all = (files: readonly string[]): readonly Program[] =>
      [NO_FIXES, PLAIN, JSON_FIXES].map((title) => ours(title, files));
    return [
      await group(ONE_COMPOSE, folder, rounds.one, [
        empty,
        ours(PLAIN, ["compose.yaml"]),
        ...peers("compose", ["compose.yaml"]),
      ]),
      await group(ONE_DOCKERFILE, folder, rounds.one, [
        empty,
        ours(PLAIN, ["Dockerfile"]),
        ...peers("dockerfile", ["Dockerfile"]),
      ]),
      await group(`${ALL_COMPOSE} (${compose.length})`, folder, rounds.all, [
        ...peers("compose", compose),
        ...all(compose),
      ]),
      await group(`${ALL_DOCKERFILES} (${dockerfile.length})`, folder, rounds.all, [
        ...peers("dockerfile", dockerfile),
        ...all(dockerfile),
      ]),
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Programs take turns, so that noise hits all. */
async function group(
  title: string,
  folder: string,
  rounds: number,
  programs: readonly Program[],
): Promise<ProcessorGroup> {
  const times = programs.map((): number[] => []);
  for (let round = 0; round < rounds; round++)
    for (const [index, program] of programs.entries()) times[index]?.push(await processorTime(program, folder));
  const [first = []] = times;
  const rows = programs.map(({ title }, index) => {
    const own = times[index] ?? [];
    return { title, time: summary(own), ratio: ratio(own, first) };
  });
  return { title, rows };
}

/** What a program prints goes nowhere, so that no terminal and no pipe is measured. */
const TIMED = `TIMEFORMAT='%3U %3S'; { time "$@" >/dev/null 2>&3; } 3>/dev/null 2>&1; [ $? -le 3 ]`;

/** Rejects where the program did not run; statuses up to 3 say that a linter found something. */
async function processorTime({ title, command, args }: Program, cwd: string): Promise<number> {
  const { status, stdout, stderr } = await capture(BASH, ["-c", TIMED, "bench", command, ...args], { cwd });
  const [user = Number.NaN, system = Number.NaN] = stdout.trim().split(" ").map(Number);
  if (status !== 0 || Number.isNaN(user + system))
    throw new Error(`${title} could not be measured: ${stdout}${stderr}`);
  return user + system;
}
