import type { Place, Span } from "../../text/span.ts";
import { wholeOf } from "../../yaml/tree.ts";
import { type EditContext, type Plan, planned, rootAt, unchanged } from "./edit-context.ts";
import { rewritten, substituted, withoutStep } from "./expected-tree.ts";
import type { Layout } from "./layout.ts";
import {
  entryTrail,
  extentOf,
  lastStep,
  type NodePath,
  type PathStep,
  parentTrail,
  stepsOf,
  trailAround,
  trailToPlace,
} from "./node-path.ts";
import type { Splice } from "./text-draft.ts";
import { withoutLines } from "./text-lines.ts";

/** Removes a key below the mapping that the trail leads to, for this mapping alone. */
export function planRemove(page: EditContext, trail: NodePath, path: readonly string[]): Plan | undefined {
  const [key, ...rest] = path;
  const { item } = lastStep(trail);
  if (key === undefined || item.via !== undefined) return undefined;
  const entry = item.value.kind === "mapping" ? item.value.entries.get(key) : undefined;
  if (item.value.kind !== "mapping" || entry === undefined) return unchanged(page);
  if (entry.merged) return undefined;
  const inner = entryTrail(trail, item.value, key, entry);
  if (rest.length > 0) return planRemove(page, inner, rest);
  const removal = removalOf(inner);
  const parent = removal && parentTrail(removal.trail);
  if (removal === undefined || parent === undefined) return undefined;
  const root = rewritten(parent.steps, withoutStep(lastStep(removal.trail)));
  return planned(page, inner, root, spliced(page, removal));
}

/** Removes what stands at a place, and with it what all aliases and merge keys bring in from there. */
export function planRemoveAt(page: EditContext, at: Place): Plan | undefined {
  const trail = trailToPlace(page.file.documents, at) ?? trailAround(page.file.documents, at);
  const root = trail && rootAt(page, trail);
  const removal = trail && removalOf(trail);
  if (removal === undefined || root === undefined) return undefined;
  const step = lastStep(removal.trail);
  if (step.kind === "entry" && step.parent.merges?.some(({ from }) => from.entries.has(step.key))) return undefined;
  return planned(page, removal.trail, substituted(root, step.parent, withoutStep(step)), spliced(page, removal));
}

/** What goes: an entry or item; `empties` where its collection stays, empty. */
interface Removal {
  readonly trail: NodePath;
  readonly empties: boolean;
}

/** How many steps lead to a service: `services`, `web`. What is below goes when it has nothing left; a service or an `x-` key stays as `{}`. */
const SUBJECT_STEPS = 2;

function removalOf(trail: NodePath): Removal | undefined {
  const step = lastStep(trail);
  const hasMerge = step.kind === "entry" && step.parent.merges !== undefined;
  if (stepsOf(step.parent).length > 1 || hasMerge) return { trail, empties: false };
  const parent = parentTrail(trail);
  if (parent === undefined) return undefined;
  return parent.steps.length > SUBJECT_STEPS ? removalOf(parent) : { trail, empties: true };
}

function spliced({ layout }: EditContext, { trail, empties }: Removal): readonly Splice[] | undefined {
  const step = lastStep(trail);
  if (empties) return emptied(layout, trail, step);
  if (step.parent.style === "flow") return withoutFlowItem(layout, extentOf(step));
  const prefix = layout.prefix(extentOf(step).start);
  if (step.kind === "item")
    return isItemPrefix(layout, step, prefix) ? [withoutLines(layout, extentOf(step))] : undefined;
  if (prefix.trim() === "") return [withoutLines(layout, extentOf(step))];
  return /^ *(?:- +)+$/.test(prefix) ? withoutFirstEntry(layout, step) : undefined;
}

/** Whether only the list's own dash stands before an item, and perhaps its anchor or tag. */
function isItemPrefix(layout: Layout, { parent }: PathStep, prefix: string): boolean {
  const column = layout.column(wholeOf(parent).start);
  return prefix.slice(0, column).trim() === "" && /^-(?: +[&!][^ ]*)* *$/.test(prefix.slice(column));
}

/** Takes away the first entry of a mapping that starts on the line of a dash; the next one takes its place. */
function withoutFirstEntry(layout: Layout, step: PathStep): readonly Splice[] | undefined {
  const { start, end } = extentOf(step);
  const starts = stepsOf(step.parent).map((other) => extentOf(other).start);
  const next = starts.sort((a, b) => a - b).find((other) => other > start);
  if (next === undefined || layout.text.slice(end, next).trim() !== "") return undefined;
  return layout.commentsIn({ start, end: next }).length > 0 ? undefined : [{ start, end: next, newText: "" }];
}

/** Takes away an item among brackets or braces with its comma. Undefined where anything but blanks stands between the item and its neighbours' commas. */
function withoutFlowItem(layout: Layout, { start, end }: Span): readonly Splice[] | undefined {
  if (layout.commentsIn({ start, end }).length > 0) return undefined;
  const { text } = layout;
  const before = text.slice(0, start).trimEnd().length;
  const behind = text.length - text.slice(end).trimStart().length;
  const isFirst = text[before - 1] === "[" || text[before - 1] === "{";
  if (!isFirst && text[before - 1] !== ",") return undefined;
  if (text[behind] === ",") {
    const next = text.length - text.slice(behind + 1).trimStart().length;
    return [{ start, end: next, newText: "" }];
  }
  if (text[behind] !== "]" && text[behind] !== "}") return undefined;
  return [{ start: isFirst ? start : before - 1, end, newText: "" }];
}

/** Empties the collection that holds a single entry or item, and keeps it as `{}` or `[]`. */
function emptied(layout: Layout, trail: NodePath, { parent }: PathStep): readonly Splice[] | undefined {
  const holder = parentTrail(trail);
  const whole = wholeOf(parent);
  if (parent.style === "flow") {
    const inside = { start: whole.start + 1, end: whole.end - 1 };
    return layout.commentsIn(inside).length > 0 ? undefined : [{ ...inside, newText: "" }];
  }
  const step = holder && lastStep(holder);
  if (step?.kind !== "entry" || layout.prefix(whole.start).trim() !== "") return undefined;
  const header = /^ *:(?: +[&!][^ \r\n]*)*/.exec(layout.text.slice(step.item.key.end, whole.start));
  if (header === null) return undefined;
  const headerEnd = step.item.key.end + header[0].length;
  const brackets = parent.kind === "mapping" ? " {}" : " []";
  return [{ start: headerEnd, end: headerEnd, newText: brackets }, withoutLines(layout, whole)];
}
