import type { NamespaceName } from "../facts/namespaces.ts";
import { legendHeight } from "./legend.ts";
import type { ContainerMap, MapModel, Part } from "./model.ts";
import { unitsOf } from "./shortened.ts";

/** In the picture's own units, from its upper left corner. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Rectangle extends Point {
  readonly width: number;
  readonly height: number;
}

/** Where a container stands, and where each kind of its parts begins. */
export interface Box extends Rectangle {
  readonly container: ContainerMap;
  /** Left of the box, where pipes start on the host. */
  readonly gutter: number;
  readonly header: number;
  readonly pipes: number;
  readonly locks: number;
  readonly capabilities: number;
  readonly networks: readonly Chip[];
  readonly networksTitle: number;
}

/** A network in a container's box. */
interface Chip extends Rectangle {
  readonly part: Part;
}

/** A namespace that two containers share, as a line from its segment to the other container's right wall. */
export interface Link {
  readonly from: number;
  readonly to: number;
  readonly namespace: NamespaceName;
  readonly points: readonly Point[];
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly host: Rectangle;
  readonly boxes: readonly Box[];
  readonly links: readonly Link[];
  /** Where the legend begins, and how wide it may be. */
  readonly legend: Point & { readonly width: number };
}

export const BOX_WIDTH = 368;
/** Between a box's wall and what stands in it. */
export const PADDING = 14;
/** The height of the wall's segments, at the top and at the bottom of a box. */
export const WALL_HEIGHT = 42;
export const PIPE_HEIGHT = 32;
export const LOCK_HEIGHT = 20;
export const CELL = { width: 24, height: 18, columns: 14 } as const;

const GUTTER = 216;
const NARROW_GUTTER = 20;
/** Right of each column and below each row, where links run. */
const CHANNEL = 28;
const MARGIN = 10;
/** Between the host's edge and the legend. */
const LEGEND_PADDING = 16;
const HOST_TITLE = 44;
const HEADER_HEIGHT = 52;
const CHIP_HEIGHT = 20;
/** How wide a character of a chip is taken to be. */
const CHIP_CHARACTER = 6.6;
const MOST_CHIP_CHARACTERS = 40;

/** The length to which a network's name is cut in the picture, in usual characters. */
export const CHIP_TEXT = MOST_CHIP_CHARACTERS;

/** How many columns fit into a width, in the picture's units; at least one. */
export function columnsFor(width: number): number {
  return Math.max(1, Math.floor((width - 2 * MARGIN) / (GUTTER + BOX_WIDTH + CHANNEL)));
}

/** Puts the containers into rows of `columns`, in their order, so that no two overlap. */
export function layoutOf({ containers }: MapModel, columns: number): Layout {
  const count = Math.max(1, Math.min(columns, containers.length));
  const gutters = Array.from({ length: count }, (_, column) =>
    containers.some(({ pipes }, index) => index % count === column && pipes.length > 0) ? GUTTER : NARROW_GUTTER,
  );
  const boxes = placed(containers, gutters);
  const width = 2 * MARGIN + gutters.reduce((sum, gutter) => sum + gutter + BOX_WIDTH + CHANNEL, 0);
  const bottom = Math.max(MARGIN + HOST_TITLE, ...boxes.map((box) => box.y + box.height)) + CHANNEL;
  const legend = { x: MARGIN + LEGEND_PADDING, y: bottom, width: width - 2 * (MARGIN + LEGEND_PADDING) };
  const height = bottom + legendHeight(legend.width) + MARGIN;
  return {
    width,
    height,
    host: { x: MARGIN, y: MARGIN, width: width - 2 * MARGIN, height: height - 2 * MARGIN },
    boxes,
    links: linksOf(boxes),
    legend,
  };
}

function placed(containers: readonly ContainerMap[], gutters: readonly number[]): readonly Box[] {
  const boxes: Box[] = [];
  let y = MARGIN + HOST_TITLE;
  for (let first = 0; first < containers.length; first += gutters.length) {
    const row = containers.slice(first, first + gutters.length);
    const pipes = Math.max(...row.map((one) => one.pipes.length));
    let x = MARGIN;
    const drafts = row.map((container, column) => {
      const gutter = x;
      x += (gutters[column] ?? GUTTER) + BOX_WIDTH + CHANNEL;
      return boxOf(container, { x: x - BOX_WIDTH - CHANNEL, y }, gutter, pipes);
    });
    const height = Math.max(...drafts.map((box) => box.height));
    boxes.push(...drafts.map((box) => ({ ...box, height })));
    y += height + CHANNEL;
  }
  return boxes;
}

