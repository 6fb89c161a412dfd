import type { LostHardening } from "../model/container.ts";
import type { Written } from "../model/written.ts";
import type { Place, Span } from "../text/span.ts";
import { UNRESOLVED } from "../text/unresolved.ts";

/**
 * A Compose file as a tree of located values: what `parse.ts` makes of YAML, with anchors, aliases and merge keys followed.
 * Two aliases of one anchor share one node, so a tree is never larger than its file; a node may therefore be reached by many ways, but never by itself.
 */
export type Node = Scalar | Sequence | Mapping;

type Style = "block" | "flow";
export type Quotes = "plain" | "single" | "double" | "literal" | "folded";

/**
 * `!reset` and `!override` are Compose's own; `string` is `!!str`, which makes a string of any plain scalar;
 * `other` is any tag but YAML's standard ones.
 */
export type Tag = "reset" | "override" | "string" | "other";

interface Located {
  /**
   * Where the value stands; behind an alias, where the anchor's value stands. It never crosses a line:
   * of a value over several lines it is the first one, of a block scalar the header, of a collection its first item.
   */
  readonly at: Place;
  /** The whole value where `at` shows only its first line. The end is that of the last token, before comments and line breaks. */
  readonly whole?: Span;
  readonly tag?: Tag;
}

/**
 * `text` is the content without quotes. `plain` scalars may stand for null, booleans and numbers, which `scalar.ts` tells.
 * `unknown` names the variables that have no value; each stands as one HOLE in the text.
 */
export interface Scalar extends Located {
  readonly kind: "scalar";
  readonly text: string;
  readonly quotes: Quotes;
  readonly unknown?: readonly string[];
  /**
   * Set on what does not stand in the file by itself and is a string whatever it looks like: a text into which variables were filled, whose place is
   * the whole reference, or a part of another scalar, whose place is without quotes.
   */
  readonly derived?: "filled" | "part";
  /** Of a text into which variables were filled: what stands in the file itself. */
  readonly written?: Written;
}

export interface Item {
  readonly value: Node;
  /** Where the value came in, if it stands elsewhere: an alias, a merge key, `extends`, another file. */
  readonly via?: Place;
}

export interface Sequence extends Located {
  readonly kind: "sequence";
  readonly style: Style;
  readonly items: readonly Item[];
}

export interface Entry extends Item {
  readonly key: Place;
  /** Whether a merge key brought it in: then `key` and the value stand in another mapping. */
  readonly merged?: true;
}

/** A mapping that a merge key brings in. `via` is the alias behind `<<`, or the place of a mapping that stands there itself. */
export interface Merge {
  readonly from: Mapping;
  readonly via: Place;
}

export interface Mapping extends Located {
  readonly kind: "mapping";
  readonly style: Style;
  /** In the order of the file; what merge keys bring in comes behind the mapping's own keys. */
  readonly entries: ReadonlyMap<string, Entry>;
  /** What `<<` names, in its order; the first that has a key gives it. */
  readonly merges?: readonly Merge[];
  /** For a service that was laid over another: the hardening that one of its layers had and a later one took away. */
  readonly lost?: readonly LostHardening[];
}

/** The entry of a mapping; undefined where the node is no mapping or has no such key. */
export function entryOf(node: Node | undefined, key: string): Entry | undefined {
  return node?.kind === "mapping" ? node.entries.get(key) : undefined;
}

/** Follows keys down from a node. */
export function nodeAt(node: Node | undefined, ...keys: readonly string[]): Node | undefined {
  let current = node;
  for (const key of keys) current = entryOf(current, key)?.value;
  return current;
}

/** Follows keys down from a node to a scalar; undefined where there is something else. */
export function scalarAt(node: Node | undefined, ...keys: readonly string[]): Scalar | undefined {
  const found = nodeAt(node, ...keys);
  return found?.kind === "scalar" ? found : undefined;
}

/** The whole extent of a value, over all its lines. */
export function wholeOf(node: Node): Span {
  return node.whole ?? node.at;
}

/** Whether a text holds a variable without a value. */
export function hasUnresolved(text: string): boolean {
  return text.includes(UNRESOLVED);
}
