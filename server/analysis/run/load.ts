import type { Lookup } from "../compose/project/source-files.ts";
import type { Config } from "../settings/config.ts";
import { baseName } from "../text/uri.ts";
import { said, told } from "../text/wording.ts";
import type { Analysis, AnalyzeOptions } from "./analysis.ts";
import { prepare } from "./analyze.ts";

/**
 * The most files that a project may name, and the most that may name each other in a row. What was read up to there
 * is analysed, and an input error reports the rest.
 */
const MOST_ROUNDS = 60;
const MOST_FILES = 1_000;

/** Does synchronous work. Throws `TookTooLong` if it takes too long. */
export type Limited = <T>(work: () => T) => T;

/** Does work without a limit, for callers whose process is ended from outside or not at all. */
export const unlimited: Limited = (work) => work();

/** Work was ended because it took longer than it may. */
export class TookTooLong extends Error {
  constructor(milliseconds: number) {
    super(`it takes longer than ${milliseconds / 1000} s`);
    this.name = "TookTooLong";
  }
}

export interface LoadOptions extends AnalyzeOptions {
  /** What limits the work between two reads; where it is not given, nothing does. */
  readonly limited?: Limited;
  /** Gives files that need no reading any more, which spares rounds of looking; undefined for all others. */
  readonly atHand?: Lookup;
}

/**
 * Analyses an entry with every file that it names, reading each once.
 * `read` answers null for what cannot be read and is never asked twice for one URI. The files are looked at again until they name nothing new; the rules run once.
 */
export async function load(
  entry: readonly string[],
  read: (uri: string) => Promise<string | null>,
  config: Config,
  options: LoadOptions,
): Promise<Analysis> {
  const texts = new Map<string, string | null>();
  const { limited = unlimited } = options;
  const lookup: Lookup = (uri) => {
    const text = texts.get(uri);
    return text === undefined ? options.atHand?.(uri) : text;
  };
  let wanted = [...new Set(entry)];
  for (let round = 0; ; round++) {
    const found = await Promise.all(wanted.map(read));
    for (const [index, uri] of wanted.entries()) texts.set(uri, found[index] ?? null);
    const isLast = round === MOST_ROUNDS || texts.size >= MOST_FILES;
    // Looking and running the rules are one piece of work, since limiting costs more than looking at a short file does.
    const { needs, analysis } = limited(() => {
      const looked = prepare(entry, lookup, config, options);
      return { needs: looked.needs, analysis: isLast || looked.needs.length === 0 ? looked.analysis() : undefined };
    });
    if (analysis !== undefined) return needs.length === 0 ? analysis : cutOff(analysis, entry[0] ?? "", needs);
    wanted = needs.slice(0, MOST_FILES - texts.size);
  }
}

/**
 * Analyses an entry as `load` does, for whoever can read at once: then the files are looked at once, however many name each other. `read` is never asked twice
 * for one URI.
 */
export function loadAtOnce(
  entry: readonly string[],
  read: (uri: string) => string | null,
  config: Config,
  options: Omit<LoadOptions, "atHand">,
): Analysis {
  const texts = new Map<string, string | null>();
  const lookup: Lookup = (uri) => {
    const known = texts.get(uri);
    if (known !== undefined || texts.size >= MOST_FILES) return known;
    const text = read(uri);
    texts.set(uri, text);
    return text;
  };
  const { limited = unlimited } = options;
  return limited(() => {
    const { needs, analysis } = prepare(entry, lookup, config, options);
    return needs.length === 0 ? analysis() : cutOff(analysis(), entry[0] ?? "", needs);
  });
}

/**
 * The findings, with an input error for the files that were not read. Without it, a project could hide findings by
 * naming many other files first.
 */
function cutOff(analysis: Analysis, file: string, unread: readonly string[]): Analysis {
  const [first = ""] = unread;
  const name = baseName(first);
  const message =
    unread.length === 1
      ? said`this project names too many files: ${name} is not read`
      : said`this project names too many files: ${name} and ${unread.length - 1} more are not read`;
  return {
    ...analysis,
    inputErrors: [...analysis.inputErrors, { at: { file, start: 0, end: 0 }, ...told(message), cut: true }],
  };
}
