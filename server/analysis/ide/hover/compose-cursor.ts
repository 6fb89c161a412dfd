import { type Place, samePlace, touches } from "../../text/span.ts";
import { type Mapping, type Node, type Scalar, type Sequence, wholeOf } from "../../yaml/tree.ts";
import { rootOf, type YamlFile } from "../../yaml/yaml-file.ts";

/** What stands under a cursor in a Compose file. */
export interface ComposeCursor {
  /** The keys from the top of the file down to the thing; positions in lists are not among them. */
  readonly path: readonly string[];
  /** The key or the scalar that the cursor is on. */
  readonly at: Place;
  /** Present where the cursor is on a value, or on the alias of one. */
  readonly value?: Scalar;
  /** Present where the cursor is on a key: what the key stands in. */
  readonly mapping?: Mapping;
  /** Whether that value is an item of a list. */
  readonly inList?: boolean;
}

/** Finds the key or scalar at an offset; undefined between them, in comments, and in what could not be read. */
export function composeCursorAt(file: YamlFile, offset: number): ComposeCursor | undefined {
  return cursorBelow(rootOf(file), [], offset);
}

/** The same below a node to which a path leads. */
export function cursorBelow(top: Node | undefined, keys: readonly string[], offset: number): ComposeCursor | undefined {
  let step: Step | undefined = { node: top, path: keys, inList: false };
  while (step !== undefined) {
    const { node, path, inList }: Step = step;
    if (node === undefined) return undefined;
    if (node.kind === "scalar")
      return touches(wholeOf(node), offset) ? { path, at: node.at, value: node, inList } : undefined;
    const next: Step | ComposeCursor | undefined =
      node.kind === "mapping" ? inMapping(node, path, offset) : inSequence(node, path, offset);
    if (next === undefined || "at" in next) return next;
    step = next;
  }
  return undefined;
}

interface Step {
  readonly node: Node | undefined;
  readonly path: readonly string[];
  readonly inList: boolean;
}

/** What a merge key brought in stands elsewhere in the file and is found there. */
function inMapping(mapping: Mapping, path: readonly string[], offset: number): Step | ComposeCursor | undefined {
  for (const [name, { key, value, via, merged }] of mapping.entries) {
    if (merged) continue;
    const below = [...path, name];
    // A field without a place of its own for its name stands where its value does.
    if (touches(key, offset) && !samePlace(key, value.at)) return { path: below, at: key, mapping };
    const found = inValue(value, via, { path: below, inList: false }, offset);
    if (found) return found;
  }
  return undefined;
}

function inSequence(sequence: Sequence, path: readonly string[], offset: number): Step | ComposeCursor | undefined {
  for (const { value, via } of sequence.items) {
    const found = inValue(value, via, { path, inList: true }, offset);
    if (found) return found;
  }
  return undefined;
}

function inValue(
  node: Node,
  via: Place | undefined,
  where: Pick<Step, "path" | "inList">,
  offset: number,
): Step | ComposeCursor | undefined {
  if (via === undefined) return touches(wholeOf(node), offset) ? { node, ...where } : undefined;
  return node.kind === "scalar" && touches(via, offset) ? { ...where, at: via, value: node } : undefined;
}
