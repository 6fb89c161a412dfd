import { Joined, type Piece } from "../text/joined.ts";
import type { Place } from "../text/span.ts";
import type { LogicalLines } from "./logical-lines.ts";
import type { Heredoc } from "./tree.ts";
import { isSpace, quotedWordEnd } from "./words.ts";

/** A `<<NAME` word before its body has been read. */
export interface HeredocStart {
  readonly name: string;
  readonly expands: boolean;
  readonly tabsGo: boolean;
  readonly at: Place;
}

/**
 * The here-documents that an instruction's line announces: words `<<NAME`, `3<<-"NAME"`, in order. A `<<` within quotes announces nothing.
 * A line whose quotes do not close has none, since BuildKit's lexer gives up on it.
 * Source: https://github.com/moby/buildkit/blob/master/frontend/dockerfile/parser/parser.go (heredocsFromLine, ParseHeredoc).
 */
export function heredocStarts(file: string, line: Joined): readonly HeredocStart[] {
  if (!line.text.includes("<<") || hasOpenQuote(line.text)) return [];
  const starts: HeredocStart[] = [];
  const { text } = line;
  for (let at = 0; at < text.length; ) {
    if (isSpace(text.charCodeAt(at))) {
      at++;
      continue;
    }
    const end = heredocWordEnd(text, at);
    const start = heredocOf(text.slice(at, end), { file, ...line.span(at, end) });
    if (start) starts.push(start);
    at = end;
  }
  return starts;
}

/** Reads the lines of the here-documents. `complete` is false where the file ends before a terminator; `end` is the end of the last line. */
export function readHeredocs(
  starts: readonly HeredocStart[],
  lines: LogicalLines,
  text: string,
): { readonly heredocs: readonly Heredoc[]; readonly end: number | undefined; readonly complete: boolean } {
  const heredocs: Heredoc[] = [];
  let end: number | undefined;
  for (const start of starts) {
    const body: Piece[] = [];
    const { name, expands, at } = start;
    let complete = false;
    for (let line = lines.nextPhysical(); line; line = lines.nextPhysical()) {
      end = line.end;
      const from = start.tabsGo ? withoutTabs(text, line.start, line.end) : line.start;
      complete = text.slice(from, line.end) === name;
      if (complete) break;
      body.push({ text: text.slice(from, line.end), from });
      if (line.next > line.end) body.push({ text: "\n", from: line.end, width: line.next - line.end });
    }
    heredocs.push({ name, expands, at, body: Joined.of(body, end ?? at.end) });
    if (!complete) return { heredocs, end, complete };
  }
  return { heredocs, end, complete: true };
}

function withoutTabs(text: string, start: number, end: number): number {
  let from = start;
  while (from < end && text.charCodeAt(from) === 9) from++;
  return from;
}

/** The end of a word, where white space behind `<<` or `<<-` does not end it. */
function heredocWordEnd(text: string, start: number): number {
  const end = quotedWordEnd(text, start, "\\");
  if (!/^\d*<<-?$/.test(text.slice(start, Math.min(end, start + 24)))) return end;
  let next = end;
  while (next < text.length && isSpace(text.charCodeAt(next))) next++;
  return quotedWordEnd(text, next, "\\");
}

function heredocOf(word: string, at: Place): HeredocStart | undefined {
  const match = /^\d*<<(-?)\s*([^<\s][^<]*)$/.exec(word);
  const written = match?.[2];
  if (written === undefined) return undefined;
  const name = written.replace(/["']/g, "").replace(/\\(.)/g, "$1");
  return name === "" ? undefined : { name, expands: !/["']/.test(written), tabsGo: match?.[1] === "-", at };
}

function hasOpenQuote(text: string): boolean {
  let quote = "";
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === "\\" && quote !== "'") at++;
    else if (quote !== "") quote = char === quote ? "" : quote;
    else if (char === "'" || char === '"') quote = char;
  }
  return quote !== "";
}
