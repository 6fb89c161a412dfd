import { graphemesOf } from "../text/graphemes.ts";

/**
 * A text as it may stand in the content and the attributes of XML and HTML alike. What XML cannot hold even as a reference — control characters,
 * halves of surrogate pairs — becomes U+FFFD, and so does what turns the direction of the text behind it, since a name could be made to look like
 * another one by it. Sources: https://www.w3.org/TR/xml/#charsets, https://www.unicode.org/reports/tr9/#Explicit_Directional_Embeddings
 */
export function escaped(text: string): string {
  return text.replace(NOT_SHOWN, "\uFFFD").replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML forbids.
const NOT_SHOWN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]|\p{Surrogate}/gu;

/** Attributes in the order given; those without a value are left out. Each is preceded by a space. */
export function attributes(values: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(values)
    .flatMap(([name, value]) => (value === undefined ? [] : [` ${name}="${escaped(String(value))}"`]))
    .join("");
}

/** In the one all characters are equally wide but those of East Asia and pictures; in the other capitals are wider than most. */
export type Font = "monospaced" | "proportional";

/** The text cut in its middle until it is no wider than `most` usual characters of the font, so that both ends of a path can be read. */
export function shortened(text: string, most: number, font: Font): string {
  const pieces = piecesOf(text, font);
  if (text.length <= LONGEST && sum(pieces) <= most) return text;
  const room = most - 1;
  const head = fitting(pieces, Math.floor(room / 3));
  const tail = fitting(pieces.toReversed(), room - sum(head)).toReversed();
  return [...head, { text: "…" }, ...tail].map((piece) => piece.text).join("");
}

/** How wide a text is, in usual characters of its font. Of a text that is longer than what is ever shown, no more than both ends counts. */
export function unitsOf(text: string, font: Font): number {
  return sum(piecesOf(text, font));
}

/** What people see as one character, and how many usual ones are as wide. */
interface Piece {
  readonly text: string;
  readonly units: number;
}

/** In UTF-16 code units. */
const LONGEST = 400;

function piecesOf(text: string, font: Font): readonly Piece[] {
  const ends = text.length <= LONGEST ? text : text.slice(0, LONGEST / 2) + text.slice(-LONGEST / 2);
  return Array.from(graphemesOf(ends), ({ segment }) => ({ text: segment, units: unitsIn(segment, font) }));
}

function unitsIn(piece: string, font: Font): number {
  if (WIDE.test(piece)) return 2;
  if (font === "monospaced") return 1;
  if (/^[WM@%]/.test(piece)) return 1.8;
  return /^[\p{Lu}mw]/u.test(piece) ? 1.35 : 1;
}

const WIDE =
  /^(?:\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Extended_Pictographic}|[\u3000-\u303F\uFF01-\uFF60])/u;

/** The first pieces, as many as find room. */
function fitting(pieces: readonly Piece[], room: number): readonly Piece[] {
  let used = 0;
  const end = pieces.findIndex(({ units }) => {
    used += units;
    return used > room;
  });
  return end < 0 ? pieces : pieces.slice(0, end);
}

function sum(pieces: readonly Piece[]): number {
  return pieces.reduce((total, { units }) => total + units, 0);
}
