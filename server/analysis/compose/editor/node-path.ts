import type { Place, Span } from "../../text/span.ts";
import { samePlace } from "../../text/span.ts";
import { type Entry, type Item, type Mapping, type Node, type Sequence, wholeOf } from "../../yaml/tree.ts";
import type { YamlDocument } from "../../yaml/yaml-file.ts";

/** One step down a tree, to what the parent holds in its own text: no entry of a merge key, and nothing behind an alias. */
export type PathStep =
  | { readonly kind: "entry"; readonly parent: Mapping; readonly key: string; readonly item: Entry }
  | { readonly kind: "item"; readonly parent: Sequence; readonly index: number; readonly item: Item };

/** The way from a document's root to an item. */
export interface NodePath {
  readonly document: number;
  readonly steps: readonly [PathStep, ...PathStep[]];
}

export function lastStep({ steps }: NodePath): PathStep {
  return steps.at(-1) ?? steps[0];
}

/** The way to the collection that holds the trail's last step; undefined at the root. */
export function parentTrail({ document, steps }: NodePath): NodePath | undefined {
  const [first, ...rest] = steps.slice(0, -1);
  return first === undefined ? undefined : { document, steps: [first, ...rest] };
}

/** The way one key further down. */
export function entryTrail({ document, steps }: NodePath, parent: Mapping, key: string, item: Entry): NodePath {
  return { document, steps: [...steps, { kind: "entry", parent, key, item }] };
}

/** The way to a service, or to a container of a list, by the place of its key or of its mapping. */
export function trailToSubject(documents: readonly YamlDocument[], at: Span): NodePath | undefined {
  return find(documents, at, (step) => step.item.via === undefined && placeOf(step).start === at.start);
}

function placeOf(step: PathStep): Place {
  return step.kind === "entry" ? step.item.key : step.item.value.at;
}

/** The way to the item whose value, alias or key stands at the place. */
export function trailToPlace(documents: readonly YamlDocument[], at: Place): NodePath | undefined {
  return find(
    documents,
    at,
    (step) =>
      samePlace(step.item.via ?? step.item.value.at, at) || (step.kind === "entry" && samePlace(step.item.key, at)),
  );
}

/** The way to the scalar that holds the place, for a place that is a part of its text. */
export function trailAround(documents: readonly YamlDocument[], at: Place): NodePath | undefined {
  return find(documents, at, ({ item: { value, via } }) => {
    if (via !== undefined || value.kind !== "scalar" || at.file !== value.at.file) return false;
    return at.start < at.end && value.at.start <= at.start && at.end <= value.at.end;
  });
}

/** The way to an entry of an entry of the root, `services.web`, that holds the place. */
export function trailToSection(documents: readonly YamlDocument[], at: Span): NodePath | undefined {
  return find(documents, at, (step, depth) => depth === 1 && step.kind === "entry" && step.parent.style === "block");
}

type Matches = (step: PathStep, depth: number) => boolean;

function find(documents: readonly YamlDocument[], at: Span, matches: Matches): NodePath | undefined {
  for (const [document, { root }] of documents.entries()) {
    const steps = root && stepsTo(root, at, matches, 0);
    const [first, ...rest] = steps ?? [];
    if (first !== undefined) return { document, steps: [first, ...rest] };
  }
  return undefined;
}

/** The parser bounds how deep a tree can be, so recursion is safe here. */
function stepsTo(node: Node, at: Span, matches: Matches, depth: number): readonly PathStep[] | undefined {
  for (const step of stepsOf(node)) {
    const { start, end } = extentOf(step);
    if (at.start < start || at.start > end) continue;
    if (matches(step, depth)) return [step];
    if (step.item.via !== undefined) continue;
    const further = stepsTo(step.item.value, at, matches, depth + 1);
    if (further !== undefined) return [step, ...further];
  }
  return undefined;
}

/** What a node holds in its own text. */
export function stepsOf(node: Node): readonly PathStep[] {
  if (node.kind === "scalar") return [];
  if (node.kind === "sequence") return node.items.map((item, index) => ({ kind: "item", parent: node, index, item }));
  const steps: PathStep[] = [];
  for (const [key, item] of node.entries) {
    if (item.merged === undefined) steps.push({ kind: "entry", parent: node, key, item });
  }
  return steps;
}

/** From the key, or for an item of a list from its value, to the end of the value. */
export function extentOf(step: PathStep): Span {
  const value = step.item.via ?? wholeOf(step.item.value);
  return { start: step.kind === "entry" ? Math.min(step.item.key.start, value.start) : value.start, end: value.end };
}
