import { escaped } from "../text/markup.ts";
import type { Words } from "../text/words.ts";
import type { Point } from "./layout.ts";
import { legendEntries, type PlacedEntry } from "./legend.ts";
import { band, cellMark, padlock } from "./svg-container.ts";
import { tube, warning } from "./svg-pipes.ts";

/** What the signs mean, in rows of at most `width`. */
export function legend({ x, y }: Point, width: number, words: Words): string {
  const drawn = legendEntries(width, words).map((placed) => {
    const at = { x: x + placed.x, y: y + placed.y };
    const text = `<text class="dim" x="${at.x + placed.width + 7}" y="${at.y + 12}">${escaped(placed.entry.text)}</text>`;
    return `<g class="${placed.entry.standing}">${sign(placed, at)}${text}</g>`;
  });
  return `<g>${drawn.join("")}</g>`;
}

function sign({ entry, width }: PlacedEntry, { x, y }: Point): string {
  switch (entry.sign) {
    case "wall":
      return band(entry.standing, x, x + width, y + 8);
    case "pipe":
      return tube({ kind: "files", readOnly: entry.readOnly }, x, x + width, y + 8);
    case "warning":
      return warning(x + width / 2, y + 8);
    case "lock":
      return padlock(entry.standing, x, y);
    case "capability":
      return cellMark(entry.state, x, y);
  }
}
