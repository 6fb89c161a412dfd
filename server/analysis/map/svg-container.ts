import { attributes, escaped } from "../text/markup.ts";
import type { Words } from "../text/words.ts";
import type { CapabilityFate, CapabilityState } from "../walls/capabilities.ts";
import type { Standing } from "../walls/wall.ts";
import {
  BOX_WIDTH,
  type Box,
  CELL,
  CHIP_TEXT,
  chipText,
  type FoldedBox,
  LOCK_HEIGHT,
  PADDING,
  segmentCentre,
  WALL_HEIGHT,
} from "./layout.ts";
import type { Part, WallSegment } from "./model.ts";
import { type DrawPart, type MapLinks, partGroup } from "./part-group.ts";
import { shortened } from "./shortened.ts";
import { pipeGroups } from "./svg-pipes.ts";

/** A container's box with everything that it shows. The parts come in the order of `sectionsOf`. */
export function containerGroup(box: Box, links: MapLinks | undefined, words: Words): string {
  const { container, index, x, y, width, height, gutter } = box;
  const group: DrawPart = (part, drawing) => partGroup(part, index, drawing, links);
  const right = x + width;
  return [
    openGroup(container.name, index, false, links, words),
    gutter > 2 * PADDING ? `<path class="rule" d="M${gutter} ${y}V${y + height}"/>` : "",
    `<rect class="box"${attributes({ x, y, width, height })}/>`,
    `<path class="side" d="M${x} ${y}V${y + height}M${right} ${y}V${y + height}"/>`,
    header(box, group),
    ...container.walls.map((part, at) => segment(box, part, at, group)),
    ...pipeGroups(box, group, words),
    ...container.locks.map((part, at) => lock(box, part, at, group)),
    capabilities(box, group),
    networks(box, group, words),
    links ? foldSign(right - 16, y - 9, false) : "",
    "</g>",
  ].join("");
}

/** A container as a line: its name, how exposed it is, and what drives that. */
export function foldedGroup(box: FoldedBox, links: MapLinks | undefined, words: Words): string {
  const { container, index, x, y, width, height } = box;
  const { name, exposure, whole } = container;
  const right = x + width - PADDING - (links ? 14 : 0);
  const room = width - 2 * PADDING - (links ? 14 : 0);
  const called = shortened(name, Math.floor((room - 96) / NAME_CHARACTER), "proportional");
  const why = shortened(exposure?.reason ?? container.image, Math.floor(room / SMALL_CHARACTER), "proportional");
  const score = exposure
    ? `<tspan class="strong">${exposure.score.toFixed(1)}</tspan> ${escaped(exposure.word)}`
    : escaped(whole.word);
  const markup = [
    `<rect class="solid"${attributes({ x, y, width: 4, height })}/>`,
    `<text class="line-name" x="${x + PADDING}" y="${y + 16}">${escaped(called)}</text>`,
    `<text class="end" x="${right}" y="${y + 16}">${score}</text>`,
  ].join(" ");
  const area = { x: x + 2, y: y + 2, width: width - 4, height: height - 4 };
  return [
    openGroup(name, index, true, links, words),
    `<rect class="box thin-edge"${attributes({ x, y, width, height, rx: 3 })}/>`,
    `<text class="small dim" x="${x + PADDING}" y="${y + 30}">${escaped(why)}</text>`,
    partGroup(whole, index, { area, markup, words: [called, whole.word] }, links),
    links ? foldSign(x + width - 18, y + 5, true) : "",
    "</g>",
  ].join("");
}

/** How wide a character is taken to be. */
const NAME_CHARACTER = 7.4;
const SMALL_CHARACTER = 5.4;

function openGroup(name: string, index: number, folded: boolean, links: MapLinks | undefined, { say }: Words): string {
  if (!links) return "<g>";
  const card = { "data-card": index, "data-name": name, "data-folded": String(folded) };
  return `<g${attributes({ role: "group", "aria-label": say("Container {0}", name), ...card })}>`;
}

