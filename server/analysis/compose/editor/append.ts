import type { Written } from "../../model/change.ts";
import { yamlType } from "../../yaml/scalar.ts";
import { type Node, nodeAt, type Sequence } from "../../yaml/tree.ts";
import { type EditContext, type Plan, planned, unchanged } from "./edit-context.ts";
import { asNode, rewritten } from "./expected-tree.ts";
import { insertedItems } from "./insert.ts";
import { entryTrail, lastStep, type NodePath } from "./node-path.ts";
import { planSet } from "./set.ts";
import { sameTree } from "./tree-equality.ts";

/** Items for a list, and a comment to go behind the first of them. */
export interface NewItems {
  readonly path: readonly string[];
  readonly items: readonly Written[];
  readonly comment: string | undefined;
}

/** Keys whose value may be a single text instead of a list: https://docs.docker.com/reference/compose-file/services/ */
const TEXT_OR_LIST: ReadonlySet<string> = new Set(["tmpfs", "dns", "dns_search", "env_file"]);

/**
 * Appends the items that a list does not have yet; a missing list is added. The path leads to the mapping around it.
 * A list that a merge key brings in is copied in full, since a list beside the merge key replaces it.
 */
export function planAppend(page: EditContext, trail: NodePath, { path, items, comment }: NewItems): Plan | undefined {
  const target = followed(trail, path);
  if (target === undefined) return undefined;
  const { list, own } = target;
  const missing = items.filter((item) => !list.some((old) => sameTree(old, asNode(item))));
  if (missing.length === 0) return unchanged(page);
  if (own === undefined) {
    const old = list.map(asWritten);
    const known = old.filter((item) => item !== undefined);
    return known.length < old.length
      ? undefined
      : planSet(page, trail, { path, value: [...known, ...missing], comment });
  }
  const grown = [...own.list.items, ...missing.map((item) => ({ value: asNode(item) }))];
  const root = rewritten(own.trail.steps, { ...own.list, items: grown });
  return planned(page, own.trail, root, insertedItems(page, own.trail, own.list, missing, comment));
}

interface Target {
  /** What the list holds now. */
  readonly list: readonly Node[];
  /** Set where the list stands in the service's own text and has something in it. */
  readonly own?: { readonly trail: NodePath; readonly list: Sequence };
}

/** The list at a path; undefined where something else is there, or where an alias or a merge key lies on the way. */
function followed(trail: NodePath, path: readonly string[]): Target | undefined {
  const [key, ...rest] = path;
  const { item } = lastStep(trail);
  if (key === undefined || item.via !== undefined) return undefined;
  const entry = item.value.kind === "mapping" ? item.value.entries.get(key) : undefined;
  if (item.value.kind !== "mapping" || entry === undefined)
    return nodeAt(item.value, ...path) ? undefined : { list: [] };
  const inner = entryTrail(trail, item.value, key, entry);
  if (rest.length > 0) return entry.merged ? undefined : followed(inner, rest);
  const { value } = entry;
  if (value.tag !== undefined) return undefined;
  if (entry.merged) return value.kind === "sequence" ? { list: value.items.map((one) => one.value) } : undefined;
  if (entry.via !== undefined) return undefined;
  if (value.kind === "sequence")
    return { list: value.items.map((one) => one.value), own: { trail: inner, list: value } };
  if (value.kind !== "scalar") return undefined;
  if (yamlType(value) === "null") return { list: [] };
  return TEXT_OR_LIST.has(key) ? { list: [value] } : undefined;
}

/** A scalar as it would be written anew; undefined where that would not be the same text. */
function asWritten(node: Node): Written | undefined {
  if (node.kind !== "scalar" || node.tag !== undefined) return undefined;
  const type = yamlType(node);
  if (type === "string") return node.text;
  if (type === "boolean") return node.text === "true" || node.text === "false" ? node.text === "true" : undefined;
  return type === "integer" && String(Number(node.text)) === node.text ? Number(node.text) : undefined;
}
