import { countWhile } from "../../text/sorted.ts";
import { type Node, wholeOf } from "../../yaml/tree.ts";
import type { YamlFile } from "../../yaml/yaml-file.ts";

/** What a block mapping or a block list holds in its own text, each on lines of its own. */
export interface Blocks {
  /** Where the first line of each begins, in order; its lines go on to the next one's, those of the last one to `end`. */
  readonly starts: readonly number[];
  readonly end: number;
  /** The key of each; empty for items of a list. */
  readonly keys: readonly string[];
  /** The value of each; undefined for one that an alias brings in. */
  readonly values: readonly (Node | undefined)[];
}

const KNOWN = new WeakMap<YamlFile, Map<Node, Blocks | undefined>>();

/** The blocks of a node of the file; undefined for one that is no block collection, or that begins one within a line. Made once for each node. */
export function blocksOf(file: YamlFile, node: Node): Blocks | undefined {
  const known = KNOWN.get(file) ?? new Map<Node, Blocks | undefined>();
  KNOWN.set(file, known);
  if (!known.has(node)) known.set(node, made(file, node));
  return known.get(node);
}

function made({ file, text }: YamlFile, node: Node): Blocks | undefined {
  if (node.kind === "scalar" || node.style !== "block" || node.at.file !== file) return undefined;
  const found: { start: number; key: string; value: Node | undefined }[] = [];
  const children =
    node.kind === "mapping"
      ? [...node.entries].filter(([, { merged }]) => !merged).map(([key, item]) => ({ key, item, at: item.key }))
      : node.items.map((item) => ({
          key: "",
          item,
          at: item.via ?? { ...wholeOf(item.value), file: item.value.at.file },
        }));
  const before = node.kind === "mapping" ? /^ *$/ : /^ *- *$/;
  for (const { key, item, at } of children) {
    if (at.file !== file) return undefined;
    const start = text.lastIndexOf("\n", at.start - 1) + 1;
    if (!before.test(text.slice(start, at.start))) return undefined;
    found.push({ start, key, value: item.via === undefined ? item.value : undefined });
  }
  if (node.kind === "mapping") found.sort((a, b) => a.start - b.start);
  return {
    starts: found.map(({ start }) => start),
    end: lineEnd(text, wholeOf(node).end),
    keys: found.map(({ key }) => key),
    values: found.map(({ value }) => value),
  };
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end < 0 ? text.length : end + 1;
}

/** Which of the blocks holds an offset; -1 for one before the first or behind the last. */
export function indexAt({ starts, end }: Blocks, offset: number): number {
  if (offset >= end) return -1;
  return countWhile(starts.length, (index) => (starts[index] ?? end) <= offset) - 1;
}
