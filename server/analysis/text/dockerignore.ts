import { matchesRun } from "./match-run.ts";

/** One line of an ignore file: `keeps` for `!pattern`, which takes a path back in. */
interface IgnoreLine {
  readonly keeps: boolean;
  readonly parts: readonly string[];
}

/** Lines and patterns beyond these lengths are made to do harm and are left out. */
const MOST_LINES = 2000;
const LONGEST_PATTERN = 500;

/**
 * Reads a `.dockerignore` file. The answer tells whether a path, relative to the context, is kept out: the last line that matches the path or a
 * directory above it decides.
 * Source: https://docs.docker.com/build/concepts/context/#dockerignore-files and https://github.com/moby/patternmatcher
 */
export function parseIgnoreFile(text: string): (path: string) => boolean {
  const lines = text
    .replace(/^\uFEFF/, "")
    .split("\n", MOST_LINES)
    .map((line) => (line.startsWith("#") ? "" : line.trim()))
    .filter((line) => line !== "" && line.length <= LONGEST_PATTERN)
    .map(lineOf);
  return (path) => {
    const parts = partsOf(path);
    return lines.reduce((ignored, { keeps, parts: pattern }) => (coversPath(pattern, parts) ? !keeps : ignored), false);
  };
}

/** Whether a pattern as `COPY` and ignore files have it matches the path or a directory above it. An empty pattern is the whole context. */
export function matchesPath(pattern: string, path: string): boolean {
  return pattern.length <= LONGEST_PATTERN && coversPath(partsOf(pattern), partsOf(path));
}

function lineOf(line: string): IgnoreLine {
  const keeps = line.startsWith("!");
  return { keeps, parts: partsOf(keeps ? line.slice(1).trim() : line) };
}

/** The parts of a path without `.`, `..` and empty ones. */
function partsOf(path: string): readonly string[] {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return parts;
}

function coversPath(pattern: readonly string[], path: readonly string[]): boolean {
  return (
    path.some((_, index) => matchesRun(pattern, path.slice(0, index + 1), "**", matchesPart)) || pattern.length === 0
  );
}

function matchesPart(pattern: string, part: string): boolean {
  return matchesRun(tokensOf(pattern), [...part], "*", matchesCharacter);
}

/** `*` is a run, `?` any one character, `[…]` a class, `\\x` and all else itself. */
function tokensOf(pattern: string): readonly string[] {
  return pattern.replaceAll("**", "*").match(/\[[^\]]*\]|\\.|[\s\S]/gu) ?? [];
}

function matchesCharacter(token: string, character: string): boolean {
  if (token === "?") return true;
  if (token.length > 1 && token.startsWith("[")) return isInClass(token.slice(1, -1), character);
  return (token.length > 1 && token.startsWith("\\") ? token.slice(1) : token) === character;
}

function isInClass(text: string, character: string): boolean {
  const negated = text.startsWith("^");
  const ranges = (negated ? text.slice(1) : text).match(/.-.|./gu) ?? [];
  const inside = ranges.some((range) => {
    const [low = "", , high = low] = [...range];
    return low <= character && character <= high;
  });
  return inside !== negated;
}