/** A sign of 12 by 12 that a mouse folds and unfolds with; whoever has a keyboard presses Space. */
function foldSign(x: number, y: number, folded: boolean): string {
  const sign = folded
    ? `M${x + 2} ${y + 4}L${x + 6} ${y + 8}L${x + 10} ${y + 4}`
    : `M${x + 2} ${y + 8}L${x + 6} ${y + 4}L${x + 10} ${y + 8}`;
  return `<g class="fold" data-fold="" aria-hidden="true"><rect class="hit"${attributes({ x: x - 4, y: y - 4, width: 20, height: 20, rx: 3 })}/><path class="mark" d="${sign}"/></g>`;
}

function header({ container, x, header: y }: Box, group: DrawPart): string {
  const { name, image, exposure, whole } = container;
  const right = x + BOX_WIDTH - PADDING;
  const called = shortened(name, 26, "proportional");
  const bar = { x: right - GAUGE_WIDTH, y: y + 29, height: 7, rx: 3.5 };
  const gauge = exposure
    ? [
        `<text class="end" x="${right}" y="${y + 19}"><tspan class="score">${exposure.score.toFixed(1)}</tspan> ${escaped(exposure.word)}</text>`,
        `<rect class="track"${attributes({ ...bar, width: GAUGE_WIDTH })}/>`,
        `<rect class="solid"${attributes({ ...bar, width: (GAUGE_WIDTH * exposure.score) / 10 })}/>`,
      ]
    : [`<text class="end dim" x="${right}" y="${y + 19}">${escaped(whole.word)}</text>`];
  const markup = [`<text class="name" x="${x + PADDING}" y="${y + 19}">${escaped(called)}</text>`, ...gauge].join(" ");
  const area = { x: x + 6, y: y - 2, width: BOX_WIDTH - 12, height: 44 };
  const below = `<text class="dim mono" x="${x + PADDING}" y="${y + 36}">${escaped(shortened(image, 38, "monospaced"))}</text>`;
  return below + group(whole, { area, markup, words: [called, whole.word] });
}

const GAUGE_WIDTH = 84;

function segment(box: Box, part: WallSegment, index: number, group: DrawPart): string {
  const { x, y } = segmentCentre(box, index);
  const half = box.width / 8;
  const inward = index < 4 ? 1 : -1;
  const middle = y + 4 * inward;
  const area = {
    x: x - half + 2,
    y: index < 4 ? y : y - WALL_HEIGHT + 4,
    width: 2 * half - 4,
    height: WALL_HEIGHT - 4,
  };
  const first = index < 4 ? y + 22 : y - 25;
  const word = shortened(part.word, 16, "proportional");
  const markup = [
    band(part.standing, x - half + 1.5, x + half - 1.5, middle),
    `<text class="middle strong" x="${x}" y="${first}">${part.namespace}</text>`,
    `<text class="middle small dim" x="${x}" y="${first + 13}">${escaped(word)}</text>`,
  ].join(" ");
  return group(part, { area, markup, words: [part.namespace, word] });
}

/** A piece of wall: whole, dashed where the engine leaves it open, broken where a line opens it, dotted where it is shared. */
export function band(standing: Standing, left: number, right: number, y: number): string {
  if (standing !== "opened") return `<path class="band" d="M${left} ${y}H${right}"/>`;
  const centre = (left + right) / 2;
  const stub = Math.min(14, (right - left) / 4);
  return [
    `<path class="band" d="M${left} ${y}H${left + stub}M${right - stub} ${y}H${right}"/>`,
    `<path class="line" d="M${centre - 10} ${y - 4}L${centre - 14} ${y}L${centre - 10} ${y + 4}M${centre - 14} ${y}H${centre + 14}M${centre + 10} ${y - 4}L${centre + 14} ${y}L${centre + 10} ${y + 4}"/>`,
  ].join("");
}

