import { CELL, type Point } from "./layout.ts";
import { escaped } from "./markup.ts";
import type { CellState, Standing } from "./model.ts";
import { band, cellMark, padlock } from "./svg-container.ts";
import { tube, warning } from "./svg-pipes.ts";

interface Entry {
  readonly text: string;
  readonly standing: Standing;
  readonly width: number;
  /** Draws the sign in a field of `width` by 16. */
  readonly sign: (x: number, y: number) => string;
}

const LINE_WIDTH = 40;
const ROW_HEIGHT = 22;
const CHARACTER = 5.8;

/** What the signs mean, in rows of at most `width`. */
export function legend({ x, y }: Point, width: number): string {
  const drawn: string[] = [];
  let left = 0;
  let top = 0;
  for (const { text, standing, width: signWidth, sign } of ENTRIES) {
    const wide = signWidth + text.length * CHARACTER + 28;
    if (left > 0 && left + wide > width) {
      left = 0;
      top += ROW_HEIGHT;
    }
    const at = { x: x + left, y: y + top };
    drawn.push(
      `<g class="${standing}">${sign(at.x, at.y)}<text class="dim" x="${at.x + signWidth + 7}" y="${at.y + 12}">${escaped(text)}</text></g>`,
    );
    left += wide;
  }
  return `<g>${drawn.join("")}</g>`;
}

const ENTRIES: readonly Entry[] = [
  wall("closed", "closed"),
  wall("open", "open by default"),
  wall("opened", "opened by a line"),
  wall("joined", "shared with a container"),
  wall("unknown", "unknown"),
  pipe(false, "read-write"),
  pipe(true, "read-only, or a port"),
  { text: "risky", standing: "opened", width: 18, sign: (x, y) => warning(x + 9, y + 8) },
  { text: "locked", standing: "closed", width: 12, sign: (x, y) => padlock("closed", x, y) },
  { text: "unlocked", standing: "open", width: 15, sign: (x, y) => padlock("open", x, y) },
  capability("default", "held by default"),
  capability("added", "added"),
  capability("dangerous", "added, dangerous"),
  capability("dropped", "dropped"),
  capability("absent", "not given"),
];

function wall(standing: Standing, text: string): Entry {
  return { text, standing, width: LINE_WIDTH, sign: (x, y) => band(standing, x, x + LINE_WIDTH, y + 8) };
}

function pipe(readOnly: boolean, text: string): Entry {
  const sign = (x: number, y: number) => tube({ kind: "files", readOnly }, x, x + LINE_WIDTH, y + 8);
  return { text, standing: "plain", width: LINE_WIDTH, sign };
}

function capability(state: CellState, text: string): Entry {
  return { text, standing: "plain", width: CELL.width, sign: (x, y) => cellMark(state, x, y) };
}
