import type { Written } from "../../model/change.ts";
import { type Mapping, type Sequence, wholeOf } from "../../yaml/tree.ts";
import { type EditContext, styleAt } from "./edit-context.ts";
import type { Style } from "./file-style.ts";
import type { Layout } from "./layout.ts";
import { extentOf, type NodePath, stepsOf } from "./node-path.ts";
import type { Splice } from "./text-draft.ts";
import { behindLine, commentTail, withComment } from "./text-lines.ts";
import { entryLines, inlineEntry, inlineText, itemLines } from "./write.ts";

/** Nested keys with a value, and a comment to go behind them. */
export interface NewEntry {
  readonly path: readonly string[];
  readonly value: Written;
  readonly comment: string | undefined;
}

/** Puts an entry behind the last one of the mapping that the trail leads to. */
export function insertedEntry(
  page: EditContext,
  trail: NodePath,
  mapping: Mapping,
  entry: NewEntry,
): readonly Splice[] | undefined {
  const { layout } = page;
  const { path, value, comment } = entry;
  const style = styleAt(page, trail, mapping);
  const { start, end } = wholeOf(mapping);
  if (mapping.style === "block")
    return [behindLine(layout, end, entryLines(path, value, layout.column(start), style, comment))];
  const text = inlineEntry(
    path,
    value,
    isJson(layout, mapping) ? { ...style, quotes: "double", quoteAll: true } : style,
  );
  return withComment(layout, end, comment, insertedInFlow(layout, mapping, [text]));
}

/** Puts items behind the last one of the list that the trail leads to. The comment goes behind the first of them. */
export function insertedItems(
  page: EditContext,
  trail: NodePath,
  list: Sequence,
  items: readonly Written[],
  comment: string | undefined,
): readonly Splice[] | undefined {
  const { layout } = page;
  const style = siblingStyle(list, styleAt(page, trail, list));
  const { start, end } = wholeOf(list);
  if (list.style === "flow") {
    const texts = items.map((item) => inlineText(item, style, "flow"));
    return withComment(layout, end, comment, insertedInFlow(layout, list, texts));
  }
  const dash = dashOf(layout, list);
  const [first, ...rest] = items.flatMap((item) => itemLines(item, layout.column(start), style, dash));
  return first === undefined ? [] : [behindLine(layout, end, [first + commentTail(comment), ...rest])];
}

/** Whether a mapping in braces is written as JSON, with all keys in double quotes. */
function isJson(layout: Layout, mapping: Mapping): boolean {
  const steps = stepsOf(mapping);
  return steps.length > 0 && steps.every((step) => layout.text[extentOf(step).start] === '"');
}

/** Where all strings of a list have the same quotes, a new one gets them too. */
function siblingStyle(list: Sequence, style: Style): Style {
  const quotes = new Set(list.items.map(({ value }) => (value.kind === "scalar" ? value.quotes : "plain")));
  const [only] = quotes;
  return quotes.size === 1 && (only === "single" || only === "double")
    ? { ...style, quotes: only, quoteAll: true }
    : style;
}

/** The dash of a list's last item with the blanks behind it. */
function dashOf(layout: Layout, list: Sequence): string {
  const last = stepsOf(list).at(-1);
  const dash = last && layout.prefix(extentOf(last).start).slice(layout.column(wholeOf(list).start));
  return dash !== undefined && /^- +$/.test(dash) ? dash : "- ";
}

/**
 * Inserts texts behind the last item in brackets or braces: on lines of their own if the last item has its own line,
 * and otherwise behind a comma. Undefined if the brackets hold only comments.
 */
function insertedInFlow(
  layout: Layout,
  collection: Mapping | Sequence,
  texts: readonly string[],
): readonly Splice[] | undefined {
  const whole = wholeOf(collection);
  const open = whole.start + 1;
  const close = whole.end - 1;
  const last = layout.contentEnd(close, open);
  if (last === open) {
    const hasComment = layout.commentsIn({ start: open, end: close }).length > 0;
    return hasComment ? undefined : [{ start: open, end: close, newText: texts.join(", ") }];
  }
  const hasComma = layout.text[last - 1] === ",";
  const indent = ownLineIndent(layout, collection, last);
  if (indent === undefined) {
    const behind = hasComma ? layout.contentEnd(last - 1, open) : last;
    return [{ start: behind, end: behind, newText: texts.map((text) => `, ${text}`).join("") }];
  }
  const line = layout.lineEnd(last);
  const newText = texts.map((text) => layout.eol + indent + text).join(",") + (hasComma ? "," : "");
  return [...(hasComma ? [] : [{ start: last, end: last, newText: "," }]), { start: line, end: line, newText }];
}

/** The indentation of the last item among brackets or braces, where it starts its line and the closing bracket stands on a later one. */
function ownLineIndent(layout: Layout, collection: Mapping | Sequence, last: number): string | undefined {
  const start = stepsOf(collection).reduce((latest, step) => Math.max(latest, extentOf(step).start), -1);
  if (start < 0 || layout.lineEnd(last) >= wholeOf(collection).end - 1) return undefined;
  const prefix = layout.prefix(start);
  return prefix.trim() === "" ? prefix : undefined;
}
