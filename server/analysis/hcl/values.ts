import type { Place } from "../text/span.ts";
import { UNRESOLVED } from "../text/unresolved.ts";
import type { Entry, Item, Mapping, Node, Scalar, Sequence } from "../yaml/tree.ts";

/** Set on what does not stand in the file by itself. */
export const FILLED = { derived: "filled" } as const;

/** What nobody knows, with the name of what decides it. */
export function unknown(because: string, at: Place): Scalar {
  return { kind: "scalar", tag: "string", text: UNRESOLVED, quotes: "plain", ...FILLED, unknown: [because], at };
}

/** A text that was worked out. */
export function stringNode(text: string, at: Place): Scalar {
  return { kind: "scalar", tag: "string", text, quotes: "plain", ...FILLED, at };
}

/** A number or a boolean that was worked out. */
export function plainNode(text: string, at: Place): Scalar {
  return { kind: "scalar", text, quotes: "plain", ...FILLED, at };
}

/** A list with the whole extent of the brackets. */
export function sequence(items: readonly Item[], whole: Place): Sequence {
  return { kind: "sequence", style: "flow", at: items[0]?.value.at ?? whole, whole, items };
}

/** An object with the whole extent of its braces. */
export function mapping(entries: ReadonlyMap<string, Entry>, whole: Place): Mapping {
  const [first] = entries.values();
  return { kind: "mapping", style: "flow", at: first?.key ?? whole, whole, entries };
}

/** Whether a value is `null`, as it is written or as a variable has it. */
export function isNull(node: Node): boolean {
  return node.kind === "scalar" && node.tag !== "string" && node.text === "null";
}
