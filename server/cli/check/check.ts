import path from "node:path";
import type { ReportedInputError } from "../../analysis/report/report.ts";
import { plural } from "../../analysis/text/plural.ts";
import { type Printable, printable, printableLines, shown } from "../../analysis/text/printable.ts";
import { Analyzer } from "../../entries/analyzer.ts";
import { CannotRun } from "../../entries/cannot-run.ts";
import type { Entry } from "../../entries/entry.ts";
import { nameOf, uriOf } from "../../entries/file-names.ts";
import { FileSources } from "../../entries/sources.ts";
import { type Fixing, fixAndWrite, printDiff } from "../fix/fix-files.ts";
import { exactEntry, findEntries, invocationOf } from "../input/entries.ts";
import type { CheckOptions } from "../options.ts";
import { fileDestination } from "../output/destination.ts";
import { fixesFor } from "../output/formats.ts";
import { destinationsFor, printReports } from "../output/print-reports.ts";
import type { Terminal } from "../output/terminal.ts";
import { type Baseline, baselineOf, baselineText, knownBaseline, readBaseline, renewed } from "./baseline.ts";
import { cacheDirectory } from "./cache-directory.ts";
import { programKey } from "./check-cache.ts";
import { type CollectedReport, FindingStore } from "./finding-store.ts";
import type { EntryCheckOptions } from "./outcome.ts";
import { Progress } from "./progress.ts";
import { runChecks } from "./run-checks.ts";
import { entriesInShard } from "./shard.ts";
import { type Change, changeSince } from "./since.ts";

/** Runs `bulkhead check` and returns the exit status: 0, 1 where something at or above `--fail-on` is left, 2 where a fix could not be written or no named file is one to check. */
export async function check(
  paths: readonly string[],
  options: CheckOptions,
  version: string,
  terminal: Terminal,
): Promise<0 | 1 | 2> {
  refuseContradictions(paths, options);
  const named = [...paths, ...options.file];
  const cache = isCached(options) ? cacheDirectory(options.cacheLocation, named, terminal) : undefined;
  const change = options.since === undefined ? undefined : await changeSince(options.since, terminal.cwd);
  const say = (line: Printable): void => (options.quiet ? undefined : terminal.warn(line));
  const baseline = await baselineFor(options, change, terminal.cwd, say);
  const destinations = options.diff ? [] : destinationsFor(options, terminal, named);
  const isNarrow = named.length > 0 || change !== undefined;
  const nextBaseline = options.writeBaseline ? await baselineWriter(options, isNarrow, terminal, named) : undefined;
  const sources = new FileSources(terminal.cwd);
  const { entries, problems } = await entriesFor(paths, options, sources, terminal);
  const fixing: Fixing = {
    entries,
    analyzer: new Analyzer(options, terminal.cwd),
    sources,
    allowed: options.fixUnsafe ? "sure" : "safe",
    cwd: terminal.cwd,
  };
  const isFixing = (options.fix || options.fixUnsafe) && !options.diff;
  const unwritten = isFixing ? await fixAndWrite(fixing, say) : [];
  const provided = options.stdinFilename === undefined ? undefined : sources.provided();
  const store = new FindingStore();
  try {
    store.addProblems(problems);
    const { isRead, checked, unchecked } = await collect(
      entries,
      store,
      await checkOptions(options, entries.length, provided, cache, version, terminal),
      options,
      change,
      terminal,
    );
    if (change !== undefined) {
      store.addProblems(change.problems);
      await tellOfSettings(change, options, terminal.cwd, say);
    }
    const report = store.report(baseline, options.shard, isNarrow);
    if (options.diff) await printDiff(fixing, terminal);
    else printReports(report, destinations, { ...options, version, isFixing }, terminal);
    const isChecked = (file: string): boolean => !unchecked.has(file) && (!isNarrow || checked.has(file));
    nextBaseline?.(report, isChecked);
    if (options.verbose) {
      for (const name of report.looked) terminal.warn(shown`looked at ${printable(name)}`);
      for (const { file, why } of report.skipped)
        terminal.warn(shown`skipped ${printable(file)}: it ${printable(why)}`);
    }
    for (const message of unwritten) terminal.warn(shown`bulkhead: ${printable(message)}`);
    if (unwritten.length > 0) return 2;
    if (!isRead && isAllNamed(entries, options)) {
      terminal.warn(shown`bulkhead: ${nothingRead(entries.length, report)}`);
      return 2;
    }
    return !options.writeBaseline && report.fails(options.failOn) ? 1 : 0;
  } finally {
    store.close();
  }
}

