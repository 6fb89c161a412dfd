import os from "node:os";
import { locator } from "../../analysis/report/location.ts";
import { problemOf } from "../../analysis/report/report.ts";
import { ParseCache } from "../../analysis/run/cache.ts";
import { load } from "../../analysis/run/load.ts";
import { json } from "../../analysis/text/json.ts";
import { printable, shown } from "../../analysis/text/printable.ts";
import { compare, runsAsWritten } from "../../compare/compare.ts";
import { engineFacts } from "../../engine/engine-facts.ts";
import { EngineFailure } from "../../engine/failure.ts";
import { findAddress } from "../../engine/find-address.ts";
import { EngineReader } from "../../engine/read-engine.ts";
import { Analyzer } from "../../entries/analyzer.ts";
import { CannotRun } from "../../entries/cannot-run.ts";
import type { Entry } from "../../entries/entry.ts";
import { FileSources } from "../../entries/sources.ts";
import { EXPLAINING } from "../../limits/budget.ts";
import { whyFailed } from "../../limits/failure.ts";
import { sharedLimit } from "../../limits/time-limit.ts";
import { exactEntry, fileEntry, invocationOf } from "../input/entries.ts";
import type { CompareOptions } from "../options.ts";
import { colorsFor, type Terminal } from "../output/terminal.ts";
import { comparisonText } from "./compare-text.ts";

/**
 * Runs `bulkhead compare`: 0 where everything runs as it is written, 1 where something does not. Throws `CannotRun` where the files cannot be read, no engine
 * answers, or it has no container of the project.
 */
export async function compareRunning(
  path: string | undefined,
  options: CompareOptions,
  terminal: Terminal,
): Promise<0 | 1> {
  const sources = new FileSources(terminal.cwd);
  const entry = await entryFor(path, options, sources, terminal.cwd);
  try {
    return await comparedOn(entry, options, sources, terminal);
  } catch (error) {
    if (error instanceof EngineFailure) throw new CannotRun(error.message);
    throw error;
  }
}

async function entryFor(
  path: string | undefined,
  options: CompareOptions,
  sources: FileSources,
  cwd: string,
): Promise<Entry> {
  const files = path === undefined ? options.file : [path, ...options.file];
  const invocation = await invocationOf(options, sources, cwd);
  const [only, ...others] = files;
  if (only === undefined) throw new CannotRun("name the Compose file whose containers are to be compared");
  if (others.length > 0 || options.file.length > 0) return exactEntry(files, invocation, sources, cwd);
  return fileEntry(only, invocation, sources, cwd);
}

async function comparedOn(
  entry: Entry,
  options: CompareOptions,
  sources: FileSources,
  terminal: Terminal,
): Promise<0 | 1> {
  const { host, context, projectName, format } = options;
  const asked = { ...(host === undefined ? {} : { host }), ...(context === undefined ? {} : { context }) };
  const home = os.homedir();
  const found = await findAddress(asked, { environment: terminal.env, home, platform: process.platform });
  const engine = await EngineReader.connect(found.address, terminal.cwd);
  try {
    const info = await engine.info();
    const analyzer = new Analyzer(options, terminal.cwd);
    const written = await analyzer.configFor(entry);
    const config = { ...written, engine: { ...written.engine, ...engineFacts(engine.about, info) } };
    const name = sources.name(entry.uris[0]);
    const analysis = await load(entry.uris, (uri) => sources.read(uri), config, {
      cache: new ParseCache(),
      invocation: entry.invocation,
      limited: sharedLimit(EXPLAINING),
      // What the rules say is not asked for.
      onRuleError: () => {},
    }).catch((error: unknown) => {
      throw new CannotRun(`${name} could not be analysed: ${whyFailed(error)}`);
    });
    const { kind, project } = analysis;
    if (kind !== "compose" || project === undefined) throw new CannotRun(`${name} is no Compose file`);
    const locate = locator(sources);
    for (const { file, line, message } of [
      ...analysis.inputErrors.map((one) => problemOf(one, locate)),
      ...analyzer.problems,
    ])
      terminal.warn(printable(`bulkhead: ${file}:${line}: ${message}`));
    const question = { project, config, locate, engine, info, address: found.said, projectName, home };
    const comparison = await compare(question);
    if (comparison.projects.length === 0) throw new CannotRun(nothingRuns(projectName ?? project.name, found.said));
    const look = {
      colors: colorsFor(options.color, terminal),
      columns: Math.max(MIN_COLUMNS, terminal.columns ?? DEFAULT_COLUMNS),
    };
    terminal.write(format === "json" ? shown`${json(comparison, 2)}\n` : comparisonText(comparison, look));
    return runsAsWritten(comparison) ? 0 : 1;
  } finally {
    engine.close();
  }
}

const MIN_COLUMNS = 60;
const DEFAULT_COLUMNS = 100;

function nothingRuns(name: string | undefined, address: string): string {
  const project = name === undefined ? "the project" : `the project ${name}`;
  return `the engine at ${address} has no container of ${project}; --project-name names another`;
}
