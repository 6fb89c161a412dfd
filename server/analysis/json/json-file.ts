import type { Place } from "../text/span.ts";
import type { Mapping, Node } from "../yaml/tree.ts";

/** A file of JSON, with or without comments, read. Reading never fails: what could not be read is left out. */
export interface JsonFile {
  readonly file: string;
  readonly text: string;
  /** The value as a located tree; a key stands with its quotes, and so does a string. Undefined where there is no value. */
  readonly root: Node | undefined;
  /** Every comment, `//` to the end of its line and `/*` to its own end, in the order of the file. */
  readonly comments: readonly Place[];
  /** Whether anything is wrong with the text but a comma too many: then no fix is offered, since nobody can say what the result would be. */
  readonly broken: boolean;
}

/** The object that a file holds; undefined for every other value. */
export function objectOf({ root }: JsonFile): Mapping | undefined {
  return root?.kind === "mapping" ? root : undefined;
}

/** The keys and the numbers of items that lead from the top of a file to a value. */
export type JsonPath = readonly (string | number)[];

/** The way to the value, or to the entry whose key, stands at a place or around it: the innermost. Undefined where none does. */
export function pathTo(root: Node | undefined, place: Place): JsonPath | undefined {
  if (root === undefined || !isAround(root.whole ?? root.at, place)) return undefined;
  const path: (string | number)[] = [];
  for (let node: Node | undefined = root; node !== undefined; ) {
    const next: Step | undefined =
      node.kind === "mapping" ? inMapping(node, place) : node.kind === "sequence" ? inSequence(node, place) : undefined;
    if (next === undefined) break;
    path.push(next.name);
    node = next.node;
  }
  return path;
}

/** The value that a path leads to. */
export function nodeAtPath(root: Node | undefined, path: JsonPath): Node | undefined {
  let node = root;
  for (const step of path) {
    if (typeof step === "number") node = node?.kind === "sequence" ? node.items[step]?.value : undefined;
    else node = node?.kind === "mapping" ? node.entries.get(step)?.value : undefined;
  }
  return node;
}

interface Step {
  readonly name: string | number;
  /** Undefined where the key stands at the place. */
  readonly node: Node | undefined;
}

function inMapping({ entries }: Mapping, place: Place): Step | undefined {
  for (const [name, { key, value }] of entries) {
    if (isAround(key, place)) return { name, node: undefined };
    if (isAround(value.whole ?? value.at, place)) return { name, node: value };
  }
  return undefined;
}

function inSequence({ items }: Extract<Node, { kind: "sequence" }>, place: Place): Step | undefined {
  const index = items.findIndex(({ value }) => isAround(value.whole ?? value.at, place));
  const item = items[index];
  return item && { name: index, node: item.value };
}

function isAround(outer: { readonly start: number; readonly end: number }, place: Place): boolean {
  return outer.start <= place.start && place.end <= outer.end;
}
