import type { Span } from "../../text/span.ts";
import { type Oversized, type Partial, type Substituted, substitute, TextBudget, type Variables } from "./variables.ts";

const ASSIGNMENT = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_.-]*)\s*[=:]\s*(.*)/;
const LINE_BREAK = /\r\n|\n|\r/;
const LINE_BREAKS = /\r\n|\n|\r/g;
const INLINE_COMMENT = /\s#.*/s;

/**
 * Reads a `.env` file: `NAME=value`, `NAME: value`, `export NAME=value`, quotes over several lines, comments, and
 * references to earlier names and to those of `outer`. The last of two equal names wins. A value that depends on an
 * unknown variable is left out, and is unknown with it. A value that is too long is marked as such, and one with a
 * variable that every machine sets has a hole for it. `budget` limits how much references add. Lines that are no
 * assignment are skipped. Compose refuses such a file, but its other lines are no less reliable for that. Source:
 * https://docs.docker.com/reference/compose-file/services/#env_file-format and observation of Compose 2.40.
 */
export function parseDotenv(
  text: string,
  outer: Variables,
  budget = new TextBudget(),
): ReadonlyMap<string, string | Partial | Oversized> {
  const values = new Map<string, string | Partial | Oversized>();
  const lookup: Variables = (name) => outer(name) ?? values.get(name);
  for (const { name, read } of assignments(text)) {
    const made: Substituted = read.literal ? { text: read.text, unknown: [] } : substitute(read.text, lookup, budget);
    if (made.oversized !== undefined) values.set(name, made.oversized);
    else if (made.unknown.length === 0) values.set(name, made.text);
    else if (made.unknown.every((one) => outer(one) !== undefined)) values.set(name, made);
    else values.delete(name);
  }
  return values;
}

/** The variables that a `.env` file sets, each with the name in the last line that does. Offsets are UTF-16 code units. */
export function settingPlaces(text: string): ReadonlyMap<string, Span> {
  return new Map([...assignments(text)].map(({ name, at }) => [name, at] as const));
}

interface Assignment {
  readonly name: string;
  /** The name. */
  readonly at: Span;
  readonly read: Read;
}

/** Every line of a `.env` file that sets a variable, with the lines that a quoted value goes on over. */
function* assignments(text: string): Iterable<Assignment> {
  const mark = text.startsWith("\uFEFF") ? 1 : 0;
  const lines = text.slice(mark).split(LINE_BREAK);
  const breaks = text.match(LINE_BREAKS) ?? [];
  let start = mark;
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? "";
    const lineStart = start;
    start += line.length + (breaks[index]?.length ?? 0);
    const [, name, rest] = ASSIGNMENT.exec(line) ?? [];
    if (name === undefined || rest === undefined) continue;
    const from = lineStart + (/^\s*(?:export\s+)?/.exec(line)?.[0].length ?? 0);
    const read = value(rest, lines, index);
    for (; index < read.lastLine; index++) start += (lines[index + 1]?.length ?? 0) + (breaks[index + 1]?.length ?? 0);
    yield { name, at: { start: from, end: from + name.length }, read };
  }
}

interface Read {
  readonly text: string;
  /** Single quotes keep dollar signs as they are. */
  readonly literal: boolean;
  readonly lastLine: number;
}

function value(rest: string, lines: readonly string[], line: number): Read {
  const quote = rest[0];
  if (quote !== '"' && quote !== "'")
    return { text: rest.replace(INLINE_COMMENT, "").trim(), literal: false, lastLine: line };
  // Each line is looked at by itself: to look into a text that grows by a line would copy it each time.
  const quoted: string[] = [];
  let next = rest.slice(1);
  let last = line;
  let end = closingQuote(next, quote);
  while (end < 0 && last + 1 < lines.length) {
    quoted.push(next);
    next = lines[++last] ?? "";
    end = closingQuote(next, quote);
  }
  if (end < 0) return { text: rest.trim(), literal: false, lastLine: line };
  const inner = [...quoted, next.slice(0, end)].join("\n");
  return { text: quote === '"' ? unescaped(inner) : inner, literal: quote === "'", lastLine: last };
}

function closingQuote(text: string, quote: string): number {
  for (let i = 0; i < text.length; i++) {
    if (text[i] === "\\" && quote === '"') i++;
    else if (text[i] === quote) return i;
  }
  return -1;
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);

function unescaped(text: string): string {
  return text.replace(/\\([nrt"\\])/g, (_, letter: string) => ESCAPES.get(letter) ?? letter);
}
