import { type Analysis, type AnalyzeOptions, look } from "./analyze.ts";
import type { Config } from "./config.ts";

/** A project that names more files than this one after the other is cut off there; what was read is analysed. */
const MOST_ROUNDS = 60;
const MOST_FILES = 1_000;

/** Does work that waits for nothing, and throws `TookTooLong` where that takes too long. */
export type Limited = <T>(work: () => T) => T;

/** Work was ended because it took longer than it may. */
export class TookTooLong extends Error {
  constructor(milliseconds: number) {
    super(`ended after ${milliseconds / 1000} s`);
    this.name = "TookTooLong";
  }
}

export interface LoadOptions extends AnalyzeOptions {
  /** What limits the work between two reads; where it is not given, nothing does. */
  readonly limited?: Limited;
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
  const limited = options.limited ?? ((work) => work());
  const lookAgain = () => limited(() => look(entry, (uri) => texts.get(uri), config, options));
  let looked = lookAgain();
  for (let round = 0; round < MOST_ROUNDS && looked.needs.length > 0; round++) {
    const wanted = looked.needs.slice(0, Math.max(0, MOST_FILES - texts.size));
    if (wanted.length === 0) break;
    const found = await Promise.all(wanted.map(read));
    for (const [index, uri] of wanted.entries()) texts.set(uri, found[index] ?? null);
    looked = lookAgain();
  }
  const { analysis } = looked;
  return limited(() => analysis());
}