/**
 * Whether somebody named every file that was to be checked, so that none of them being one is a slip. What a walk meets may be nothing, and so may a
 * shard or what a hook is given.
 */
function isAllNamed(entries: readonly Entry[], { passWithNoFiles, shard }: CheckOptions): boolean {
  return !passWithNoFiles && shard === undefined && entries.length > 0 && entries.every(({ found }) => !found);
}

function nothingRead(count: number, { skipped, problems }: CollectedReport): Printable {
  const [one] = skipped;
  const named = count === 1 ? shown`the named file holds` : shown`none of the ${count} named files holds`;
  const why =
    one === undefined
      ? problems.map(({ file, message }) => shown`${printable(file)}: ${printable(message)}`)[0]
      : shown`${printable(one.file)} ${printable(one.why)}`;
  return shown`${named} ${count === 1 ? shown`nothing` : shown`anything`} to check${why === undefined ? shown`` : shown`: ${why}`}`;
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

/** With `--write-baseline` everything is reported as it is, whatever the file holds. With `--since` a change cannot accept its own findings. */
async function baselineFor(
  { baseline: name, writeBaseline: isWriting, since = "" }: CheckOptions,
  change: Change | undefined,
  cwd: string,
  say: (line: Printable) => void,
): Promise<Baseline | undefined> {
  if (name === undefined || isWriting) return undefined;
  const before = await change?.textBefore(name);
  if (before === undefined) return readBaseline(name, cwd);
  if (before === null)
    say(
      shown`bulkhead: ${printable(name)} is not in what ${printable(since)} and this have in common: every finding is new`,
    );
  return baselineOf(before, name, cwd);
}

/** Settings are those of now, so that an exception can come with what needs it; that they changed is told, since they may hide what comes with them. */
async function tellOfSettings(
  change: Change,
  { config, since = "" }: CheckOptions,
  cwd: string,
  say: (line: Printable) => void,
): Promise<void> {
  if (config === false) return;
  const named = typeof config === "string" ? path.resolve(cwd, config) : undefined;
  const changed = named === undefined ? await change.changedSettings() : (await change.isChanged(named)) ? [named] : [];
  for (const file of changed)
    say(
      shown`bulkhead: ${printable(nameOf(uriOf(file, cwd), cwd))} changed since ${printable(since)}: look at what it hides`,
    );
}

async function entriesFor(
  paths: readonly string[],
  options: CheckOptions,
  sources: FileSources,
  terminal: Terminal,
): Promise<{ readonly entries: readonly Entry[]; readonly problems: readonly ReportedInputError[] }> {
  const invocation = await invocationOf(options, sources, terminal.cwd);
  if (options.file.length > 0) {
    return { entries: [await exactEntry(options.file, invocation, sources, terminal.cwd)], problems: [] };
  }
  const wanted = paths.length > 0 ? paths : ["."];
  const found = await findEntries(wanted, options.stdinFilename, invocation, sources, terminal);
  const { shard } = options;
  if (shard === undefined) return found;
  return { ...found, entries: await entriesInShard(found.entries, shard, (uri) => sources.name(uri)) };
}

/** A text that stands for a file is no file to keep a result for. */
function isCached({ cache, cacheLocation, stdinFilename }: CheckOptions): boolean {
  return (cache || cacheLocation !== undefined) && stdinFilename === undefined;
}

/** A map takes hundreds of kilobytes; for more files than this no page is opened. */
const MOST_MAPPED = 50;

async function checkOptions(
  options: CheckOptions,
  entryCount: number,
  provided: EntryCheckOptions["provided"],
  directory: string | undefined,
  version: string,
  terminal: Terminal,
): Promise<EntryCheckOptions> {
  const { profile, engine, config, maxExposure } = options;
  const formats = [options.format, ...options.report.map(({ format }) => format)];
  return {
    ...(profile === undefined ? {} : { profile }),
    ...(engine === undefined ? {} : { engine }),
    config,
    cwd: terminal.cwd,
    fixes: options.fixes ? fixesFor(formats, options.verbose) : "none",
    maxExposure,
    maps: formats.includes("html") && entryCount <= MOST_MAPPED,
    provided,
    cache: directory === undefined ? undefined : { directory, version: await programKey(version, terminal.threads) },
  };
}

/** What was gathered. */
interface Gathered {
  /** Whether any entry holds something to check. */
  readonly isRead: boolean;
  /** The files that stand for entries, and the override files that were merged over them. */
  readonly checked: ReadonlySet<string>;
  /** Those files that could not be checked. */
  readonly unchecked: ReadonlySet<string>;
}

/** Gathers what entries gave. */
async function collect(
  entries: readonly Entry[],
  store: FindingStore,
  checking: EntryCheckOptions,
  options: CheckOptions,
  change: Change | undefined,
  terminal: Terminal,
): Promise<Gathered> {
  let isRead = false;
  const checked = new Set<string>();
  const unchecked = new Set<string>();
  const progress = new Progress(options.quiet ? undefined : terminal.status, entries.length);
  try {
    for await (const outcome of runChecks(entries, checking, { jobs: options.jobs, program: terminal.threads })) {
      progress.step();
      const failed = outcome.problems.filter((one) => one.unchecked);
      if (outcome.looked.length > 0 || failed.length > 0) isRead = true;
      for (const uri of outcome.overrides) checked.add(nameOf(uri, terminal.cwd));
      checked.add(outcome.file);
      for (const { file } of failed) unchecked.add(file);
      if (outcome.skipped !== undefined) store.addSkipped({ file: outcome.file, why: outcome.skipped });
      if (change !== undefined && !(await change.isTouched(outcome))) continue;
      store.addFindings(outcome.findings);
      store.addProblems(outcome.problems);
      store.addLooked(outcome.looked);
      store.addHidden(outcome.hidden ?? []);
      if (outcome.map) store.addMap(outcome.map);
      if (options.verbose) {
        for (const error of outcome.errors ?? [])
          terminal.warn(shown`${printable(outcome.file)}: ${printableLines(error)}`);
      }
    }
  } finally {
    progress.end();
  }
  return { isRead, checked, unchecked };
}

/**
 * What writes the next baseline. Where only a part of the project is checked, it keeps what the one before has of the rest, so that this has to be one.
 * Throws `CannotRun` where it is none, or cannot be written.
 */
async function baselineWriter(
  { baseline = "", quiet }: CheckOptions,
  isNarrow: boolean,
  terminal: Terminal,
  paths: readonly string[],
): Promise<(report: CollectedReport, isChecked: (file: string) => boolean) => void> {
  const to = fileDestination(baseline, terminal.cwd, paths);
  const before = isNarrow
    ? await knownBaseline(baseline, terminal.cwd)
    : await knownBaseline(baseline, terminal.cwd).catch(() => undefined);
  return ({ known }, isChecked) => {
    const { findings, kept } = before === undefined ? { findings: known, kept: 0 } : renewed(known, before, isChecked);
    to.write([baselineText(findings)]);
    const among = kept === 0 ? shown`` : shown`, ${kept} of them of files that were not checked`;
    if (!quiet) terminal.warn(shown`Wrote ${plural(findings.length, "finding")} to ${printable(baseline)}${among}.`);
  };
}
