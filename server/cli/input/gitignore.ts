import { matchesRun } from "../../analysis/text/match-run.ts";

/**
 * One pattern of an ignore file. What stands before the first special character is compared as it is; the rest is matched part by part, each part
 * being what lies between two slashes.
 */
interface Pattern {
  readonly keeps: boolean;
  readonly directoriesOnly: boolean;
  /** Whether it is matched against a name at any depth instead of the path from the file's directory. */
  readonly isName: boolean;
  readonly prefix: string;
  /** Undefined where the prefix is all there is. */
  readonly parts: readonly Part[] | undefined;
}

/** What one part of a path has to be; `DIRECTORIES` stands for any number of parts. */
type Part = readonly Token[] | typeof DIRECTORIES;
const DIRECTORIES = "**";

/** What one character of a part has to be; `RUN` stands for any number of characters. */
type Token = string | Class | typeof ANY | typeof RUN | typeof NEVER;
const ANY = Symbol("any character");
const RUN = Symbol("any characters");
const NEVER = Symbol("nothing");

interface Class {
  readonly negated: boolean;
  readonly ranges: readonly Range[];
}

type Range = readonly [first: string, last: string];

/** No path is as long; a pattern beyond is made to do harm and is left out. */
const LONGEST_PATTERN = 4096;

/**
 * The comparisons that may be spent on one path, by all ignore files that hold for it together: so a walk takes time by the number of paths, whatever the
 * files say. A few hundred patterns, as large projects have them, take a few thousand.
 */
export class Comparisons {
  #left: number;

  constructor(most = 20_000) {
    this.#left = most;
  }

  /** False once all are spent. */
  spend(): boolean {
    return this.#left-- > 0;
  }

  get areSpent(): boolean {
    return this.#left < 0;
  }
}

/** The patterns of an ignore file. */
export interface IgnorePatterns {
  /**
   * Whether the last pattern that matches a path ignores it; undefined where none does, or where the comparisons were spent before one was found.
   * `path` is relative to the file's directory, with `/`.
   */
  verdict(path: string, isDirectory: boolean, comparisons: Comparisons): boolean | undefined;
}

/**
 * Reads the bytes of a `.gitignore` file. Git compares bytes, in the case that they have; so does this, on every system. The directories above a path
 * are for the caller to ask about first: what is below an ignored one is ignored.
 * Sources: https://git-scm.com/docs/gitignore, https://github.com/git/git/blob/master/dir.c (parse_path_pattern, match_pathname), wildmatch.c
 */
export function parseGitignore(bytes: Uint8Array): IgnorePatterns {
  const text = Buffer.from(bytes)
    .toString("latin1")
    .replace(/^\xEF\xBB\xBF/, "");
  const patterns = text
    .split("\n")
    .filter((line) => !line.startsWith("#") && line.length <= LONGEST_PATTERN)
    .map((line) => withoutTrailingSpaces(line.replace(/\r$/, "").split("\0", 1)[0] ?? ""))
    .filter((line) => line !== "")
    .map(patternOf)
    .reverse();
  return {
    verdict(path, isDirectory, comparisons) {
      const name = Buffer.from(path, "utf8").toString("latin1");
      const base = name.slice(name.lastIndexOf("/") + 1);
      for (const one of patterns) {
        if (!comparisons.spend()) return undefined;
        if (one.directoriesOnly && !isDirectory) continue;
        const isMatch = matches(one, one.isName ? base : name, comparisons);
        if (comparisons.areSpent) return undefined;
        if (isMatch) return !one.keeps;
      }
      return undefined;
    },
  };
}

/** A space at the end counts only behind a backslash. */
function withoutTrailingSpaces(line: string): string {
  let end = 0;
  for (let at = 0; at < line.length; at++) {
    if (line[at] === "\\") at++;
    else if (line[at] === " ") continue;
    end = at + 1;
  }
  return line.slice(0, end);
}

