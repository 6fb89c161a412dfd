import { joined, type Printable, printable, shown, trimmedEnd } from "../../analysis/text/printable.ts";
import type { Span } from "../../analysis/text/span.ts";
import { type Cell, cellsOf } from "./width.ts";

/** A source line as it is shown, and the marks below it. Both start at the same column. */
export interface Excerpt {
  readonly line: Printable;
  readonly marks: Printable;
}

/**
 * Shows a line with `^` under a part of it, in at most `columns` columns; what is cut off is an ellipsis.
 * `span` counts UTF-16 code units from the line's start; an empty one gets a single mark.
 */
export function excerpt(line: string, span: Span, columns: number): Excerpt {
  const from = Math.max(0, span.start - columns);
  const cells = cellsOf(line.slice(from, span.end + columns), from);
  const first = cells.findIndex((cell) => cell.end > span.start);
  const marked = first < 0 ? cells.length : first;
  const [left, right] = visibleRange(cells, marked, columns - 2 * ELLIPSIS.length);
  const visible = cells.slice(left, right);
  const isCutLeft = left > 0 || from > 0;
  const isCutRight = right < cells.length || span.end + columns < line.length;
  const indent = width(cells.slice(left, marked)) + (isCutLeft ? ELLIPSIS.length : 0);
  const inside = visible.filter((cell) => cell.end > span.start && cell.start < span.end);
  const text = joined(
    visible.map((cell) => cell.text),
    "",
  );
  return {
    line: trimmedEnd(shown`${isCutLeft ? ELLIPSIS : shown``}${text}${isCutRight ? ELLIPSIS : shown``}`),
    marks: printable(" ".repeat(indent) + "^".repeat(Math.max(1, width(inside)))),
  };
}

const ELLIPSIS = shown`…`;

/** The range of cells that fits into `columns` and shows the marked cell with what stands around it. */
function visibleRange(cells: readonly Cell[], marked: number, columns: number): readonly [left: number, right: number] {
  let left = grow(cells, marked, -1, Math.floor(columns / 3));
  const right = grow(cells, left, 1, columns);
  if (right === cells.length) left = grow(cells, right, -1, columns);
  return [left, right];
}

/** How far one can go from a cell before more than `columns` columns are passed. */
function grow(cells: readonly Cell[], from: number, step: 1 | -1, columns: number): number {
  let at = from;
  let used = 0;
  for (;;) {
    const next = cells[step === 1 ? at : at - 1];
    if (next === undefined || used + next.width > columns) return at;
    used += next.width;
    at += step;
  }
}

function width(cells: readonly Cell[]): number {
  return cells.reduce((sum, cell) => sum + cell.width, 0);
}
