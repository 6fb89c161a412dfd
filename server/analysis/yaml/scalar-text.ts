import { MappedText, type Piece } from "../text/mapped-text.ts";
import { UNRESOLVED } from "../text/unresolved.ts";
import { type Scalar, wholeOf } from "./tree.ts";

/**
 * The content of a scalar with the place of each of its characters, for a text of another language that a YAML file holds. `source` is the text of
 * the file. A variable without a value stands as it is written. Where the characters cannot be followed, in a folded text for one, all of it stands
 * at the scalar.
 */
export function scalarText(source: string, scalar: Scalar): MappedText {
  const { at, quotes, text } = scalar;
  const pieces = piecesOf(source, scalar) ?? [{ text, from: at.start, width: at.end - at.start }];
  const shift = quotes === "literal" ? 0 : 1;
  return MappedText.of(pieces, at.start + shift);
}

function piecesOf(source: string, scalar: Scalar): readonly Piece[] | undefined {
  const { start, end } = wholeOf(scalar);
  const raw = source.slice(start, end);
  switch (scalar.quotes) {
    case "literal":
      return ofLiteral(raw, start, scalar.text);
    case "double":
      return aligned(tokens(raw.slice(1, -1), start + 1, /\\[nrt"\\/]|\$\$|\$\{[^{}]*\}|\$[A-Za-z_]\w*/g), scalar.text);
    case "single":
      return aligned(tokens(raw.slice(1, -1), start + 1, /''|\$\$|\$\{[^{}]*\}|\$[A-Za-z_]\w*/g), scalar.text);
    case "plain":
      return aligned(tokens(raw, start, VARIABLES), scalar.text);
    case "folded":
      return undefined;
  }
}

const VARIABLES = /\$\$|\$\{[^{}]*\}|\$[A-Za-z_]\w*/g;

/** Each line of a literal block without its indentation, which the first line that is not blank tells where the header does not. */
function ofLiteral(raw: string, start: number, text: string): readonly Piece[] | undefined {
  const lines = raw.split("\n");
  const header = lines[0] ?? "";
  const given = /^[|>][+-]?([1-9])/.exec(header)?.[1];
  const first = lines.slice(1).find((line) => line.trim() !== "") ?? "";
  const leading = first.length - first.trimStart().length;
  // An explicit number counts from the parent's column, which the line's own blanks do not tell: the text does.
  const indent = given === undefined ? leading : leading - (/^ */.exec(text.replace(/^\n+/, ""))?.[0].length ?? 0);
  const all: Token[] = [];
  let from = start + header.length + 1;
  for (const line of lines.slice(1)) {
    const content = line.endsWith("\r") ? line.slice(0, -1) : line;
    all.push(...tokens(content.slice(indent), from + Math.min(indent, content.length), VARIABLES));
    all.push({ kind: "text", text: "\n", from: from + content.length, width: line.length - content.length + 1 });
    from += line.length + 1;
  }
  // How many line breaks the end keeps is told by the text.
  while (all.at(-1)?.text === "\n") all.pop();
  const end = text.length - lineBreaksAtEnd(text);
  const pieces = aligned(all, text.slice(0, end));
  return pieces && [...pieces, { text: text.slice(end), from, width: 0 }];
}

interface Token {
  /** `variable` stands for a text that nobody knows beforehand. */
  readonly kind: "text" | "variable";
  readonly text: string;
  readonly from: number;
  readonly width: number;
}

const ESCAPED: ReadonlyMap<string, string> = new Map([
  ["\\n", "\n"],
  ["\\r", "\r"],
  ["\\t", "\t"],
  ['\\"', '"'],
  ["\\\\", "\\"],
  ["\\/", "/"],
  ["''", "'"],
  ["$$", "$"],
]);

function tokens(raw: string, start: number, special: RegExp): readonly Token[] {
  const found: Token[] = [];
  const plain = (from: number, to: number): void => {
    if (to > from) found.push({ kind: "text", text: raw.slice(from, to), from: start + from, width: to - from });
  };
  let at = 0;
  for (const { 0: written, index } of raw.matchAll(special)) {
    plain(at, index);
    at = index + written.length;
    const text = ESCAPED.get(written);
    found.push({
      kind: text === undefined ? "variable" : "text",
      text: text ?? written,
      from: start + index,
      width: written.length,
    });
  }
  plain(at, raw.length);
  return found;
}

/** The content in pieces; undefined where it is not made of the tokens one after the other. */
function aligned(all: readonly Token[], text: string): readonly Piece[] | undefined {
  const pieces: Piece[] = [];
  let at = 0;
  for (const [index, { kind, text: own, from, width }] of all.entries()) {
    if (kind === "text") {
      if (!text.startsWith(own, at)) return undefined;
      pieces.push({ text: own, from, width });
      at += own.length;
      continue;
    }
    const next = all[index + 1];
    const end = next === undefined ? text.length : text.indexOf(next.kind === "text" ? next.text : UNRESOLVED, at);
    if (end < 0) return undefined;
    const value = text.slice(at, end);
    pieces.push({ text: value === UNRESOLVED ? own : value, from, width });
    at = end;
  }
  return at === text.length ? pieces : undefined;
}

function lineBreaksAtEnd(text: string): number {
  let count = 0;
  while (text.charAt(text.length - 1 - count) === "\n") count++;
  return count;
}