function patternOf(line: string): Pattern {
  const keeps = line.startsWith("!");
  const whole = keeps ? line.slice(1) : line;
  const directoriesOnly = whole.endsWith("/");
  const pattern = directoriesOnly ? whole.slice(0, -1) : whole;
  const isName = !pattern.includes("/");
  const anchored = pattern.startsWith("/") ? pattern.slice(1) : pattern;
  const special = anchored.search(/[*?[\\]/);
  const [prefix, parts] =
    special < 0 ? [anchored, undefined] : [anchored.slice(0, special), partsOf(anchored.slice(special))];
  // Written out, since objects that are spread into each other took fifty times as long to look into.
  return { keeps, directoriesOnly, isName, prefix, parts };
}

function matches({ prefix, parts }: Pattern, path: string, comparisons: Comparisons): boolean {
  if (parts === undefined) return path === prefix;
  const isCharacter = (token: Token, character: string): boolean => matchesCharacter(token, character, comparisons);
  const isPart = (part: Part, text: string): boolean =>
    part !== DIRECTORIES && matchesRun(part, text, RUN, isCharacter);
  return path.startsWith(prefix) && matchesRun(parts, path.slice(prefix.length).split("/"), DIRECTORIES, isPart);
}

/** Fails once the comparisons are spent, and with it whatever hangs on it. */
function matchesCharacter(token: Token, character: string, comparisons: Comparisons): boolean {
  if (!comparisons.spend()) return false;
  if (typeof token === "string") return token === character;
  if (typeof token === "symbol") return token === ANY;
  const isIn = token.ranges.some(([low, high]) => comparisons.spend() && low <= character && character <= high);
  return isIn !== token.negated;
}

/** Takes the pattern apart from its first special character on. */
function partsOf(pattern: string): readonly Part[] {
  const parts: Part[] = [];
  let tokens: Token[] = [];
  for (let at = 0; at < pattern.length; ) {
    const character = pattern[at] ?? "";
    if (character === "*") {
      const start = at;
      while (pattern[at] === "*") at++;
      const isAlone = tokens.length === 0 && (start === 0 || pattern[start - 1] === "/");
      const isEnd = at === pattern.length;
      // Only with a slash, or nothing, on either side do two stars cross directories.
      if (at - start < 2 || !isAlone || !(isEnd || /^\\?\//.test(pattern.slice(at, at + 2)))) tokens.push(RUN);
      else if (pattern[at] === "/") {
        parts.push(DIRECTORIES);
        at++;
      } else {
        // At the end, and before an escaped slash, at least one part has to be there.
        parts.push(DIRECTORIES);
        tokens.push(RUN);
      }
    } else if (character === "/" || pattern.startsWith("\\/", at)) {
      parts.push(tokens);
      tokens = [];
      at += character === "/" ? 1 : 2;
    } else {
      const [token, end] = tokenAt(pattern, at);
      tokens.push(token);
      at = end;
    }
  }
  return [...parts, tokens];
}

function tokenAt(pattern: string, at: number): readonly [token: Token, end: number] {
  const character = pattern[at] ?? "";
  if (character === "?") return [ANY, at + 1];
  if (character === "[") return classAt(pattern, at + 1);
  if (character === "\\") return [pattern[at + 1] ?? NEVER, at + 2];
  return [character, at + 1];
}

/** Reads a class behind its `[`. One that does not end, or that names a set that there is not, matches nothing, and so does its pattern. */
function classAt(pattern: string, start: number): readonly [token: Token, end: number] {
  const broken = [NEVER, pattern.length] as const;
  const negated = pattern[start] === "!" || pattern[start] === "^";
  const first = negated ? start + 1 : start;
  const ranges: Range[] = [];
  /** The character that a range may start with, and the next bracket that may close the name of a set. */
  let low: string | undefined;
  let close = -1;
  for (let at = first; at < pattern.length; at++) {
    const character = pattern[at] ?? "";
    if (character === "]" && at > first) return [{ negated, ranges }, at + 1];
    if (close < at + 2) close = pattern.indexOf("]", at + 2);
    if (close < 0 && pattern[at + 1] !== "]") return broken;
    const isNamed = pattern.startsWith("[:", at) && close > at + 2 && pattern[close - 1] === ":";
    if (isNamed) {
      const named = SETS.get(pattern.slice(at + 2, close - 1));
      if (named === undefined) return broken;
      ranges.push(...named);
      at = close;
      low = undefined;
    } else if (character === "-" && low !== undefined && at + 1 < pattern.length && pattern[at + 1] !== "]") {
      at += pattern[at + 1] === "\\" ? 2 : 1;
      ranges.push([low, pattern[at] ?? ""]);
      low = undefined;
    } else {
      if (character === "\\") at++;
      low = pattern[at] ?? "";
      ranges.push([low, low]);
    }
  }
  return broken;
}

const UPPER: Range = ["A", "Z"];
const LOWER: Range = ["a", "z"];
const DIGIT: Range = ["0", "9"];
const PUNCTUATION: readonly Range[] = [
  ["!", "/"],
  [":", "@"],
  ["[", "`"],
  ["{", "~"],
];

/** The sets that a class may name, in ASCII. */
const SETS: ReadonlyMap<string, readonly Range[]> = new Map<string, readonly Range[]>([
  ["alnum", [UPPER, LOWER, DIGIT]],
  ["alpha", [UPPER, LOWER]],
  [
    "blank",
    [
      [" ", " "],
      ["\t", "\t"],
    ],
  ],
  [
    "cntrl",
    [
      ["\0", "\x1F"],
      ["\x7F", "\x7F"],
    ],
  ],
  ["digit", [DIGIT]],
  ["graph", [["!", "~"]]],
  ["lower", [LOWER]],
  ["print", [[" ", "~"]]],
  ["punct", PUNCTUATION],
  [
    "space",
    [
      [" ", " "],
      ["\t", "\r"],
    ],
  ],
  ["upper", [UPPER]],
  ["xdigit", [DIGIT, ["A", "F"], ["a", "f"]]],
]);