function lock({ x: left, locks }: Box, part: Part, index: number, group: DrawPart): string {
  const width = BOX_WIDTH / 2 - PADDING;
  const x = left + PADDING + (index % 2) * width;
  const y = locks + Math.floor(index / 2) * LOCK_HEIGHT;
  const word = shortened(part.word, 18, "proportional");
  const text = `<text x="${x + 24}" y="${y + 14}">${escaped(part.label)} <tspan class="dim">${escaped(word)}</tspan></text>`;
  const area = { x, y, width: width - 4, height: LOCK_HEIGHT };
  return group(part, { area, markup: padlock(part.standing, x + 4, y + 2) + text, words: [part.label, word] });
}

/** A padlock of 12 by 15: closed, open, or with a question mark. */
export function padlock(standing: Standing, x: number, y: number): string {
  const body = { x, y: y + 7, width: 12, height: 8, rx: 1.5 };
  const shackle =
    standing === "closed"
      ? `M${x + 3} ${y + 7}V${y + 4}a3 3 0 0 1 6 0V${y + 7}`
      : `M${x + 3} ${y + 7}V${y + 4}a3 3 0 0 1 6 0`;
  const kind = standing === "closed" || standing === "opened" ? "solid" : "hollow";
  const mark = standing === "unknown" ? `<text class="small middle" x="${x + 6}" y="${y + 14.5}">?</text>` : "";
  return `<path class="line" d="${shackle}"/><rect class="${kind}"${attributes(body)}/>${mark}`;
}

function capabilities({ container, x, capabilities: y }: Box, group: DrawPart): string {
  const { capabilitySet: set, capabilities: cells } = container;
  if (!set) return "";
  const left = x + PADDING;
  const word = shortened(set.word, 40, "proportional");
  const title = `<text class="strong" x="${left}" y="${y + 12}">${escaped(set.label)} <tspan class="dim">${escaped(word)}</tspan></text>`;
  const area = { x: left - 4, y: y - 1, width: BOX_WIDTH - 2 * PADDING + 8, height: 18 };
  const whole = group(set, { area, markup: title, words: [set.label, word] });
  return whole + cells.map((part, at) => cell(part, at, left, y + 20, group)).join("");
}

function cell(part: CapabilityState, index: number, left: number, top: number, group: DrawPart): string {
  const x = left + (index % CELL.columns) * CELL.width;
  const y = top + Math.floor(index / CELL.columns) * CELL.height;
  const area = { x, y, width: CELL.width - 2, height: CELL.height - 2 };
  return group(part, { area, markup: cellMark(part.fate, x, y), words: [] });
}

/** A capability's square with the sign of its state. */
export function cellMark(fate: CapabilityFate, x: number, y: number): string {
  const square = { x: x + 1, y: y + 1, width: CELL.width - 4, height: CELL.height - 4, rx: 2 };
  const sign = SIGNS[fate];
  const text =
    sign === "" ? "" : `<text class="middle strong" x="${x + (CELL.width - 2) / 2}" y="${y + 12}">${sign}</text>`;
  return `<rect class="cell ${fate}"${attributes(square)}/>${text}`;
}

const SIGNS: Readonly<Record<CapabilityFate, string>> = {
  default: "•",
  added: "+",
  dangerous: "!",
  dropped: "−",
  absent: "",
  unknown: "?",
};

function networks({ x, networks: chips, networksTitle }: Box, group: DrawPart, { say }: Words): string {
  const drawn = chips.map(({ part, ...area }) => {
    const shown = shortened(chipText(part), CHIP_TEXT, "proportional");
    const text = `<text class="middle" x="${area.x + area.width / 2}" y="${area.y + 14}">${escaped(shown)}</text>`;
    const markup = `<rect class="chip"${attributes({ ...area, rx: 10 })}/>${text}`;
    return group(part, { area, markup, words: [shown] });
  });
  return `<text class="strong" x="${x + PADDING}" y="${networksTitle + 14}">${escaped(say("Networks"))}</text>${drawn.join("")}`;
}
