import { checkJson, type FileProblem, type Report } from "../analysis/report/json.ts";
import { locator } from "../analysis/report/location.ts";
import { LEVELS, type Level } from "../analysis/rules/rule.ts";
import { Analyst } from "./analyst.ts";
import { counted } from "./counted.ts";
import { type Entry, exactEntry, findEntries } from "./entries.ts";
import { type Analyse, fixProjects } from "./fix.ts";
import type { CheckOptions } from "./options.ts";
import { reportOf } from "./report.ts";
import { reportText, summaryText } from "./report-text.ts";
import { FileSources } from "./sources.ts";
import { CannotRun, colorsFor, type Terminal } from "./terminal.ts";
import { unifiedDiff } from "./unified-diff.ts";
import { writeChanged } from "./write-file.ts";

/** Runs `bulkhead check` and returns the exit status: 0, 1 where something at or above `--fail-on` is left, 2 where a fix could not be written. */
export async function check(paths: readonly string[], options: CheckOptions, terminal: Terminal): Promise<0 | 1 | 2> {
  refuseContradictions(paths, options);
  const sources = new FileSources(terminal.cwd);
  const analyst = new Analyst(options, sources, terminal);
  const { entries, problems } = await entriesFor(paths, options, sources, terminal);
  const isFixing = (options.fix || options.fixUnsafe) && !options.diff;
  const unwritten = isFixing ? await fixAndWrite(entries, options, analyst, sources, terminal) : [];
  const analyses = await analyst.analyseAll(entries);
  const fixes = options.format === "json" || options.verbose ? "all" : "best";
  const report = reportOf(analyses, [...problems, ...analyst.problems], sources, fixes);
  if (options.diff) await printDiff(entries, options, analyst, sources, terminal);
  else printReport(report, options, sources, terminal, isFixing);
  if (options.verbose) for (const name of analyst.looked) terminal.warn(`looked at ${name}`);
  for (const message of unwritten) terminal.warn(`bulkhead: ${message}`);
  if (unwritten.length > 0) return 2;
  return failing(report, options.failOn).length > 0 ? 1 : 0;
}

function refuseContradictions(paths: readonly string[], options: CheckOptions): void {
  if (options.file.length > 0 && paths.length > 0) throw new CannotRun("-f and paths exclude each other");
  if (options.diff && options.format === "json")
    throw new CannotRun("--diff has no JSON form: --format json lists the edits of every fix");
  if ((options.fix || options.fixUnsafe) && !options.diff && paths.includes("-")) {
    throw new CannotRun("standard input cannot be fixed in place: add --diff to see the changes");
  }
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
  return findEntries(paths.length > 0 ? paths : ["."], options.stdinFilename, sources, terminal);
}

/** Fixes every entry, then writes each changed file once. Returns why files were not fixed; those keep their findings. */
async function fixAndWrite(
  entries: readonly Entry[],
  options: CheckOptions,
  analyst: Analyst,
  sources: FileSources,
  terminal: Terminal,
): Promise<readonly string[]> {
  const unwritten = await fixTexts(entries, options, analyst, sources);
  let written = 0;
  for (const one of sources.changed()) {
    const why = await writeChanged(one);
    if (why === undefined) {
      written++;
    } else {
      unwritten.push(`${sources.name(one.uri)} ${why}; nothing in it was fixed`);
      sources.restore(one.uri);
    }
  }
  if (!options.quiet && written > 0) terminal.warn(`Fixed ${counted(written, "file")}.`);
  return unwritten;
}

/** Fixes every entry in the sources. Returns why files are as they were although there are fixes for them. */
async function fixTexts(
  entries: readonly Entry[],
  options: CheckOptions,
  analyst: Analyst,
  sources: FileSources,
): Promise<string[]> {
  const projects = entries.map(
    (entry): Analyse =>
      () =>
        analyst.analyse(entry),
  );
  const putBack = await fixProjects(projects, sources, options.fixUnsafe ? "any" : "safe");
  return putBack.map(
    (uri) => `${sources.name(uri)} is as it was: its fixes do not fit those of a file that it shares a project with`,
  );
}

async function printDiff(
  entries: readonly Entry[],
  options: CheckOptions,
  analyst: Analyst,
  sources: FileSources,
  terminal: Terminal,
): Promise<void> {
  const unfixed = await fixTexts(entries, options, analyst, sources);
  const changed = sources.changed();
  for (const { uri, before, after } of changed) terminal.write(unifiedDiff(sources.name(uri), before, after));
  for (const message of unfixed) terminal.warn(`bulkhead: ${message}`);
  terminal.warn(changed.length > 0 ? `${counted(changed.length, "file")} would change.` : "No fix to apply.");
}

function printReport(
  report: Report,
  options: CheckOptions,
  sources: FileSources,
  terminal: Terminal,
  isFixing: boolean,
): void {
  const locate = locator(sources);
  if (options.format === "json") {
    terminal.write(`${JSON.stringify(checkJson(report, locate), null, 2)}\n`);
    return;
  }
  const colors = colorsFor(options.color, terminal);
  const columns = Math.max(MIN_COLUMNS, terminal.columns ?? DEFAULT_COLUMNS);
  const shown = options.quiet ? { ...report, findings: failing(report, options.failOn) } : report;
  const text = reportText(shown, sources, locate, { colors, columns, verbose: options.verbose });
  const summary = options.quiet ? "" : `${summaryText(report, isFixing)}\n`;
  terminal.write(text === "" || summary === "" ? text + summary : `${text}\n${summary}`);
}

const MIN_COLUMNS = 40;
const DEFAULT_COLUMNS = 100;

function failing({ findings }: Report, failOn: Level | "never"): Report["findings"] {
  if (failOn === "never") return [];
  return findings.filter(({ finding }) => LEVELS.indexOf(finding.level) <= LEVELS.indexOf(failOn));
}
