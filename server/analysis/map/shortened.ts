import { graphemesOf } from "../text/graphemes.ts";

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
