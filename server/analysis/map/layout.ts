import type { NamespaceName } from "../facts/namespaces.ts";
import type { Words } from "../text/words.ts";
import { legendHeight } from "./legend.ts";
import type { ContainerMap, Lane, MapModel, Part } from "./model.ts";
import { shortened, unitsOf } from "./shortened.ts";
import type { Shown } from "./view.ts";

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
  /** Its place on the map. */
  readonly index: number;
  /** Left of the box, where pipes start on the host. */
  readonly gutter: number;
  readonly header: number;
  readonly pipes: number;
  readonly locks: number;
  readonly capabilities: number;
  readonly networks: readonly Chip[];
  readonly networksTitle: number;
}

/** A container as a line. */
export interface FoldedBox extends Rectangle {
  readonly container: ContainerMap;
  readonly index: number;
}

/** A lane, with a pill for each of its containers. */
export interface LaneBox extends Rectangle {
  readonly lane: Lane;
  readonly pills: readonly Pill[];
  /** How many of its containers find no room. */
  readonly more: number;
  /** Where that is said. */
  readonly end: Point;
}

/** A container on a lane; `link` says how it gets there, before the pill. */
export interface Pill extends Rectangle {
  readonly index: number;
  readonly text: string;
  readonly link: string;
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
  readonly lanes: readonly LaneBox[];
  readonly lanesTitle: Point;
  /** In the order in which they are shown, unfolded or not. */
  readonly boxes: readonly (Box | FoldedBox)[];
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
/** So much wider a gutter may be where there is room. */
const MOST_STRETCH = 120;
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

/** What of a map is put where. */
export interface LayoutOptions {
  /** At most so many unfolded containers stand side by side. */
  readonly columns: number;
  readonly shown: readonly Shown[];
  /** How wide it is at least where anything is folded. */
  readonly width?: number;
  /** In which words the legend is for which room is left; undefined where none is. */
  readonly legend: Words | undefined;
}

/** Puts the lanes and then the containers into rows, in the order in which they are shown, so that no two overlap. */
export function layoutOf(model: MapModel, { columns, shown, width: least = 0, legend: words }: LayoutOptions): Layout {
  const count = Math.max(1, Math.min(columns, shown.length));
  const runs = runsOf(shown, count);
  const narrow = Array.from({ length: count }, (_, column) =>
    runs.some(({ row, folded }) => !folded && hasPipes(model, row[column])) ? GUTTER : NARROW_GUTTER,
  );
  const natural = 2 * MARGIN + narrow.reduce((sum, gutter) => sum + gutter + BOX_WIDTH + CHANNEL, 0);
  const width = Math.max(natural, shown.some(({ folded }) => folded) ? least : 0);
  const more = Math.min(MOST_STRETCH, (width - natural) / count);
  const gutters = narrow.map((gutter) => (gutter === GUTTER ? gutter + more : gutter));
  const lanesTitle = { x: MARGIN + LEGEND_PADDING, y: MARGIN + HOST_TITLE };
  const lanes = lanesIn(model, shown, lanesTitle, width - 2 * (MARGIN + LEGEND_PADDING));
  const last = lanes.at(-1);
  const top = last ? last.y + last.height + CHANNEL : MARGIN + HOST_TITLE;
  const boxes = placed(model.containers, runs, gutters, { y: top, width });
  const bottom = Math.max(top, ...boxes.map((box) => box.y + box.height)) + CHANNEL;
  const legend = { x: MARGIN + LEGEND_PADDING, y: bottom, width: width - 2 * (MARGIN + LEGEND_PADDING) };
  const height = bottom + (words ? legendHeight(legend.width, words) : 0) + MARGIN;
  return {
    width,
    height,
    host: { x: MARGIN, y: MARGIN, width: width - 2 * MARGIN, height: height - 2 * MARGIN },
    ...{ lanes, lanesTitle, boxes, legend },
    links: linksOf(boxes),
  };
}

function hasPipes({ containers }: MapModel, shown: Shown | undefined): boolean {
  return shown !== undefined && (containers[shown.index]?.pipes.length ?? 0) > 0;
}

/** What stands beside each other: containers of a row, or all that follow each other folded. */
interface Run {
  readonly folded: boolean;
  readonly row: readonly Shown[];
}

function runsOf(shown: readonly Shown[], columns: number): readonly Run[] {
  const runs: { folded: boolean; row: Shown[] }[] = [];
  for (const one of shown) {
    const last = runs.at(-1);
    if (last?.folded === one.folded && (one.folded || last.row.length < columns)) last.row.push(one);
    else runs.push({ folded: one.folded, row: [one] });
  }
  return runs;
}

function placed(
  containers: readonly ContainerMap[],
  runs: readonly Run[],
  gutters: readonly number[],
  { y: top, width }: { readonly y: number; readonly width: number },
): readonly (Box | FoldedBox)[] {
  const boxes: (Box | FoldedBox)[] = [];
  let y = top;
  for (const { folded, row } of runs) {
    const made = folded ? lines(containers, row, y, width) : rowOf(containers, row, y, gutters);
    boxes.push(...made);
    y = Math.max(...made.map((box) => box.y + box.height)) + (folded ? FOLD_GAP : CHANNEL);
  }
  return boxes;
}

function rowOf(
  containers: readonly ContainerMap[],
  row: readonly Shown[],
  y: number,
  gutters: readonly number[],
): readonly Box[] {
  const pipes = Math.max(...row.map(({ index }) => containers[index]?.pipes.length ?? 0));
  let x = MARGIN;
  const drafts = row.flatMap(({ index }, column) => {
    const container = containers[index];
    const gutter = x;
    x += (gutters[column] ?? GUTTER) + BOX_WIDTH + CHANNEL;
    return container ? boxOf(container, index, { x: x - BOX_WIDTH - CHANNEL, y }, gutter, pipes) : [];
  });
  const height = Math.max(...drafts.map((box) => box.height));
  return drafts.map((box) => ({ ...box, height }));
}

/** Folded containers in as many columns as find room, row by row. */
function lines(
  containers: readonly ContainerMap[],
  row: readonly Shown[],
  y: number,
  width: number,
): readonly FoldedBox[] {
  const within = width - 2 * (MARGIN + LEGEND_PADDING);
  const columns = Math.max(1, Math.floor((within + FOLD_GAP) / (FOLDED_WIDTH + FOLD_GAP)));
  const wide = (within - (columns - 1) * FOLD_GAP) / columns;
  return row.flatMap(({ index }, at): FoldedBox[] => {
    const container = containers[index];
    const x = MARGIN + LEGEND_PADDING + (at % columns) * (wide + FOLD_GAP);
    const top = y + Math.floor(at / columns) * (FOLDED_HEIGHT + FOLD_GAP);
    return container ? [{ container, index, x, y: top, width: wide, height: FOLDED_HEIGHT }] : [];
  });
}

/** At least. */
const FOLDED_WIDTH = 260;
const FOLDED_HEIGHT = 38;
const FOLD_GAP = 8;

/** Where the words on a lane begin, and its pills. */
export const LANE_LABEL = 170;
export const LANE_HEIGHT = 24;
/** A lane is at least as wide, with so much between two. */
const LEAST_LANE = 420;
const LANE_SPACE = 32;
const LANE_GAP = 4;
const PILL_GAP = 16;
const LINK_CHARACTER = 5;
/** How many lanes, and how many containers on one, are drawn. */
const MOST_LANES = 24;
const MOST_PILLS = 8;
const MOST_PILL_CHARACTERS = 24;

/** The lanes of the containers that are shown, side by side where there is room. */
function lanesIn({ lanes, containers }: MapModel, shown: readonly Shown[], { x, y }: Point, width: number): LaneBox[] {
  const isShown = new Set(shown.map(({ index }) => index));
  const wanted = lanes
    .filter(({ stops }) => stops.some(({ container }) => isShown.has(container)))
    .slice(0, MOST_LANES);
  const columns = Math.max(1, Math.min(wanted.length, Math.floor((width + LANE_SPACE) / (LEAST_LANE + LANE_SPACE))));
  const wide = (width - (columns - 1) * LANE_SPACE) / columns;
  const boxes: LaneBox[] = [];
  let top = y + LANE_HEIGHT;
  for (let first = 0; first < wanted.length; first += columns) {
    const row = wanted.slice(first, first + columns).map((lane, column) => {
      const at = { x: x + column * (wide + LANE_SPACE), y: top };
      return laneBox(lane, at, wide, (index) => containers[index]?.name ?? "");
    });
    const height = Math.max(...row.map((box) => box.height));
    boxes.push(...row.map((box) => ({ ...box, height })));
    top += height + LANE_GAP;
  }
  return boxes;
}

function laneBox(lane: Lane, { x, y }: Point, width: number, nameOf: (index: number) => string): LaneBox {
  const pills: Pill[] = [];
  let left = x + LANE_LABEL;
  let line = y;
  for (const { container, link } of lane.stops.slice(0, MOST_PILLS)) {
    const text = shortened(nameOf(container), MOST_PILL_CHARACTERS, "proportional");
    const via = shortened(link, MOST_PILL_CHARACTERS, "proportional");
    const before = pills.length === 0 ? 0 : PILL_GAP + (via === "" ? 0 : via.length * LINK_CHARACTER + PILL_GAP);
    const wide = 18 + CHIP_CHARACTER * unitsOf(text, "proportional");
    if (pills.length > 0 && left + before + wide > x + width) {
      line += LANE_HEIGHT + LANE_GAP;
      left = x + LANE_LABEL;
    }
    const isFirst = left === x + LANE_LABEL;
    const from = left + (isFirst && via === "" ? 0 : before);
    pills.push({ index: container, text, link: via, x: from, y: line + 2, width: wide, height: 20 });
    left = from + wide;
  }
  return {
    ...{ lane, pills, x, y, width, height: line + LANE_HEIGHT - y },
    more: Math.max(0, lane.stops.length - MOST_PILLS),
    end: { x: left + 8, y: line + 16 },
  };
}

/** `pipeRows` is the most that a container of the row has, so that what stands below is in one line and can be compared. */
function boxOf(container: ContainerMap, index: number, { x, y }: Point, gutter: number, pipeRows: number): Box {
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
    ...{ container, index, x, y, width: BOX_WIDTH, height: bottom - y, gutter },
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

/** Tells a container's box from one that is folded. */
export function isUnfolded(box: Box | FoldedBox): box is Box {
  return "gutter" in box;
}

/** Between unfolded containers; the lanes tell of all. */
function linksOf(all: readonly (Box | FoldedBox)[]): readonly Link[] {
  const links: Link[] = [];
  const boxes = all.filter(isUnfolded);
  const byIndex = new Map(boxes.map((box) => [box.index, box] as const));
  for (const box of boxes) {
    for (const [at, { joins, namespace }] of box.container.walls.entries()) {
      const other = joins === undefined ? undefined : byIndex.get(joins);
      if (other === undefined || other === box) continue;
      const lane = 1 + (links.length % LANES);
      links.push({ from: box.index, to: other.index, namespace, points: route(segmentCentre(box, at), other, lane) });
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