/** `pipeRows` is the most that a container of the row has, so that what stands below is in one line and can be compared. */
function boxOf(container: ContainerMap, { x, y }: Point, gutter: number, pipeRows: number): Box {
  const hasWalls = container.walls.length > 0;
  const header = y + (hasWalls ? WALL_HEIGHT : PADDING);
  const pipes = header + HEADER_HEIGHT;
  const locks = pipes + pipeRows * PIPE_HEIGHT + (pipeRows > 0 ? 10 : 0);
  const capabilities = locks + Math.ceil(container.locks.length / 2) * LOCK_HEIGHT + (hasWalls ? 12 : 0);
  const rows = Math.ceil(container.capabilities.length / CELL.columns);
  const networksTitle = capabilities + (hasWalls ? 20 + rows * CELL.height + 12 : 0);
  const networks = chips(container.networks, { x: x + PADDING, y: networksTitle }, BOX_WIDTH - 2 * PADDING);
  const last = networks.at(-1);
  const bottom = (last ? last.y + last.height : networksTitle) + 10 + (hasWalls ? WALL_HEIGHT : 4);
  return {
    ...{ container, x, y, width: BOX_WIDTH, height: bottom - y, gutter },
    ...{ header, pipes, locks, capabilities, networks, networksTitle },
  };
}

/** The first line leaves room for the title. */
function chips(parts: readonly Part[], { x, y }: Point, width: number): readonly Chip[] {
  const placedChips: Chip[] = [];
  let left = 68;
  let top = y;
  for (const part of parts) {
    const wide = Math.min(
      width,
      20 + CHIP_CHARACTER * Math.min(MOST_CHIP_CHARACTERS, unitsOf(chipText(part), "proportional")),
    );
    if (left > 0 && left + wide > width) {
      left = 0;
      top += CHIP_HEIGHT + 4;
    }
    placedChips.push({ part, x: x + left, y: top, width: wide, height: CHIP_HEIGHT });
    left += wide + 6;
  }
  return placedChips;
}

/** What stands in a network's chip: its name, and what is special about it. */
export function chipText({ label, word }: Part): string {
  return word === "bridge" || word === label ? label : `${label} · ${word}`;
}

function linksOf(boxes: readonly Box[]): readonly Link[] {
  const links: Link[] = [];
  for (const [from, box] of boxes.entries()) {
    for (const [index, { joins, namespace }] of box.container.walls.entries()) {
      const other = joins === undefined ? undefined : boxes[joins];
      if (joins === undefined || other === undefined || joins === from) continue;
      const lane = 1 + (links.length % LANES);
      links.push({ from, to: joins, namespace, points: route(segmentCentre(box, index), other, lane) });
    }
  }
  return links;
}

/** Links beside each other, so that those of neighbours do not run on one line. */
const LANES = 4;
const LANE_WIDTH = 5;
/** How far from the wall a link ends, so that its end shows. */
const LINK_END = 4;

/**
 * Up into the corridor above the box, along it, and down the channel right of the other box's column, so that no box is crossed.
 * The namespaces that can be joined (pid, net, ipc) are the first of the facts and so stand in the upper wall.
 */
function route({ x, y }: Point, other: Box, lane: number): readonly Point[] {
  const corridor = y - lane * LANE_WIDTH;
  const wall = other.x + other.width + LINK_END;
  const channel = wall + lane * LANE_WIDTH;
  const end = other.header + lane * LANE_WIDTH * 2;
  return [
    { x, y },
    { x, y: corridor },
    { x: channel, y: corridor },
    { x: channel, y: end },
    { x: wall, y: end },
  ];
}

/** The middle of a segment of the wall at the box's outer edge: four at the top, four at the bottom. */
export function segmentCentre(box: Rectangle, index: number): Point {
  const width = box.width / 4;
  return { x: box.x + width * ((index % 4) + 0.5), y: index < 4 ? box.y : box.y + box.height };
}
