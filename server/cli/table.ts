import { displayWidth } from "./width.ts";

/** What stands between two columns. */
const GAP = "  ";

/**
 * Lines up rows of three cells, so that no line is wider than `columns`: the middle cell is wrapped at spaces where it has to be.
 * `paint` is given each cell with its padding.
 */
export function table(
  rows: readonly (readonly [string, string, string])[],
  columns: number,
  paint: (cell: string, column: 0 | 1 | 2, row: number) => string,
): string {
  const first = widest(rows.map((row) => row[0]));
  const last = Math.min(widest(rows.map((row) => row[2])), Math.floor(columns / 3));
  const middle = Math.max(MIN_MIDDLE, columns - first - last - 2 * GAP.length);
  return rows
    .flatMap(([left, text, right], row) =>
      wrap(text, middle).map((line, index) =>
        [
          paint(pad(index === 0 ? left : "", first), 0, row),
          paint(pad(line, middle), 1, row),
          index === 0 ? paint(right, 2, row) : "",
        ]
          .join(GAP)
          .trimEnd(),
      ),
    )
    .join("\n");
}

const MIN_MIDDLE = 20;

function widest(cells: readonly string[]): number {
  return cells.reduce((width, cell) => Math.max(width, displayWidth(cell)), 0);
}

function pad(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - displayWidth(text)));
}

/** A word that is wider than the column stays whole: nobody can search for half a path. */
function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && displayWidth(longer) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}
