import type { Comment } from "./comment.ts";

/**
 * The comments of a YAML file: a `#` at the start of a line or behind a blank, outside quoted and block scalars.
 * Reads the text once from front to back and never fails; a quote that is never closed hides what follows, as it does for a YAML parser.
 * Source: https://yaml.org/spec/1.2.2/#66-comments and https://yaml.org/spec/1.2.2/#81-block-scalar-styles
 */
export function yamlComments(text: string): Comment[] {
  const comments: Comment[] = [];
  const state: State = { quote: undefined, flow: 0, block: undefined };
  let start = 0;
  while (start <= text.length) {
    const end = lineEnd(text, start);
    const comment = readLine(text, start, end, state);
    if (comment) comments.push(comment);
    start = text.startsWith("\r\n", end) ? end + 2 : end + 1;
  }
  return comments;
}

interface State {
  /** The quote that is open at the line's start. */
  quote: '"' | "'" | undefined;
  /** How many `[` and `{` are open. */
  flow: number;
  /** The block scalar that may go on: its lines are indented deeper than `parent`, and once there is one, at least as deep as that. */
  block: { readonly parent: number; indent: number | undefined } | undefined;
}

function readLine(text: string, start: number, end: number, state: State): Comment | undefined {
  if (inBlockScalar(text, start, end, state)) return undefined;
  let atToken = true;
  for (let i = start; i < end; i++) {
    const char = text.charAt(i);
    if (state.quote !== undefined) {
      if (char === "\\" && state.quote === '"') i++;
      else if (char === state.quote) state.quote = undefined;
      continue;
    }
    if (char === "#" && (i === start || isBlank(text.charAt(i - 1)))) {
      openBlockScalar(text, start, i, state);
      return { start: i, end, trailing: text.slice(start, i).trim() !== "" };
    }
    if (isBlank(char)) continue;
    if (atToken && (char === '"' || char === "'")) state.quote = char;
    if (atToken || state.flow > 0) state.flow = Math.max(0, state.flow + (BRACKETS.get(char) ?? 0));
    atToken = startsToken(text, i, state.flow > 0);
  }
  if (state.quote === undefined) openBlockScalar(text, start, end, state);
  return undefined;
}

const BRACKETS: ReadonlyMap<string, number> = new Map(Object.entries({ "[": 1, "{": 1, "]": -1, "}": -1 }));

/** Whether a scalar may start behind the character at `index`. */
function startsToken(text: string, index: number, flow: boolean): boolean {
  const char = text.charAt(index);
  if (flow && "[{,".includes(char)) return true;
  if (char === "[" || char === "{") return flow;
  const next = text.charAt(index + 1);
  return ":-?".includes(char) && (next === "" || isBlank(next) || isBreak(next) || (flow && char === ":"));
}

function inBlockScalar(text: string, start: number, end: number, state: State): boolean {
  const block = state.block;
  if (!block) return false;
  const indent = indentOf(text, start, end);
  if (start + indent === end) return true;
  block.indent ??= indent;
  if (indent > block.parent && indent >= block.indent) return true;
  state.block = undefined;
  return false;
}

/** Notes a block scalar that the line's content up to `end` opens: `key: |`, `- >-`, `key: !tag |2`. */
function openBlockScalar(text: string, start: number, end: number, state: State): void {
  if (state.flow > 0) return;
  const content = text.slice(start, end).trimEnd();
  if (!/(?:^|[\s])[|>][-+0-9]{0,2}$/.test(content)) return;
  const value = Math.max(content.lastIndexOf("|"), content.lastIndexOf(">"));
  const before = content.slice(0, value).trimEnd();
  if (before !== "" && !/[:\-?]$|(?:^|\s)[!&]\S*$/.test(before)) return;
  state.block = { parent: parentColumn(before), indent: undefined };
}

/** The column of the innermost key or dash that holds the block scalar; -1 at the top. */
function parentColumn(before: string): number {
  let column = 0;
  let parent = -1;
  while (column < before.length) {
    const char = before.charAt(column);
    if (char !== " ") parent = column;
    if (char !== " " && !("-?".includes(char) && [" ", ""].includes(before.charAt(column + 1)))) break;
    column++;
  }
  return parent;
}

function indentOf(text: string, start: number, end: number): number {
  let i = start;
  while (i < end && text.charAt(i) === " ") i++;
  return i - start;
}

function lineEnd(text: string, start: number): number {
  let i = start;
  while (i < text.length && !isBreak(text.charAt(i))) i++;
  return i;
}

function isBlank(char: string): boolean {
  return char === " " || char === "\t";
}

function isBreak(char: string): boolean {
  return char === "\n" || char === "\r";
}
