import { joined, type Printable, printable, shown, trimmedEnd, wordsOf } from "../../analysis/text/printable.ts";
import { displayWidth } from "./width.ts";

/** What stands between two columns. */
const GAP = shown`  `;

/**
 * Lines up rows of three cells, so that no line is wider than `columns`: the middle cell is wrapped at spaces where it has to be.
 * `paint` is given each cell with its padding.
 */
export function table(
  rows: readonly (readonly [Printable, Printable, Printable])[],
  columns: number,
  paint: (cell: Printable, column: 0 | 1 | 2, row: number) => Printable,
): Printable {
  const first = widest(rows.map((row) => row[0]));
  const last = Math.min(widest(rows.map((row) => row[2])), Math.floor(columns / 3));
  const middle = Math.max(MIN_MIDDLE, columns - first - last - 2 * GAP.length);
  const lines = rows.flatMap(([left, text, right], row) =>
    wrap(text, middle).map((line, index) => {
      const start = paint(pad(index === 0 ? left : shown``, first), 0, row);
      const end = index === 0 ? paint(right, 2, row) : shown``;
      return trimmedEnd(shown`${start}${GAP}${paint(pad(line, middle), 1, row)}${GAP}${end}`);
    }),
  );
  return joined(lines, "\n");
}

const MIN_MIDDLE = 20;

function widest(cells: readonly Printable[]): number {
  return cells.reduce((width, cell) => Math.max(width, displayWidth(cell)), 0);
}

function pad(text: Printable, width: number): Printable {
  return shown`${text}${printable(" ".repeat(Math.max(0, width - displayWidth(text))))}`;
}

/** A word that is wider than the column stays whole: nobody can search for half a path. */
function wrap(text: Printable, width: number): readonly Printable[] {
  const lines: Printable[] = [];
  let line = shown``;
  for (const word of wordsOf(text)) {
    const longer = line === "" ? word : shown`${line} ${word}`;
    if (line !== "" && displayWidth(longer) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}
