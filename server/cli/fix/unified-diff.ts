import { type Printable, printable, printableLines } from "../../analysis/text/printable.ts";
import type { Span } from "../../analysis/text/span.ts";

/** How many unchanged lines stand around a change. */
const CONTEXT = 3;

/** A line of a comparison: kept, removed or added. The text includes its line ending, if it has one. */
interface Line {
  readonly sign: " " | "-" | "+";
  readonly text: string;
}

/**
 * A difference as it is printed, on a terminal and into a pipe alike, since a CI system's log is a pipe too. Where its lines are not printable as they are, it
 * can be read and not applied: every line is a comment, so that neither tool puts a replaced character into a file, nor takes a line of the file, which a
 * blank precedes, for a header of its own: `patch` allows for indented ones. `--fix` makes such changes.
 */
export function printedDiff(name: string, before: string, after: string): Printable {
  const diff = unifiedDiff(name, before, after);
  const printed = printableLines(diff);
  if (printed === diff) return printed;
  return printableLines(`${NOT_APPLIED}\n${printed}`.replace(/^(?=.)/gm, "# "));
}

const NOT_APPLIED =
  "This part cannot be applied as a patch: U+FFFD stands for characters that must not be printed. Leave out --diff to make these changes.";

/** The difference of two texts as `patch -p1` and `git apply` take it; empty where there is none. `name` is a relative path. */
export function unifiedDiff(name: string, before: string, after: string): string {
  if (before === after) return "";
  const lines = compare(linesOf(before), linesOf(after));
  return `--- ${headerName(`a/${name}`)}\n+++ ${headerName(`b/${name}`)}\n${hunks(lines).join("")}`;
}

/**
 * A name as git writes it into a header: one with characters that are not to be printed, quotes or backslashes is quoted as in C, the bytes of its UTF-8
 * in octal; a tab ends one with blanks, at which `patch` would stop. Source: https://git-scm.com/docs/git-config#Documentation/git-config.txt-corequotePath
 */
function headerName(name: string): string {
  const isPlain = printable(name) === name && !/["\\]/.test(name);
  if (isPlain) return name.includes(" ") ? `${name}\t` : name;
  return `"${name.replace(/["\\]|[^\w ./-]/gu, quoted)}"`;
}

function quoted(character: string): string {
  if (character === '"' || character === "\\") return `\\${character}`;
  const octals = [...new TextEncoder().encode(character)].map((byte) => `\\${byte.toString(8).padStart(3, "0")}`);
  return octals.join("");
}

function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+/g) ?? [];
}

/** The ends that both share are taken off first, so that the search below sees only what lies between the first and the last change. */
function compare(before: readonly string[], after: readonly string[]): readonly Line[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return [
    ...before.slice(0, start).map(kept),
    ...shortestEdit(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...before.slice(before.length - end).map(kept),
  ];
}

function kept(text: string): Line {
  return { sign: " ", text };
}

/**
 * The shortest way from one list of lines to another, by Myers' greedy algorithm: for each number of edits it keeps how far one gets on each diagonal.
 * Source: Eugene W. Myers, "An O(ND) Difference Algorithm and Its Variations", http://www.xmailserver.org/diff2.pdf
 */
function shortestEdit(before: readonly string[], after: readonly string[]): readonly Line[] {
  const furthest = new Furthest(before.length + after.length + 1);
  const trace: Furthest[] = [];
  for (let edits = 0; ; edits++) {
    trace.push(furthest.upTo(edits + 1));
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const isInsertion = furthest.isInsertion(diagonal, edits);
      let x = isInsertion ? furthest.get(diagonal + 1) : furthest.get(diagonal - 1) + 1;
      while (x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal]) x++;
      furthest.set(diagonal, x);
      if (x >= before.length && x - diagonal >= after.length) return walkBack(trace, before, after);
    }
  }
}

function walkBack(trace: readonly Furthest[], before: readonly string[], after: readonly string[]): readonly Line[] {
  const lines: Line[] = [];
  let x = before.length;
  let y = after.length;
  for (const [edits, furthest] of [...trace.entries()].reverse()) {
    const isInsertion = furthest.isInsertion(x - y, edits);
    const from = isInsertion ? x - y + 1 : x - y - 1;
    const fromX = furthest.get(from);
    const fromY = fromX - from;
    for (; x > fromX && y > fromY; x--, y--) lines.push(kept(before[x - 1] ?? ""));
    if (edits > 0)
      lines.push(isInsertion ? { sign: "+", text: after[fromY] ?? "" } : { sign: "-", text: before[fromX] ?? "" });
    x = fromX;
    y = fromY;
  }
  return lines.reverse();
}

/** How many lines of the old text one gets past on each diagonal, which is the old line's number less the new one's. */
class Furthest {
  readonly #reach: number;
  readonly #values: Int32Array;

  constructor(reach: number, values = new Int32Array(2 * reach + 1)) {
    this.#reach = reach;
    this.#values = values;
  }

  get(diagonal: number): number {
    return this.#values[diagonal + this.#reach] ?? 0;
  }

  set(diagonal: number, x: number): void {
    this.#values[diagonal + this.#reach] = x;
  }

  /** A copy that holds the diagonals up to `reach`. */
  upTo(reach: number): Furthest {
    return new Furthest(reach, this.#values.slice(this.#reach - reach, this.#reach + reach + 1));
  }

  /** Whether the edit that leads to a diagonal inserts a line rather than removing one. */
  isInsertion(diagonal: number, edits: number): boolean {
    if (diagonal === -edits) return true;
    return diagonal !== edits && this.get(diagonal - 1) < this.get(diagonal + 1);
  }
}

function hunks(lines: readonly Line[]): readonly string[] {
  let at = 0;
  let before = 0;
  let after = 0;
  const passTo = (end: number): void => {
    for (; at < end; at++) {
      if (lines[at]?.sign !== "+") before++;
      if (lines[at]?.sign !== "-") after++;
    }
  };
  return hunkRanges(lines).map(({ start, end }) => {
    passTo(start);
    const [oldStart, newStart] = [before, after];
    passTo(end);
    const header = `@@ -${range(oldStart, before)} +${range(newStart, after)} @@\n`;
    return header + lines.slice(start, end).map(lineText).join("");
  });
}

/** Changes with no more than two contexts between them share a hunk. */
function hunkRanges(lines: readonly Line[]): readonly Span[] {
  const ranges: Span[] = [];
  for (const [index, { sign }] of lines.entries()) {
    if (sign === " ") continue;
    const last = ranges.at(-1);
    const end = Math.min(lines.length, index + CONTEXT + 1);
    if (last !== undefined && index - CONTEXT <= last.end) ranges[ranges.length - 1] = { start: last.start, end };
    else ranges.push({ start: Math.max(0, index - CONTEXT), end });
  }
  return ranges;
}

/** Lines after `from` up to `to`, counted from 1; an empty range is named by the line before it. */
function range(from: number, to: number): string {
  return `${to === from ? from : from + 1},${to - from}`;
}

function lineText({ sign, text }: Line): string {
  return text.endsWith("\n") ? sign + text : `${sign}${text}\n\\ No newline at end of file\n`;
}
