import type { Word, WordPiece } from "../../shell/script.ts";
import type { Place } from "../../text/span.ts";
import { UNRESOLVED } from "../../text/unresolved.ts";
import type { Scalar } from "../../yaml/tree.ts";

/** A word of a command, with the text of the file, which tells whether the word stands there as it is. */
export interface ReadableWord {
  readonly word: Word;
  readonly text: string;
}

/** The pieces of a word; one that no shell has made is a single piece. */
export function piecesOf({ text, source, pieces }: Word): readonly WordPiece[] {
  if (pieces !== undefined) return pieces;
  return text === undefined
    ? [{ text, unknown: source, splits: false, isLiteral: false }]
    : [{ text, splits: false, isLiteral: true }];
}

/**
 * A word from the code unit at `from` of its text on, as a value of a located tree: what is not known are holes in it, and its place is exact where it
 * stands in the file as it is, in one pair of quotes or in none. It is a text, whatever it looks like.
 */
export function scalarOf({ word, text }: ReadableWord, from = 0): Scalar {
  const pieces = withoutStart(piecesOf(word), from);
  const whole = pieces.map((piece) => piece.text ?? UNRESOLVED).join("");
  const unknown = pieces.flatMap((piece) => (piece.text === undefined ? [piece.unknown ?? ""] : []));
  const form = formOf(word, text, from, whole);
  const literal = pieces
    .map((piece) => (piece.text === undefined || piece.isDefault ? UNRESOLVED : piece.text))
    .join("");
  const isDefault = pieces.some((piece) => piece.isDefault);
  return {
    kind: "scalar",
    tag: "string",
    text: whole,
    ...form,
    ...(unknown.length > 0 ? { unknown } : {}),
    ...(isDefault ? { written: { literal, withDefaults: whole } } : {}),
  };
}

/** The pieces without the first code units of their text. */
function withoutStart(pieces: readonly WordPiece[], from: number): readonly WordPiece[] {
  const rest: WordPiece[] = [];
  let left = from;
  for (const piece of pieces) {
    const length = piece.text?.length ?? 1;
    if (left === 0) rest.push(piece);
    else if (piece.text !== undefined && left < length) {
      rest.push({ ...piece, text: piece.text.slice(left) });
      left = 0;
    } else left -= length;
  }
  return rest;
}

/** How the rest of a word stands in the file. */
function formOf(
  { at, source }: Word,
  text: string,
  from: number,
  whole: string,
): Pick<Scalar, "at" | "quotes" | "derived"> {
  const written = text.slice(at.start, at.end);
  const isThere = written === source;
  const raw = isThere ? written.slice(from) : "";
  const place: Place = isThere && from > 0 && from < written.length ? { ...at, start: at.start + from } : at;
  if (raw === whole) return { at: place, quotes: "plain" };
  if (raw === `"${whole}"`) return { at: place, quotes: "double" };
  if (raw === `'${whole}'`) return { at: place, quotes: "single" };
  return { at: place, quotes: "plain", derived: "filled" };
}

/** What a switch says that stands alone. */
export function switchScalar(value: boolean, at: Place): Scalar {
  return { kind: "scalar", tag: "string", text: String(value), quotes: "plain", derived: "filled", at };
}
