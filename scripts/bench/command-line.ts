import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { CLI, ROOT } from "../build.ts";
import { capture } from "../capture.ts";
import { dockerfileOf, filesBelow } from "./inputs.ts";
import { isInstalled, peerProgram } from "./peers.ts";
import { type Summary, summary } from "./statistics.ts";

/** Milliseconds from starting a program to its end. */
export interface ColdStart {
  readonly title: string;
  readonly time: Summary;
}

/** A run over a whole tree. */
export interface TreeRun {
  readonly title: string;
  readonly files: number;
  readonly filesPerSecond: number;
}

const ROUNDS = 11;
const TASKSET = "/usr/bin/taskset";

/** Our command line, an empty program, and the linters that are installed, each on one small file. Rounds alternate, so that noise hits all. */
export async function coldStarts(): Promise<readonly ColdStart[]> {
  const folder = await mkdtemp(path.join(tmpdir(), "bulkhead-bench-"));
  try {
    await writeFile(path.join(folder, "empty.cjs"), "");
    await writeFile(path.join(folder, "Dockerfile"), dockerfileOf(30));
    await writeFile(
      path.join(folder, "compose.yaml"),
      "services:\n  web:\n    image: nginx:1.29\n    privileged: true\n",
    );
    const times = new Map(programs().map(({ title }) => [title, [] as number[]] as const));
    for (let round = 0; round < ROUNDS; round++) {
      for (const { title, args } of programs()) {
        const started = performance.now();
        await capture(process.execPath, args, { cwd: folder });
        times.get(title)?.push(performance.now() - started);
      }
    }
    return [...times].map(([title, all]) => ({ title, time: summary(all) }));
  } finally {
    await rm(folder, { recursive: true });
  }
}

interface Program {
  readonly title: string;
  readonly args: readonly string[];
}

function programs(): readonly Program[] {
  const peer = (name: string, file: string, ...args: readonly string[]): readonly Program[] =>
    isInstalled(name) ? [{ title: name, args: [peerProgram(name, file), ...args] }] : [];
  return [
    { title: "floor: Node with an empty program", args: ["empty.cjs"] },
    { title: "bulkhead check compose.yaml", args: [CLI, "check", "compose.yaml"] },
    { title: "bulkhead check Dockerfile", args: [CLI, "check", "Dockerfile"] },
    ...peer("dockerfile-utils", "bin/dockerfile-utils", "lint", "Dockerfile"),
    ...peer("dockerfilelint", "bin/dockerfilelint", "Dockerfile"),
    ...peer("dclint", "bin/dclint.cjs", "compose.yaml"),
  ];
}

/** `bulkhead check` over a tree on one core, where the system can bind a process to one, and on all. */
export async function treeRuns(tree: string): Promise<readonly TreeRun[]> {
  const files = filesBelow(tree).length;
  const check = [CLI, "check", tree, "--format", "json", "--fail-on", "never"];
  const runs = [{ title: "all cores", command: process.execPath, args: check }];
  if (existsSync(TASKSET)) {
    runs.unshift({ title: "one core", command: TASKSET, args: ["-c", "0", process.execPath, ...check] });
  }
  const measured: TreeRun[] = [];
  for (const { title, command, args } of runs) {
    const times: number[] = [];
    for (let round = 0; round < 3; round++) {
      const started = performance.now();
      const { status, stderr } = await capture(command, args, { cwd: ROOT });
      if (status !== 0) throw new Error(`bulkhead check ended with ${status}: ${stderr}`);
      times.push(performance.now() - started);
    }
    measured.push({ title, files, filesPerSecond: (files * 1000) / summary(times).median });
  }
  return measured;
}

/** A check of a file of the largest size that is read, with all fixes: processor time in seconds and the peak of memory in MB, with all threads. */
export interface LargestFile {
  readonly services: number;
  readonly findings: number;
  readonly fixes: number;
  /** What was left out, in words. */
  readonly missing: readonly string[];
  readonly seconds: number;
  readonly memory: number;
}

const SERVICES = 20_000;

/** What a process used in all, printed to standard error as it ends. */
const USAGE = `data:text/javascript,process.on("exit",()=>{const{userCPUTime:u,systemCPUTime:s,maxRSS:m}=process.resourceUsage();process.stderr.write(JSON.stringify({seconds:(u+s)/1e6,memory:m/1024}))})`;

/** Throws where the file was not checked. A fix that is left out to be fast is none, so that what is missing is told. */
export async function largestFile(): Promise<LargestFile> {
  const folder = await mkdtemp(path.join(tmpdir(), "bulkhead-bench-"));
  try {
    const services = Array.from(
      { length: SERVICES },
      (_, index) => `  w${index}:\n    image: a:1\n    privileged: true\n`,
    );
    await writeFile(path.join(folder, "compose.yaml"), `services:\n${services.join("")}`);
    const args = [
      "--import",
      USAGE,
      CLI,
      "check",
      "compose.yaml",
      "--format",
      "json",
      "--fail-on",
      "never",
      "--output",
      "report.json",
    ];
    const { status, stderr } = await capture(process.execPath, args, { cwd: folder });
    const { findings, problems } = JSON.parse(await readFile(path.join(folder, "report.json"), "utf8"));
    if (status !== 0) throw new Error(`20,000 services: ${stderr}`);
    const fixes = findings.reduce((sum: number, one: { fixes: readonly unknown[] }) => sum + one.fixes.length, 0);
    return {
      services: SERVICES,
      findings: findings.length,
      fixes,
      missing: problems.map(({ message }: { message: string }) => message),
      ...JSON.parse(stderr.slice(stderr.lastIndexOf("{"))),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}
