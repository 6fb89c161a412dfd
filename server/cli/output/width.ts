import { eastAsianWidth } from "get-east-asian-width";
import { graphemesOf, isAscii } from "../../analysis/text/graphemes.ts";
import { type Printable, printable, printableLines } from "../../analysis/text/printable.ts";

/** One thing that a terminal shows as a unit. `start` and `end` are UTF-16 offsets in the line, `width` is in columns. */
export interface Cell {
  readonly text: Printable;
  readonly width: number;
  readonly start: number;
  readonly end: number;
}

const TAB_STOP = 4;

/**
 * A line as cells: tabs are spaces up to the next fourth column, a base with its combining marks is one cell, and the texts of all together are printable.
 * `offset` is where `line` starts.
 */
export function cellsOf(line: string, offset: number): readonly Cell[] {
  const cells: Cell[] = [];
  let column = 0;
  for (const { segment, index } of graphemesOf(printableLines(line))) {
    const width = segment === "\t" ? TAB_STOP - (column % TAB_STOP) : widthOf(segment);
    const text = printable(segment === "\t" ? " ".repeat(width) : segment);
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
  if (isAscii(grapheme)) return 1;
  if (/^[\p{Mn}\p{Me}\p{Cf}]/u.test(grapheme)) return 0;
  return /^\p{Emoji_Presentation}/u.test(grapheme) ? 2 : eastAsianWidth(grapheme.codePointAt(0) ?? 0);
}
