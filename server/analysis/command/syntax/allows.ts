import { type AllowText, allowIn } from "../../model/allow-comment.ts";
import { countWhile } from "../../text/sorted.ts";
import type { Span } from "../../text/span.ts";
import { endsInBackslash } from "./script-part.ts";
import type { CommandFile, ContainerCommand } from "./tree.ts";

/** A comment that allows findings, with the stretch of the file that it stands for. */
export interface CommandAllow {
  readonly allow: AllowText;
  readonly cover: Span;
}

/**
 * The comments of a file that allow findings. One above a command stands for it, as does one behind it; one above a block of Markdown for all commands in
 * the block; one on top of a file, with an empty line or something else than a command below, for the whole file.
 */
export function allowsIn(file: CommandFile): readonly CommandAllow[] {
  const comments = commentsIn(file.text);
  if (comments.length === 0) return [];
  const top = contentBelow(file.text, -1)?.start ?? file.text.length;
  const covers = new Covers(file);
  return comments.flatMap((comment): readonly CommandAllow[] => {
    const allow = allowIn(file.text, comment);
    return allow === undefined ? [] : [{ allow, cover: covers.of(comment, comment.start < top) }];
  });
}

/** The comments that may allow something, each from its sign to the end of its line, or to its own end. What stands in one is no comment of its own. */
function commentsIn(text: string): readonly Span[] {
  const found: Span[] = [];
  let close = 0;
  for (const { index } of text.matchAll(/bulkhead:[ \t]*allow/gi)) {
    const start = index < (found.at(-1)?.end ?? 0) ? undefined : signBefore(text, index);
    if (start === undefined) continue;
    const isClosed = text.charAt(start) === "<";
    if (isClosed && close >= 0 && close < index) close = text.indexOf("-->", index);
    const end = lineEnd(text, index);
    found.push({ start, end: isClosed && close >= 0 && close < end ? close + "-->".length : end });
  }
  return found;
}

/** Where the sign of a comment begins that an offset stands behind. One of a shell's begins a word. */
function signBefore(text: string, offset: number): number | undefined {
  let end = offset;
  while (isBlank(text.charAt(end - 1))) end--;
  if (text.startsWith("<!--", end - 4)) return end - 4;
  let start = end;
  while (text.charAt(start - 1) === "#") start--;
  const before = text.charAt(start - 1);
  return start < end && (before === "" || before === "\n" || isBlank(before)) ? start : undefined;
}

function isBlank(letter: string): boolean {
  return letter === " " || letter === "\t";
}

/** What comments of a file stand for. They are asked for in the order in which they stand. */
class Covers {
  readonly #text: string;
  readonly #commands: readonly ContainerCommand[];
  /** Of the first commands, by their number: where the last of them ends. */
  readonly #ends: readonly number[];
  /** The line of the last comment that was the first of its line. */
  #line = { start: 0, end: -1 };

  constructor({ text, commands }: CommandFile) {
    this.#text = text;
    this.#commands = commands;
    const ends = [0];
    for (const { whole } of commands) ends.push(Math.max(ends.at(-1) ?? 0, whole.end));
    this.#ends = ends;
  }

  of(comment: Span, isOnTop: boolean): Span {
    const text = this.#text;
    const isFirst = comment.start > this.#line.end;
    if (isFirst) this.#line = { start: lineStart(text, comment.start), end: lineEnd(text, comment.end) };
    const line = this.#line;
    const isAlone = isFirst && text.slice(line.start, comment.start).trim() === "";
    if (!isAlone) {
      const own = this.#commands[this.#from(comment.start) - 1];
      return own === undefined || own.whole.end <= line.start
        ? line
        : { start: Math.min(own.whole.start, line.start), end: line.end };
    }
    const next = contentBelow(text, line.end);
    if (next === undefined) return line;
    if (/^[ \t]*(?:`{3}|~{3})/.test(text.slice(next.start, next.end))) return fenceFrom(text, next);
    const first = this.#from(next.start);
    const behind = this.#from(next.end);
    // Within a command that goes on over lines of its own, as in YAML, a comment stands for the line below.
    const isWithin = (this.#ends[first] ?? 0) > next.start;
    const cover = behind > first ? { start: next.start, end: this.#endOf(first, behind) } : isWithin ? next : line;
    return isOnTop && (behind === first || hasEmptyLine(text, line.end, next.start))
      ? { start: 0, end: text.length }
      : cover;
  }

  /** The index of the first command that starts at the offset or behind it. */
  #from(offset: number): number {
    return countWhile(this.#commands.length, (index) => (this.#commands[index]?.whole.start ?? 0) < offset);
  }

  #endOf(first: number, behind: number): number {
    return this.#commands.slice(first, behind).reduce((latest, { whole }) => Math.max(latest, whole.end), 0);
  }
}

/** Whether an empty line stands between two lines. */
function hasEmptyLine(text: string, from: number, to: number): boolean {
  return text
    .slice(from, to)
    .split("\n")
    .slice(1, -1)
    .some((line) => line.trim() === "");
}

/** The line of a shell's program, a comment, or nothing. */
function isCommentLine(line: string): boolean {
  return /^\s*(?:#|<!--|$)/.test(line);
}

/** The next line that is neither empty nor a comment, with those that it goes on in; no comment stands for what begins further below. */
function contentBelow(text: string, from: number): Span | undefined {
  let start = from + 1;
  for (let count = 0; start < text.length && count < MOST_LINES; count++) {
    const end = lineEnd(text, start);
    if (!isCommentLine(text.slice(start, end))) return { start, end: continuedEnd(text, start, end) };
    start = end + 1;
  }
  return undefined;
}

const MOST_LINES = 100;

/** The end of the last of the lines that backslashes join with one. */
function continuedEnd(text: string, start: number, end: number): number {
  let last = end;
  for (let from = start, count = 0; count < MOST_LINES && last < text.length; count++) {
    const isReturn = text.charAt(last - 1) === "\r";
    if (!endsInBackslash(text, { start: from, end: isReturn ? last - 1 : last })) return last;
    from = last + 1;
    last = lineEnd(text, from);
  }
  return last;
}

/** From the opening fence to the one that closes it. */
function fenceFrom(text: string, { start, end }: Span): Span {
  const mark = /^[ \t]*(`{3}|~{3})/.exec(text.slice(start, end))?.[1] ?? "```";
  const close = text.indexOf(`\n${mark}`, end);
  return { start, end: close < 0 ? text.length : close };
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

function lineEnd(text: string, offset: number): number {
  const feed = text.indexOf("\n", offset);
  return feed < 0 ? text.length : feed;
}
