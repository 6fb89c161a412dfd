import { escaped } from "../text/markup.ts";
import type { Words } from "../text/words.ts";
import { type Opening, targetWords } from "../walls/opening.ts";
import { BOX_WIDTH, type Box, PADDING, PIPE_HEIGHT } from "./layout.ts";
import type { Drawing, DrawPart } from "./part-group.ts";
import { shortened } from "./shortened.ts";

/** How far a pipe reaches into the box. */
const INSIDE = 26;

/** What leads through a container's left wall, from the host's side to the container's. */
export function pipeGroups(box: Box, group: DrawPart, { say }: Words): readonly string[] {
  const { container, x, pipes: top, locks } = box;
  if (container.pipes.length === 0 && locks > top) {
    return [
      `<text class="dim" x="${x + PADDING}" y="${top + 13}">${escaped(say("Nothing is mounted, and no port is published."))}</text>`,
    ];
  }
  return container.pipes.map((pipe, index) => group(pipe, pipeDrawing(pipe, box, top + index * PIPE_HEIGHT)));
}

function pipeDrawing(pipe: Opening, { x: wall, gutter }: Box, top: number): Drawing {
  const { kind, standing, word } = pipe;
  const label = shortened(pipe.label, 27, "monospaced");
  const target = pipe.target === "" ? "" : `→ ${shortened(targetWords(pipe), 44, "monospaced")}`;
  const y = top + 22;
  const inside = wall + INSIDE + 10;
  const markup = [
    symbol(kind, gutter + 11, top + 3),
    `<text class="mono" x="${gutter + 28}" y="${top + 12}">${escaped(label)}</text>`,
    tube(pipe, kind === "memory" ? wall - 24 : gutter, wall + INSIDE, y),
    standing === "opened" ? warning(wall, y) : "",
    `<text class="mono" x="${inside}" y="${top + 13}">${escaped(target)}</text>`,
    `<text class="small dim" x="${inside}" y="${top + 26}">${escaped(word)}</text>`,
  ].join(" ");
  const width = wall + BOX_WIDTH - PADDING - gutter;
  return {
    area: { x: gutter + 4, y: top + 1, width, height: PIPE_HEIGHT - 2 },
    markup,
    words: [label, target, word],
  };
}

/** A line for what can only be read, a tube with two ends for what can be written too; a port leads inwards like the former. */
export function tube(
  { kind, readOnly }: Pick<Opening, "kind" | "readOnly">,
  from: number,
  to: number,
  y: number,
): string {
  const inward = `<path class="line" d="M${to - 6} ${y - 5}L${to} ${y}L${to - 6} ${y + 5}"/>`;
  if (readOnly || kind === "port") return `<path class="line" d="M${from} ${y}H${to}"/>${inward}`;
  const outward = `<path class="line" d="M${from + 6} ${y - 5}L${from} ${y}L${from + 6} ${y + 5}"/>`;
  return `<rect class="tube" x="${from + 7}" y="${y - 3.5}" width="${to - from - 14}" height="7"/>${inward}${outward}`;
}

/** A triangle with an exclamation mark where a pipe that does harm crosses the wall. */
export function warning(x: number, y: number): string {
  return `<path class="hollow" d="M${x} ${y - 8}L${x + 9} ${y + 7}H${x - 9}Z"/><text class="small middle strong" x="${x}" y="${y + 5}">!</text>`;
}

/** A sign of 12 by 12 for what stands at the pipe's other end. */
function symbol(kind: Opening["kind"], x: number, y: number): string {
  return `<path class="thin" transform="translate(${x} ${y})" d="${SYMBOLS[kind]}"/>`;
}

const SYMBOLS: Readonly<Record<Opening["kind"], string>> = {
  // A plug with two pins.
  socket: "M3 0V4M8 0V4M1 4H10V7a4.5 4 0 0 1-9 0ZM5.5 11V13",
  // A chip with its legs.
  device: "M2 2H9V9H2ZM4 0V2M7 0V2M4 9V11M7 9V11M0 4H2M0 7H2M9 4H11M9 7H11",
  // A folder.
  files: "M0 2H4L5.5 4H11V10H0Z",
  // A cylinder.
  volume: "M0 2.5a5.5 2 0 0 1 11 0a5.5 2 0 0 1-11 0V8.500a5.5 2 0 0 0 11 0V2.500",
  // A bar of memory.
  memory: "M0 3H11V8H0ZM2 8V10M4.500 8V10M7 8V10M9.500 8V10",
  // Layers.
  image: "M5.500 0L11 3L5.500 6L0 3ZM0 6L5.500 9L11 6",
  // A globe.
  port: "M5.500 .5a5 5 0 1 0 .01 0ZM.5 5.500H10.500M5.500 .5c-3 3-3 7 0 10c3-3 3-7 0-10",
};
