import type { Edit } from "../../text/edit.ts";
import type { Place, Span } from "../../text/span.ts";
import { parseYamlFile } from "../../yaml/parse.ts";
import type { Node } from "../../yaml/tree.ts";
import { rootOf, type YamlFile } from "../../yaml/yaml-file.ts";
import { AnchorIndex } from "./anchor-index.ts";
import { type Blocks, blocksOf, indexAt } from "./blocks.ts";
import { type KeptChildren, sameTree } from "./tree-equality.ts";

/** A file without some of its entries. What is true of an edit in it is true of the same edit in the whole file. */
export interface Part {
  readonly file: YamlFile;
  /** The place in the part; undefined for one that is not in it. */
  moved(place: Place): Place | undefined;
  /** The edits of the part as edits of the whole file; undefined where one stands exactly where entries were left out. */
  whole(edits: readonly Edit[]): readonly Edit[] | undefined;
}

/** A collection with fewer entries than this is kept whole. */
const FEWEST_ENTRIES = 12;

/** Of the entries that are kept for the sake of an anchor; where more would have to be, there is no part. */
const MOST_TIED = 24;

/**
 * The part of a file that is enough to make sure of an edit at these places: reading a long file again for each of its fixes takes its length squared.
 *
 * Left out are entries of block mappings and items of block lists that stand on lines of their own: YAML reads each by itself, so the others read the same
 * without them. The entries that are edited stay, with their neighbours, whose lines hold their comments and end where theirs begin; the first one stays,
 * since it shows how the file is written, and the last one, whose end is not that of a neighbour. So do those that define an anchor that is used in the
 * part, and those that use one that an edit may take away.
 * Undefined where the file is written in another way, or where too little could be left out.
 */
export function partAround(file: YamlFile, offsets: readonly number[]): Part | undefined {
  const at = offsets.join();
  const last = LAST.get(file);
  if (last?.at === at) return last.part;
  const slice = sliceAround(file, offsets);
  const gaps = slice?.gaps.map(({ start, end }) => `${start}-${end}`).join();
  const part = last?.gaps === gaps ? last?.part : slice && partOf(file, slice);
  LAST.set(file, { at, gaps, part });
  return part;
}

/**
 * The part that was asked for last, with the places of its edits and of what is left out: the fixes of one subject's findings follow each other, and mostly leave
 * out the same.
 */
const LAST = new WeakMap<
  YamlFile,
  { readonly at: string; readonly gaps: string | undefined; readonly part: Part | undefined }
>();

function sliceAround(file: YamlFile, offsets: readonly number[]): Slice | undefined {
  const root = rootOf(file);
  if (root === undefined || root.style !== "block" || file.documents.length !== 1) return undefined;
  const anchors = AnchorIndex.of(file);
  const tied: number[] = [];
  for (;;) {
    const slice = sliceOf(file, root, offsets, tied, anchors);
    const missing = slice.gaps.reduce((sum, { start, end }) => sum + end - start, 0);
    if (missing * 2 < file.text.length) return undefined;
    const missed = anchors.missedIn(slice.gaps, slice.edited, MOST_TIED);
    if (missed === undefined || tied.length + missed.length > MOST_TIED) return undefined;
    if (missed.length === 0) return slice;
    tied.push(...missed);
  }
}

/** What is left out of a file. */
interface Slice {
  /** In order, without overlaps. */
  readonly gaps: Span[];
  /** The lines of the entries that an edit may change. */
  readonly edited: Span[];
  readonly kept: Map<Node, KeptChildren>;
}

