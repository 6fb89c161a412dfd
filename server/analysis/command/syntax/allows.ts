import { type AllowText, allowIn } from "../../model/allow-comment.ts";
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
  const { text } = file;
  const found: CommandAllow[] = [];
  const top = contentBelow(text, -1)?.start ?? text.length;
  for (const match of text.matchAll(/bulkhead:[ \t]*allow/gi)) {
    const comment = commentAround(text, match.index);
    const allow = comment && allowIn(text, comment);
    if (comment && allow) found.push({ allow, cover: coverOf(comment, file, comment.start < top) });
  }
  return found;
}

/** The comment from its sign to the end of its line, or to its own end. */
function commentAround(text: string, offset: number): Span | undefined {
  const start = lineStart(text, offset);
  const before = text.slice(start, offset);
  const sign = /(?:(?<![^ \t])#+|<!--)[ \t]*$/.exec(before);
  if (sign === null) return undefined;
  const close = sign[0].startsWith("<!--") ? text.indexOf("-->", offset) : -1;
  const end = lineEnd(text, offset);
  return { start: start + sign.index, end: close >= 0 && close < end ? close + "-->".length : end };
}

function coverOf(comment: Span, { text, commands }: CommandFile, isOnTop: boolean): Span {
  const line = { start: lineStart(text, comment.start), end: lineEnd(text, comment.end) };
  const isAlone = text.slice(line.start, comment.start).trim() === "";
  if (!isAlone) {
    const before = indexFrom(commands, comment.start) - 1;
    const own = commands.slice(Math.max(0, before), before + 1).find(({ whole }) => whole.end > line.start);
    return own === undefined ? line : { start: Math.min(own.whole.start, line.start), end: line.end };
  }
  const next = contentBelow(text, line.end);
  if (next === undefined) return line;
  if (/^[ \t]*(?:`{3}|~{3})/.test(text.slice(next.start, next.end))) return fenceFrom(text, next);
  const below = commands.slice(indexFrom(commands, next.start), indexFrom(commands, next.end));
  const cover = below.length > 0 ? { start: next.start, end: endOf(below) } : line;
  return isOnTop && (below.length === 0 || isBlank(text, line.end, next.start))
    ? { start: 0, end: text.length }
    : cover;
}

function endOf(commands: readonly ContainerCommand[]): number {
  return Math.max(...commands.map(({ whole }) => whole.end));
}

/** The index of the first command that starts at the offset or behind it. */
function indexFrom(commands: readonly ContainerCommand[], offset: number): number {
  let low = 0;
  let high = commands.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((commands[middle]?.whole.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether an empty line stands between two lines. */
function isBlank(text: string, from: number, to: number): boolean {
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
