import type { Statement } from "unbash";
import type { MappedText } from "../text/mapped-text.ts";
import type { Environment } from "./environment.ts";
import type { Command } from "./script.ts";
import type { WordReader } from "./words.ts";

/** Scripts within scripts, commands within commands and groups within groups are followed this far. */
export const DEEPEST = 48;

/** What a script finds when it starts: variables, the command whose output it reads, and the wrappers around it. */
export interface Start {
  readonly environment: Environment;
  readonly stdin: Command | undefined;
  readonly through: readonly string[];
  /** How many scripts and groups are around it. */
  readonly depth: number;
}

/** Where a command of a script stands. */
export interface Context extends Start {
  readonly source: MappedText;
  readonly words: WordReader;
}

/** Follows what a command holds. Scripts and statements answer the last command, whose output is theirs. */
export interface Follow {
  /** A script that stands in a text of its own. */
  script(source: MappedText, start: Start): Command | undefined;
  statements(list: readonly Statement[], context: Context): Command | undefined;
  /** Takes up a command; false when there are too many. */
  take(command: Command): boolean;
  /** How many words a function of the script takes for itself before it runs the rest as a command; undefined for what is no such function. */
  operandsOf(name: string): number | undefined;
  /** Whether the script defines a function of that name before. */
  isFunction(name: string): boolean;
}
