import type { Written } from "../../model/change.ts";
import { planAppend } from "./append.ts";
import { type EditContext, type Plan, planned } from "./edit-context.ts";
import { asNode, rewritten, withEntry } from "./expected-tree.ts";
import { insertedEntry } from "./insert.ts";
import { entryTrail, lastStep, type NodePath } from "./node-path.ts";
import { planSet } from "./set.ts";

/** What a key gets that may hold a list or a mapping: an item of the one, an entry of the other. */
export interface NewMember {
  readonly key: string;
  readonly item: string;
  readonly name: string;
  readonly value: Written;
}

/**
 * Adds a member to a key of the service that the path leads to, in the form that the key has; a missing key becomes a
 * list. Undefined if a mapping already has an entry of this name, if the key has no value, or if the value comes from
 * an alias or a merge key.
 */
export function planPut(page: EditContext, trail: NodePath, { key, item, name, value }: NewMember): Plan | undefined {
  const step = lastStep(trail);
  if (step.item.via !== undefined || step.item.value.kind !== "mapping") return undefined;
  const existing = step.item.value.entries.get(key);
  if (existing === undefined) return planSet(page, trail, { path: [key], value: [item], comment: undefined });
  if (existing.merged || existing.via !== undefined) return undefined;
  if (existing.value.kind === "sequence")
    return planAppend(page, trail, { path: [key], items: [item], comment: undefined });
  if (existing.value.kind === "scalar" || existing.value.entries.has(name)) return undefined;
  const inner = entryTrail(trail, step.item.value, key, existing);
  const root = rewritten(inner.steps, withEntry(existing.value, name, asNode(value)));
  const entry = { path: [name], value, comment: undefined };
  return planned(page, inner, root, insertedEntry(page, inner, existing.value, entry));
}
