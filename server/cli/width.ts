import { graphemesOf, isAscii } from "../analysis/text/graphemes.ts";

/**
 * How a text looks in a terminal: characters that would move the cursor, colour the line or turn its direction are shown as U+FFFD,
 * so that no file can paint over the report.
 */
export function printable(text: string): string {
  return Array.from(text, (character) => (isControl(character) ? "\u{FFFD}" : character)).join("");
}

/** One thing that a terminal shows as a unit. `start` and `end` are UTF-16 offsets in the line, `width` is in columns. */
export interface Cell {
  readonly text: string;
  readonly width: number;
  readonly start: number;
  readonly end: number;
}

const TAB_STOP = 4;

/** A line as cells: tabs are spaces up to the next fourth column, a base with its combining marks is one cell. `offset` is where `line` starts. */
export function cellsOf(line: string, offset: number): readonly Cell[] {
  const cells: Cell[] = [];
  let column = 0;
  for (const { segment, index } of graphemesOf(line)) {
    const width = segment === "\t" ? TAB_STOP - (column % TAB_STOP) : widthOf(segment);
    const text = segment === "\t" ? " ".repeat(width) : printable(segment);
    cells.push({ text, width, start: offset + index, end: offset + index + segment.length });
    column += width;
  }
  return cells;
}

/** The columns that a text takes in a terminal. */
export function displayWidth(text: string): number {
  return cellsOf(text, 0).reduce((sum, cell) => sum + cell.width, 0);
}

function widthOf(grapheme: string): number {
  if (isControl(grapheme) || isAscii(grapheme)) return 1;
  if (WIDE.test(grapheme)) return 2;
  return /^[\p{Mn}\p{Me}\p{Cf}]/u.test(grapheme) ? 0 : 1;
}

/** Wide and full-width characters. Source: https://www.unicode.org/reports/tr11/ (blocks whose characters are W or F). */
const WIDE =
  /^[\u{1100}-\u{115F}\u{2E80}-\u{303E}\u{3041}-\u{A4CF}\u{A960}-\u{A97F}\u{AC00}-\u{D7A3}\u{F900}-\u{FAFF}\u{FE30}-\u{FE6F}\u{FF01}-\u{FF60}\u{FFE0}-\u{FFE6}\u{20000}-\u{3FFFD}\p{Emoji_Presentation}]/u;

/** C0 and C1 controls, byte order marks, and the characters that change the direction of text. */
function isControl(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20 || (code >= 0x7f && code <= 0x9f) || code === 0xfeff) return true;
  return (code >= 0x200e && code <= 0x200f) || (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}
