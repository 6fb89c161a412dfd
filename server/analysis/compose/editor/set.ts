import type { Written } from "../../model/change.ts";
import { yamlType } from "../../yaml/scalar.ts";
import type { Mapping, Node, Scalar } from "../../yaml/tree.ts";
import { type EditContext, type Plan, planned, styleAt, unchanged } from "./edit-context.ts";
import { asNode, isList, rewritten, withEntry } from "./expected-tree.ts";
import { insertedEntry, insertedItems, type NewEntry } from "./insert.ts";
import { entryTrail, lastStep, type NodePath } from "./node-path.ts";
import { overNull, replacedValue, withoutNull } from "./replace.ts";
import { behindLine, withComment } from "./text-lines.ts";
import { sameTree } from "./tree-equality.ts";
import { entryLines, inlineEntry } from "./write.ts";

/**
 * Sets a key below the mapping that the path leads to, and adds missing parents. A value that a merge key or an alias
 * brings in is not changed: the key is set beside the merge key, or replaces the alias, or there is no edit.
 */
export function planSet(page: EditContext, trail: NodePath, entry: NewEntry): Plan | undefined {
  const { item } = lastStep(trail);
  const [key, ...rest] = entry.path;
  if (key === undefined || item.via !== undefined) return undefined;
  if (item.value.kind === "scalar") {
    return yamlType(item.value) === "null" ? planFill(page, trail, item.value, entry) : undefined;
  }
  if (item.value.kind !== "mapping") return undefined;
  const existing = item.value.entries.get(key);
  if (existing === undefined || (existing.merged && rest.length === 0)) {
    return planInsert(page, trail, item.value, entry);
  }
  if (existing.merged) return undefined;
  const inner = entryTrail(trail, item.value, key, existing);
  return rest.length > 0 ? planSet(page, inner, { ...entry, path: rest }) : planReplace(page, inner, entry);
}

function planInsert(page: EditContext, trail: NodePath, mapping: Mapping, entry: NewEntry): Plan | undefined {
  const [key, ...rest] = entry.path;
  const value = asNode(nested(rest, entry.value));
  const root = rewritten(trail.steps, withEntry(mapping, key ?? "", value));
  return planned(page, trail, root, insertedEntry(page, trail, mapping, entry));
}

function nested(path: readonly string[], value: Written): Written {
  return path.reduceRight((inner, key): Written => ({ [key]: inner }), value);
}

/** Gives a key that has no value a mapping. */
function planFill(page: EditContext, trail: NodePath, empty: Scalar, entry: NewEntry): Plan | undefined {
  const { layout } = page;
  const step = lastStep(trail);
  if (step.kind === "item") return undefined;
  const { path, value, comment } = entry;
  const style = styleAt(page, trail, step.parent);
  const root = rewritten(trail.steps, asNode(nested(path, value)));
  if (step.parent.style === "flow") {
    const text = `{${inlineEntry(path, value, style)}}`;
    return planned(
      page,
      trail,
      root,
      withComment(layout, empty.at.end, comment, [overNull(layout, step.item.key, empty, text)]),
    );
  }
  const lines = entryLines(path, value, layout.column(step.item.key.start) + style.step, style, comment);
  return planned(page, trail, root, [...withoutNull(layout, empty), behindLine(layout, empty.at.end, lines)]);
}

/** Replaces the value of a key as a whole; a list that only grows gets the new items. */
function planReplace(page: EditContext, trail: NodePath, { value, comment }: NewEntry): Plan | undefined {
  const { item } = lastStep(trail);
  const wanted = asNode(value);
  if (item.via === undefined && sameTree(item.value, wanted)) return unchanged(page);
  const root = rewritten(trail.steps, wanted);
  const more = item.via === undefined && isList(value) ? added(item.value, value) : undefined;
  if (more !== undefined && item.value.kind === "sequence") {
    return planned(page, trail, root, insertedItems(page, trail, item.value, more, comment));
  }
  return planned(page, trail, root, replacedValue(page, trail, value, comment));
}

/** What a list has behind all items of the old one; undefined where it does not start like the old one. */
function added(old: Node, value: readonly Written[]): readonly Written[] | undefined {
  if (old.kind !== "sequence" || old.items.length === 0 || old.items.length > value.length) return undefined;
  const startsSame = old.items.every((item, index) => sameTree(item.value, asNode(value[index] ?? "")));
  return startsSame ? value.slice(old.items.length) : undefined;
}
