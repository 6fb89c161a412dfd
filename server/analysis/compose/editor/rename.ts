import type { Place } from "../../text/span.ts";
import { samePlace } from "../../text/span.ts";
import { type EditContext, type Plan, planned, rootAt } from "./edit-context.ts";
import { substituted } from "./expected-tree.ts";
import { lastStep, trailToPlace } from "./node-path.ts";

/** Gives the key at a place another name, wherever aliases and merge keys bring its mapping in. Undefined where the mapping has a key of that name. */
export function planRename(page: EditContext, at: Place, name: string): Plan | undefined {
  const trail = trailToPlace(page.file.documents, at);
  const root = trail && rootAt(page, trail);
  if (trail === undefined || root === undefined) return undefined;
  const step = lastStep(trail);
  if (step.kind === "item" || !samePlace(step.item.key, at) || step.parent.entries.has(name)) return undefined;
  const entries = new Map(
    [...step.parent.entries].map(([key, entry]) => [key === step.key ? name : key, entry] as const),
  );
  const { start, end } = at;
  return planned(page, trail, substituted(root, step.parent, { ...step.parent, entries }), [
    { start, end, newText: name },
  ]);
}