function sliceOf(
  file: YamlFile,
  root: Node,
  offsets: readonly number[],
  tied: readonly number[],
  anchors: AnchorIndex,
): Slice {
  const slice: Slice = { gaps: [], edited: [], kept: new Map() };
  const visit = (node: Node, own: readonly number[], depth: number): void => {
    const blocks = blocksOf(file, node);
    if (blocks === undefined) return;
    const editedAt = new Set(own.map((offset) => indexAt(blocks, offset)));
    const stays = keptIn(blocks, editedAt, tied);
    if (stays.length < blocks.starts.length) {
      slice.kept.set(node, { indices: stays, keys: new Set(stays.map((index) => blocks.keys[index] ?? "")) });
    }
    let last = -1;
    for (const index of stays) {
      if (index > last + 1) slice.gaps.push(gap(blocks, last + 1, index));
      last = index;
      const span = spanOf(blocks, index);
      const inside = own.filter((offset) => indexAt(blocks, offset) === index);
      const isDeepest = inside.length > 0 && (depth > 0 || !isWithinEntry(file, blocks, index, inside));
      if (isDeepest) slice.edited.push(span);
      const value = blocks.values[index];
      if (value === undefined || !canBeSliced(file, blocks, index, inside, span, anchors)) continue;
      // A service that is kept for an anchor of its own stays whole, since the anchor's value is used elsewhere.
      const isTied = depth > 0 && tied.some((offset) => span.start <= offset && offset < span.end);
      if (!isTied) visit(value, inside, depth + 1);
    }
  };
  visit(root, offsets, 0);
  return slice;
}

/** The indices of the children that stay, in order. */
function keptIn(blocks: Blocks, edited: ReadonlySet<number>, tied: readonly number[]): readonly number[] {
  const count = blocks.starts.length;
  if (count < FEWEST_ENTRIES) return Array.from({ length: count }, (_, index) => index);
  const stays = new Set([0, count - 1, ...tied.map((offset) => indexAt(blocks, offset))]);
  for (const index of edited) for (const near of [index - 1, index, index + 1]) stays.add(near);
  return [...stays].filter((index) => index >= 0 && index < count).sort((a, b) => a - b);
}

/** Whether all these places lie in what an entry holds, and none at its key. */
function isWithinEntry(file: YamlFile, blocks: Blocks, index: number, offsets: readonly number[]): boolean {
  const value = blocks.values[index];
  const inner = value && blocksOf(file, value);
  return inner !== undefined && offsets.every((offset) => indexAt(inner, offset) >= 0);
}

/**
 * A subject's own keys all stay, since a change of it may depend on any of them; so does what an anchor names, which stands in other places as well.
 */
function canBeSliced(
  file: YamlFile,
  blocks: Blocks,
  index: number,
  edited: readonly number[],
  span: Span,
  anchors: AnchorIndex,
): boolean {
  return edited.length > 0 ? isWithinEntry(file, blocks, index, edited) : !anchors.definesIn(span);
}

function spanOf({ starts, end }: Blocks, index: number): Span {
  return { start: starts[index] ?? end, end: starts[index + 1] ?? end };
}

function gap(blocks: Blocks, from: number, to: number): Span {
  return { start: spanOf(blocks, from).start, end: spanOf(blocks, to).start };
}

function partOf(file: YamlFile, { gaps, kept }: Slice): Part | undefined {
  const part = parseYamlFile(file.file, withoutSpans(file.text, gaps));
  return !part.broken && sameTree(rootOf(file), rootOf(part), kept) ? { file: part, ...moving(gaps) } : undefined;
}

function withoutSpans(text: string, gaps: readonly Span[]): string {
  let rest = "";
  let done = 0;
  for (const { start, end } of gaps) {
    rest += text.slice(done, start);
    done = end;
  }
  return rest + text.slice(done);
}

function moving(gaps: readonly Span[]): Pick<Part, "moved" | "whole"> {
  return {
    moved: ({ file, start, end }) => {
      if (gaps.some((one) => start < one.end && one.start < end)) return undefined;
      const before = gaps.filter((one) => one.end <= start).reduce((sum, one) => sum + one.end - one.start, 0);
      return { file, start: start - before, end: end - before };
    },
    whole: (edits) => {
      const result: Edit[] = [];
      for (const edit of edits) {
        const [start, end] = [outwards(edit.start, gaps), outwards(edit.end, gaps)];
        if (start === undefined || end === undefined || end - start !== edit.end - edit.start) return undefined;
        result.push({ ...edit, start, end });
      }
      return result;
    },
  };
}

/** The offset in the whole file; undefined for one at which something is missing. */
function outwards(offset: number, gaps: readonly Span[]): number | undefined {
  let at = offset;
  for (const { start, end } of gaps) {
    if (at === start) return undefined;
    if (at > start) at += end - start;
  }
  return at;
}
