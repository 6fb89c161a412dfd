import type { Lookup } from "../compose/project/source-files.ts";
import { engineUnder } from "../daemon/resolve/engine.ts";
import { daemonOfJson } from "../daemon/syntax/json-daemon.ts";
import type { Config } from "../settings/config.ts";
import { baseName } from "../text/uri.ts";
import { said, told } from "../text/wording.ts";
import type { Analysis, AnalyzeOptions, Prepared } from "./analysis.ts";
import { notOurs } from "./doors/door-reader.ts";
import { DOOR_READERS } from "./doors/index.ts";

/**
 * Analyses one file, or the files of one project as `docker compose -f a -f b` takes them.
 * Pure: all it knows of other files comes from `lookup`, and the result depends on nothing else but the arguments.
 */
export function analyze(entry: readonly string[], lookup: Lookup, config: Config, options: AnalyzeOptions): Analysis {
  return prepare(entry, lookup, config, options).analysis();
}

/** The part of `analyze` that finds out what other files are needed, so that nothing else is done before all are there. */
export function prepare(entry: readonly string[], lookup: Lookup, config: Config, options: AnalyzeOptions): Prepared {
  const { daemon } = config;
  if (daemon === undefined) return prepareUnder(entry, lookup, config, options);
  const text = lookup(daemon);
  const settings = typeof text === "string" ? daemonOfJson(options.cache.json(daemon, text)) : undefined;
  const engine = settings === undefined ? config.engine : engineUnder(config.engine, settings.daemon);
  const { needs, analysis } = prepareUnder(entry, lookup, { ...config, engine }, options);
  if (text === undefined) return { needs: [...needs, daemon], analysis };
  if (settings !== undefined) return { needs, analysis };
  const message = said`${baseName(daemon)}, which engine.daemon of the settings names, holds no settings of Docker's daemon`;
  const inputError = { at: { file: daemon, start: 0, end: 0 }, ...told(message) };
  const warned = (): Analysis => {
    const made = analysis();
    return made.kind === "other" ? made : { ...made, inputErrors: [...made.inputErrors, inputError] };
  };
  return { needs, analysis: warned };
}

/** The same with an engine of which all is known that is to be known. */
function prepareUnder(entry: readonly string[], lookup: Lookup, config: Config, options: AnalyzeOptions): Prepared {
  const file = entry[0] ?? "";
  const text = lookup(file);
  if (text === undefined) return notOurs(file, [], [file]);
  if (text === null)
    return notOurs(file, [{ at: { file, start: 0, end: 0 }, ...told(said`${baseName(file)} cannot be read`) }], []);
  const given = { entry, file, text, lookup, config, options };
  for (const door of DOOR_READERS) {
    const prepared = door.prepare(given);
    if (prepared !== undefined) return prepared;
  }
  return notOurs(file, [], []);
}
