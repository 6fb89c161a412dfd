import type { ShellVariables } from "../../shell/environment.ts";
import { MappedText, type Piece } from "../../text/mapped-text.ts";
import type { Span } from "../../text/span.ts";

/** A piece of a file that a shell would run by itself, with its places there. */
export interface ScriptPart {
  readonly source: MappedText;
  /** How a comment may be put above one of its commands; undefined where none may. */
  readonly comments: "#" | "<!--" | undefined;
  /** What variables hold when it starts, where the file says that. */
  readonly variables?: ShellVariables;
}

/** The stretch `[start, end)` of a text, in which each match of a pattern is replaced. A replacement stands at the whole of what it replaces. */
export function withReplaced(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
  pattern: RegExp,
  replace: (match: RegExpExecArray) => string | undefined,
): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = start;
  const part = text.slice(start, end);
  for (const match of part.matchAll(pattern)) {
    const new_ = replace(match);
    if (new_ === undefined) continue;
    const at = start + match.index;
    pieces.push({ text: text.slice(from, at), from }, { text: new_, from: at, width: match[0].length });
    from = at + match[0].length;
  }
  pieces.push({ text: text.slice(from, end), from });
  return pieces;
}

/** Whether the stretch of a text ends in a backslash that no other one escapes, so that the line goes on. */
export function endsInBackslash(text: string, { start, end }: Span): boolean {
  let count = 0;
  while (end - count > start && text.charAt(end - count - 1) === "\\") count++;
  return count % 2 === 1;
}

/** The lines of a text, without their breaks. */
export function* linesIn(text: string): Generator<Span> {
  for (let start = 0; start <= text.length; ) {
    const feed = text.indexOf("\n", start);
    const end = feed < 0 ? text.length : feed;
    yield { start, end: end > start && text.charAt(end - 1) === "\r" ? end - 1 : end };
    start = end + 1;
  }
}

/** A text of a file in which lines may end with a carriage return, as a shell that knows none would read it. */
export function withoutCarriageReturns(text: string, start = 0): MappedText {
  if (!text.includes("\r")) return MappedText.whole(text, start);
  return MappedText.of(
    withReplaced(text, { start: 0, end: text.length }, /\r\n/g, () => "\n").map((piece) => ({
      ...piece,
      from: piece.from + start,
    })),
    start,
  );
}
