/**
 * `npm run scale [-- --files 50000] [-- --jobs 2]`: checks a tree of generated files with one command, within 512 MB, and prints what it took.
 *
 * The heap is limited by `--max-old-space-size`, and the peak of the resident set, which all threads share, is read from the process itself.
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { buildAll, CLI } from "./build.ts";
import { writeTree } from "./scale/tree.ts";

/** In MB. */
const LIMIT = 512;

/** Told to Node for each thread, so that the heap is collected before the process grows; what a heap takes beside is more than half of it. */
const OLD_SPACE = 192;

/** Loaded before the program: writes the peak of its resident set, in KB, when it ends. */
const PROBE = `process.on("exit", () => require("node:fs").writeFileSync(process.env.SCALE_PEAK, String(process.resourceUsage().maxRSS)));`;

interface Run {
  readonly seconds: number;
  readonly peak: number;
  readonly status: number | null;
  /** How many files the report says were looked at; 0 where there is no report. */
  readonly looked: number;
  /** Bytes of the report, and what they hash to. */
  readonly size: number;
  readonly digest: string;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { files: { type: "string", default: "50000" }, jobs: { type: "string", default: "2" } },
  });
  await buildAll();
  const directory = mkdtempSync(path.join(os.tmpdir(), "bulkhead-scale-"));
  try {
    const tree = path.join(directory, "tree");
    writeTree(tree, Number(values.files));
    // A build that runs meanwhile would change the program under the measurement.
    cpSync(path.dirname(CLI), path.join(directory, "cli"), { recursive: true });
    const kept = ["--cache", "--cache-location", path.join(directory, "cache")];
    const several = ["--jobs", values.jobs];
    const runs: readonly (readonly [string, Run])[] = [
      ["one thread", await check(tree, directory, ["--jobs", "1"])],
      [`${values.jobs} threads`, await check(tree, directory, several)],
      [`${values.jobs} threads, --no-fixes`, await check(tree, directory, [...several, "--no-fixes"])],
      ["empty --cache", await check(tree, directory, [...several, ...kept])],
      ["full --cache", await check(tree, directory, [...several, ...kept])],
    ];
    report(Number(values.files), runs);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function check(tree: string, directory: string, flags: readonly string[]): Promise<Run> {
  const probe = path.join(directory, "probe.cjs");
  const peakFile = path.join(directory, "peak");
  writeFileSync(probe, PROBE);
  const program = [
    `--max-old-space-size=${OLD_SPACE}`,
    "--require",
    probe,
    path.join(directory, "cli", path.basename(CLI)),
  ];
  const started = performance.now();
  const child = spawn(process.execPath, [...program, "check", tree, "--format", "json", ...flags], {
    env: { ...process.env, SCALE_PEAK: peakFile },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const hash = createHash("sha256");
  let size = 0;
  let end = "";
  child.stdout.on("data", (chunk: Buffer) => {
    hash.update(chunk);
    size += chunk.length;
    end = (end + chunk.toString("latin1")).slice(-100);
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject).on("close", (status) => {
      const seconds = (performance.now() - started) / 1000;
      const looked = Number(/"files": (\d+)\n\}\n$/.exec(end)?.[1] ?? 0);
      resolve({ seconds, peak: peakOf(peakFile), status, looked, size, digest: hash.digest("hex") });
    });
  });
}

function peakOf(file: string): number {
  return Number(readFileSync(file, "utf8")) / 1024;
}

function report(files: number, runs: readonly (readonly [string, Run])[]): void {
  console.log(
    `\n${files} files, limit ${LIMIT} MB, ${os.availableParallelism()} processors, Node ${process.version}\n`,
  );
  console.log("| run | seconds | files per second | peak memory in MB | report in MB |");
  console.log("| --- | ---: | ---: | ---: | ---: |");
  for (const [name, { seconds, peak, size }] of runs) {
    const cells = [name, seconds.toFixed(1), (files / seconds).toFixed(0), peak.toFixed(0), (size / 1e6).toFixed(1)];
    console.log(`| ${cells.join(" | ")} |`);
  }
  const failures = runs.flatMap(([name, run]) => failuresOf(name, run));
  const [, first] = runs[0] ?? [];
  for (const [name, { digest, looked }] of runs) {
    if (!name.includes("--no-fixes") && digest !== first?.digest) failures.push(`${name}: another report`);
    if (looked < files / 3) failures.push(`${name}: looked at ${looked} files`);
  }
  for (const failure of failures) console.error(failure);
  console.log(`\n${runs.length - failures.length} passed, ${failures.length} failed`);
  process.exitCode = failures.length > 0 ? 1 : 0;
}

function failuresOf(name: string, { status, peak }: Run): string[] {
  if (status !== 1) return [`${name}: ended with ${status}`];
  return peak > LIMIT ? [`${name}: took ${peak.toFixed(0)} MB`] : [];
}

await main();
