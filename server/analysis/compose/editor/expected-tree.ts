import type { Written } from "../../model/change.ts";
import type { Entry, Item, Mapping, Merge, Node, Scalar } from "../../yaml/tree.ts";
import type { PathStep } from "./node-path.ts";

/** What was written stands nowhere yet. */
const NOWHERE = { file: "", start: 0, end: 0 };

/** A value that is to be written, as the tree that it has to become. */
export function asNode(value: Written): Node {
  if (typeof value === "string") return asScalar(value, "double");
  if (typeof value === "number" || typeof value === "boolean") return asScalar(String(value), "plain");
  if (isList(value)) {
    return { kind: "sequence", style: "block", at: NOWHERE, items: value.map((item) => ({ value: asNode(item) })) };
  }
  const entries = Object.entries(value).map(([key, one]): [string, Entry] => [key, asEntry(asNode(one))]);
  return { kind: "mapping", style: "block", at: NOWHERE, entries: new Map(entries) };
}

export function asScalar(text: string, quotes: "plain" | "double"): Scalar {
  return { kind: "scalar", text, quotes, at: NOWHERE };
}

export function isList(value: Written): value is readonly Written[] {
  return Array.isArray(value);
}

function asEntry(value: Node): Entry {
  return { key: NOWHERE, value };
}

/** The mapping with an entry set, of its own or instead of a merged one. */
export function withEntry(mapping: Mapping, key: string, value: Node): Mapping {
  return { ...mapping, entries: new Map(mapping.entries).set(key, asEntry(value)) };
}

/** The collection without what the step leads to. */
export function withoutStep(step: PathStep): Node {
  if (step.kind === "item")
    return { ...step.parent, items: step.parent.items.filter((_, index) => index !== step.index) };
  const entries = new Map(step.parent.entries);
  entries.delete(step.key);
  return { ...step.parent, entries };
}

/** The root after the value at the end of the steps has become another, in this one place only: what else shares a node keeps it. */
export function rewritten(steps: readonly PathStep[], value: Node): Node {
  return steps.reduceRight((inner, step): Node => {
    if (step.kind === "entry") return withEntry(step.parent, step.key, inner);
    return {
      ...step.parent,
      items: step.parent.items.map((item, index): Item => (index === step.index ? { value: inner } : item)),
    };
  }, value);
}

/** The root after a node has become another, wherever aliases and merge keys bring it in. */
export function substituted(root: Node, target: Node, replacement: Node): Node {
  const done = new Map<Node, Node>([[target, replacement]]);
  const visit = (node: Node): Node => {
    const known = done.get(node);
    if (known !== undefined) return known;
    const result = node.kind === "mapping" ? visitMapping(node) : node.kind === "sequence" ? visitItems(node) : node;
    done.set(node, result);
    return result;
  };
  const visitItems = (node: Extract<Node, { kind: "sequence" }>): Node => {
    const items = node.items.map((item): Item => ({ ...item, value: visit(item.value) }));
    return items.every((item, index) => item.value === node.items[index]?.value) ? node : { ...node, items };
  };
  const visitMapping = (node: Mapping): Node => {
    const own: [string, Entry][] = [];
    for (const [key, entry] of node.entries)
      if (!entry.merged) own.push([key, { ...entry, value: visit(entry.value) }]);
    const merges = (node.merges ?? []).map(({ from, via }) => ({ from: visit(from), via }));
    const isUntouched =
      own.every(([key, { value }]) => node.entries.get(key)?.value === value) &&
      merges.every(({ from }, index) => from === node.merges?.[index]?.from);
    return isUntouched ? node : { ...node, entries: merged(own, merges) };
  };
  return visit(root);
}

function merged(
  own: readonly [string, Entry][],
  merges: readonly { from: Node; via: Merge["via"] }[],
): ReadonlyMap<string, Entry> {
  const entries = new Map(own);
  for (const { from, via } of merges) {
    if (from.kind !== "mapping") continue;
    for (const [key, { value }] of from.entries) {
      if (!entries.has(key)) entries.set(key, { key: NOWHERE, value, via, merged: true });
    }
  }
  return entries;
}
