import type { Lookup } from "../../compose/project/source-files.ts";
import type { InputError } from "../../model/project.ts";
import type { Config } from "../../settings/config.ts";
import { type AnalyzeOptions, type DoorKind, type Prepared, unanalysed } from "../analysis.ts";

/** A file that somebody wants looked at, and what is known beside it. */
export interface Entry {
  readonly file: string;
  readonly text: string;
  /** All files of the entry, this one first. */
  readonly entry: readonly string[];
  readonly lookup: Lookup;
  readonly config: Config;
  readonly options: AnalyzeOptions;
}

/** One kind of files in which containers come about: how such a file is known, and how it becomes an analysis. */
export interface DoorReader {
  readonly kind: DoorKind;
  /** The file as far as it is read; undefined for one of another kind. */
  prepare(entry: Entry): Prepared | undefined;
}

/** A file that is not for us, and why, behind its name in a sentence. */
export function notOurs(
  file: string,
  inputErrors: readonly InputError[],
  needs: readonly string[],
  skipped?: string,
): Prepared {
  const why = skipped === undefined ? {} : { skipped };
  return { needs, analysis: () => ({ ...unanalysed(file, inputErrors), needs, ...why }) };
}

/** A file of a kind that nobody wants looked at. */
export function switchedOff(file: string): Prepared {
  return notOurs(file, [], [], "is of a kind that the settings switch off");
}

/** Reads a file and notes it where it is not loaded yet. */
export function noting(lookup: Lookup, needs: Set<string>): Lookup {
  return (uri) => {
    const text = lookup(uri);
    if (text === undefined) needs.add(uri);
    return text;
  };
}
