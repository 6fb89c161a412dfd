import path from "node:path";
import type { FileProblem } from "../analysis/report/report.ts";
import { Analyst } from "./analyst.ts";
import { type Baseline, readBaseline, writeBaseline } from "./baseline.ts";
import { programKey } from "./check-cache.ts";
import { type CollectedReport, Collection } from "./collection.ts";
import { counted } from "./counted.ts";
import { type Entry, exactEntry, findEntries } from "./entries.ts";
import type { EntryCheckOptions } from "./entry-check.ts";
import { type Fixing, fixAndWrite, printDiff } from "./fix-files.ts";
import { fixesFor } from "./formats.ts";
import type { CheckOptions } from "./options.ts";
import { destinationsFor, printReports } from "./print-reports.ts";
import { Progress } from "./progress.ts";
import { runChecks } from "./run-checks.ts";
import { entriesInShard } from "./shard.ts";
import { changedSince } from "./since.ts";
import { FileSources } from "./sources.ts";
import { CannotRun, type Terminal } from "./terminal.ts";

/** Runs `bulkhead check` and returns the exit status: 0, 1 where something at or above `--fail-on` is left, 2 where a fix could not be written. */
export async function check(
  paths: readonly string[],
  options: CheckOptions,
  version: string,
  terminal: Terminal,
): Promise<0 | 1 | 2> {
  refuseContradictions(paths, options);
  const baseline = await baselineFor(options, terminal);
  const destinations = options.diff ? [] : destinationsFor(options, terminal);
  const sources = new FileSources(terminal.cwd);
  const { entries, problems } = await entriesFor(paths, options, sources, terminal);
  const fixing: Fixing = {
    entries,
    analyst: new Analyst(options, terminal.cwd),
    sources,
    allowed: options.fixUnsafe ? "sure" : "safe",
    cwd: terminal.cwd,
  };
  const isFixing = (options.fix || options.fixUnsafe) && !options.diff;
  const say = (line: string): void => (options.quiet ? undefined : terminal.warn(line));
  const unwritten = isFixing ? await fixAndWrite(fixing, say) : [];
  const provided = options.stdinFilename === undefined ? undefined : sources.provided();
  const collection = new Collection();
  try {
    collection.addProblems(problems);
    await collect(
      entries,
      collection,
      await checkOptions(options, entries.length, provided, version, terminal),
      options,
      terminal,
    );
    const report = collection.report(baseline, options.shard);
    if (options.diff) await printDiff(fixing, terminal);
    else printReports(report, destinations, { ...options, version, isFixing }, terminal);
    if (options.writeBaseline) await keepBaseline(report, options, terminal);
    if (options.verbose) for (const name of report.looked) terminal.warn(`looked at ${name}`);
    for (const message of unwritten) terminal.warn(`bulkhead: ${message}`);
    if (unwritten.length > 0) return 2;
    return !options.writeBaseline && report.fails(options.failOn) ? 1 : 0;
  } finally {
    collection.close();
  }
}

function refuseContradictions(paths: readonly string[], options: CheckOptions): void {
  const isFixing = options.fix || options.fixUnsafe;
  if (options.file.length > 0 && paths.length > 0) throw new CannotRun("-f and paths exclude each other");
  if (options.diff && (options.format !== "text" || options.output !== undefined || options.report.length > 0))
    throw new CannotRun("--diff has no JSON form and no other: --format json lists the edits of every fix");
  if (isFixing && !options.diff && paths.includes("-"))
    throw new CannotRun("standard input cannot be fixed in place: add --diff to see the changes");
  if (options.writeBaseline && options.baseline === undefined)
    throw new CannotRun("--write-baseline needs --baseline FILE");
  if (options.writeBaseline && (options.shard !== undefined || options.since !== undefined))
    throw new CannotRun("--write-baseline needs all files: leave out --shard and --since");
  if (isFixing && options.since !== undefined)
    throw new CannotRun("--since does not narrow what --fix changes: name the files to fix");
  if (options.shard !== undefined && (options.file.length > 0 || paths.includes("-")))
    throw new CannotRun("--shard parts what is found under directories");
}

/** With `--write-baseline` everything is reported as it is, whatever the file holds. */
async function baselineFor(options: CheckOptions, terminal: Terminal): Promise<Baseline | undefined> {
  if (options.baseline === undefined || options.writeBaseline) return undefined;
  return readBaseline(options.baseline, terminal.cwd);
}

async function entriesFor(
  paths: readonly string[],
  options: CheckOptions,
  sources: FileSources,
  terminal: Terminal,
): Promise<{ readonly entries: readonly Entry[]; readonly problems: readonly FileProblem[] }> {
  if (options.file.length > 0) {
    return { entries: [await exactEntry(options.file, sources, terminal.cwd)], problems: [] };
  }
  const found = await findEntries(paths.length > 0 ? paths : ["."], options.stdinFilename, sources, terminal);
  const { shard } = options;
  if (shard === undefined) return found;
  return { ...found, entries: await entriesInShard(found.entries, shard, (uri) => sources.name(uri)) };
}

/** A map takes hundreds of kilobytes; for more files than this no page is opened. */
const MOST_MAPPED = 50;

async function checkOptions(
  options: CheckOptions,
  entryCount: number,
  provided: EntryCheckOptions["provided"],
  version: string,
  terminal: Terminal,
): Promise<EntryCheckOptions> {
  const { profile, engine, config, maxExposure, cacheLocation } = options;
  const formats = [options.format, ...options.report.map(({ format }) => format)];
  const isCached = (options.cache || cacheLocation !== undefined) && provided === undefined;
  const directory = path.resolve(terminal.cwd, cacheLocation ?? ".bulkhead-cache");
  return {
    ...(profile === undefined ? {} : { profile }),
    ...(engine === undefined ? {} : { engine }),
    config,
    cwd: terminal.cwd,
    fixes: options.fixes ? fixesFor(formats, options.verbose) : "none",
    maxExposure,
    maps: formats.includes("html") && entryCount <= MOST_MAPPED,
    provided,
    cache: isCached ? { directory, version: await programKey(version, terminal.threads) } : undefined,
  };
}

async function collect(
  entries: readonly Entry[],
  collection: Collection,
  checking: EntryCheckOptions,
  options: CheckOptions,
  terminal: Terminal,
): Promise<void> {
  const isTouched = options.since === undefined ? undefined : await changedSince(options.since, terminal.cwd);
  const progress = new Progress(options.quiet ? undefined : terminal.status, entries.length);
  try {
    for await (const outcome of runChecks(entries, checking, { jobs: options.jobs, program: terminal.threads })) {
      progress.step();
      if (isTouched !== undefined && !isTouched(outcome)) continue;
      collection.addFindings(outcome.findings);
      collection.addProblems(outcome.problems);
      collection.addLooked(outcome.looked);
      if (outcome.map) collection.addMap(outcome.map);
      if (options.verbose) for (const error of outcome.errors ?? []) terminal.warn(`${outcome.file}: ${error}`);
    }
  } finally {
    progress.end();
  }
}

async function keepBaseline({ known }: CollectedReport, options: CheckOptions, terminal: Terminal): Promise<void> {
  if (options.baseline === undefined) return;
  await writeBaseline(options.baseline, terminal.cwd, known);
  if (!options.quiet) terminal.warn(`Wrote ${counted(known.length, "finding")} to ${options.baseline}.`);
}
