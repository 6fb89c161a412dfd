import { MappedText, type Piece } from "../../text/mapped-text.ts";
import type { Place } from "../../text/span.ts";
import { heredocWords } from "./heredoc-words.ts";
import type { LogicalLines } from "./logical-lines.ts";
import type { Heredoc } from "./tree.ts";

/** A `<<NAME` word before its body has been read. */
export interface HeredocStart {
  readonly name: string;
  readonly expands: boolean;
  readonly tabsGo: boolean;
  readonly at: Place;
}

/**
 * The here-documents that an instruction's line announces: words `<<NAME`, `3<<-"NAME"`, in order. A `<<` within quotes announces nothing.
 * Source: https://github.com/moby/buildkit/blob/master/frontend/dockerfile/parser/parser.go (heredocsFromLine, ParseHeredoc).
 */
export function heredocStarts(file: string, line: MappedText): readonly HeredocStart[] {
  if (!line.text.includes("<<")) return [];
  return heredocWords(line.text).flatMap(({ start, end }) => {
    const heredoc = heredocOf(line.text.slice(start, end), { file, ...line.span(start, end) });
    return heredoc ? [heredoc] : [];
  });
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
    heredocs.push({ name, expands, at, body: MappedText.of(body, end ?? at.end) });
    if (!complete) return { heredocs, end, complete };
  }
  return { heredocs, end, complete: true };
}

function withoutTabs(text: string, start: number, end: number): number {
  let from = start;
  while (from < end && text.charCodeAt(from) === 9) from++;
  return from;
}

function heredocOf(word: string, at: Place): HeredocStart | undefined {
  const [sign, dash] = /^\d*<<(-?)[\t\n\f\r ]*/.exec(word) ?? [];
  const written = word.slice(sign?.length);
  if (sign === undefined || written.includes("<")) return undefined;
  const { name, quoted } = unquoted(written);
  return name === "" ? undefined : { name, expands: !quoted, tabsGo: dash === "-", at };
}

/** The word without its quotes and backslashes. Within double quotes a backslash stays unless it escapes something. */
function unquoted(word: string): { readonly name: string; readonly quoted: boolean } {
  let name = "";
  let quote = "";
  let quoted = false;
  for (let at = 0; at < word.length; at++) {
    const char = word.charAt(at);
    const escapes = quote === "" || (quote === '"' && /["$\\]/.test(word.charAt(at + 1)));
    if (char === "\\" && escapes) name += word.charAt(++at);
    else if (char === quote) quote = "";
    else if (quote === "" && (char === "'" || char === '"')) {
      quote = char;
      quoted = true;
    } else name += char;
  }
  return { name, quoted };
}
