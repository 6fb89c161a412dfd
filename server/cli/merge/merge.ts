import path from "node:path";
import type { Shard } from "../../analysis/report/report.ts";
import { LARGEST_REPORT, readRegularFile } from "../../disk/read-file.ts";
import { CannotRun } from "../../entries/cannot-run.ts";
import { FindingStore } from "../check/finding-store.ts";
import { packed } from "../check/packed-finding.ts";
import type { ReportOptions } from "../options.ts";
import { destinationsFor, printReports } from "../output/print-reports.ts";
import type { Terminal } from "../output/terminal.ts";
import { isSarif, mergedSarif } from "./merge-sarif.ts";
import { type ReadReport, readReport } from "./read-report.ts";

/**
 * Runs `bulkhead merge`: puts JSON reports together and prints them in any format, or SARIF reports into one of them. Returns the exit status that one run over
 * everything would have had. Throws `CannotRun` for what is no report, and where a shard is missing.
 */
export async function merge(
  files: readonly string[],
  options: ReportOptions,
  version: string,
  terminal: Terminal,
): Promise<0 | 1> {
  const read = files.map((file) => ({ file, value: readJson(file, terminal.cwd) }));
  const sarif = read.filter(({ value }) => isSarif(value));
  if (sarif.length > 0) {
    if (sarif.length < read.length) throw new CannotRun("merge takes JSON reports or SARIF reports, not both");
    return mergeSarif(
      read.map(({ value }) => value),
      options,
      version,
      terminal,
    );
  }
  const reports = read.map(({ file, value }) => {
    const report = readReport(value);
    if (report === undefined) throw new CannotRun(`${file} is no report that check wrote with --format json or sarif`);
    return report;
  });
  refuseMissing(reports.flatMap(({ shard }) => (shard === undefined ? [] : [shard])));
  return mergeJson(reports, options, version, terminal);
}

function mergeJson(reports: readonly ReadReport[], options: ReportOptions, version: string, terminal: Terminal): 0 | 1 {
  const destinations = destinationsFor(options, terminal, []);
  const store = new FindingStore();
  try {
    for (const { findings, problems, files, skipped, shard } of reports) {
      store.addFindings(findings.map(packed));
      store.addProblems(problems);
      for (const one of skipped) store.addSkipped(one);
      if (shard === undefined) store.addUnnamedFiles(files);
      else store.addLooked(shard.looked);
    }
    const report = { ...store.report(undefined, undefined), ...baselineOf(reports), ...hiddenOf(reports) };
    printReports(report, destinations, { ...options, version, isFixing: false, verbose: false }, terminal);
    return report.fails(options.failOn) ? 1 : 0;
  } finally {
    store.close();
  }
}

/** JSON tells how many findings the baseline knows, and not which. */
function baselineOf(reports: readonly ReadReport[]): Pick<ReturnType<FindingStore["report"]>, "baseline"> {
  const baselines = reports.flatMap(({ baseline }) => (baseline === undefined ? [] : [baseline]));
  if (baselines.length === 0) return {};
  const gone = new Map(baselines.flatMap((one) => one.gone.map((finding) => [finding.fingerprint, finding])));
  const knownCount = baselines.reduce((sum, { known }) => sum + known, 0);
  return { baseline: { known: [], knownCount, gone: [...gone.values()] } };
}

/** What several reports hide of one file is counted by each. */
function hiddenOf(reports: readonly ReadReport[]): Pick<ReturnType<FindingStore["report"]>, "hidden"> {
  const hidden = reports.flatMap((one) => (one.hidden === undefined ? [] : [one.hidden]));
  if (hidden.length === 0) return {};
  const sum = (name: "settings" | "comments"): number => hidden.reduce((total, one) => total + one[name], 0);
  return { hidden: { settings: sum("settings"), comments: sum("comments") } };
}

function mergeSarif(logs: readonly unknown[], options: ReportOptions, version: string, terminal: Terminal): 0 | 1 {
  if (options.format !== "sarif" || options.report.length > 0) {
    throw new CannotRun("SARIF reports can only be merged into one: add --format sarif, or merge JSON reports");
  }
  const { pieces, fails } = mergedSarif(logs, options.failOn, version);
  for (const { to } of destinationsFor(options, terminal, [])) to.write(pieces);
  return fails ? 1 : 0;
}

function refuseMissing(shards: readonly Shard[]): void {
  const [first] = shards;
  if (first === undefined) return;
  if (shards.some(({ count }) => count !== first.count)) throw new CannotRun("the reports are of different shardings");
  const there = new Set(shards.map(({ index }) => index));
  for (let index = 1; index <= first.count; index++) {
    if (!there.has(index)) throw new CannotRun(`the report of shard ${index}/${first.count} is missing`);
  }
}

function readJson(file: string, cwd: string): unknown {
  const read = readRegularFile(path.resolve(cwd, file), LARGEST_REPORT);
  if (read.is !== "read") throw new CannotRun(`${file} ${read.why}`);
  const value = parsed(read.text, file);
  if (isDeeper(value, DEEPEST)) throw new CannotRun(`${file} is no report that check wrote: it is nested too deep`);
  return value;
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CannotRun(`${file} is not JSON`);
  }
}

/** No report nests half as deep, and what walks through one may recurse that far. */
const DEEPEST = 50;

function isDeeper(value: unknown, most: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return most === 0 || Object.values(value).some((one) => isDeeper(one, most - 1));
}
