import { json } from "../../analysis/text/json.ts";
import { printable, shown } from "../../analysis/text/printable.ts";
import { comparisonFor } from "../../compare/ask.ts";
import { runsAsWritten } from "../../compare/blocks.ts";
import { Analyzer } from "../../entries/analyzer.ts";
import { CannotRun } from "../../entries/cannot-run.ts";
import type { Entry } from "../../entries/entry.ts";
import { FileSources } from "../../entries/sources.ts";
import { exactEntry, fileEntry, invocationOf } from "../input/entries.ts";
import { repositoryOf } from "../input/ignore-files.ts";
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
  const { host, context, projectName, format } = options;
  const { cwd, env: environment } = terminal;
  const sources = new FileSources(cwd);
  const { uris, invocation } = await entryFor(path, options, sources, cwd);
  const analyzer = new Analyzer(options, cwd);
  const config = analyzer.configFor({ uris, invocation, found: false });
  const asked = { ...(host === undefined ? {} : { host }), ...(context === undefined ? {} : { context }) };
  const order = {
    uris,
    invocation,
    config,
    sources,
    asked,
    projectName,
    environment,
    directory: repositoryOf(cwd) ?? cwd,
  };
  const { comparison, problems } = await comparisonFor(order);
  for (const { file, line, message } of [...problems, ...analyzer.problems])
    terminal.warn(printable(`bulkhead: ${file}:${line}: ${message}`));
  const look = {
    colors: colorsFor(options.color, terminal),
    columns: Math.max(MIN_COLUMNS, terminal.columns ?? DEFAULT_COLUMNS),
  };
  terminal.write(format === "json" ? shown`${json(comparison, 2)}\n` : comparisonText(comparison, look));
  return runsAsWritten(comparison) ? 0 : 1;
}

const MIN_COLUMNS = 60;
const DEFAULT_COLUMNS = 100;

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
