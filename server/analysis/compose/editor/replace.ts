import type { Written } from "../../model/change.ts";
import { type Place, type Span, samePlace } from "../../text/span.ts";
import { plainType, yamlType } from "../../yaml/scalar.ts";
import { type Node, type Scalar, wholeOf } from "../../yaml/tree.ts";
import { type EditContext, type Plan, planned, rootAt, styleAt, unchanged } from "./edit-context.ts";
import { asScalar, substituted } from "./expected-tree.ts";
import type { Style } from "./file-style.ts";
import type { Layout } from "./layout.ts";
import { lastStep, type NodePath, trailAround, trailToPlace } from "./node-path.ts";
import type { Splice } from "./text-draft.ts";
import { behindLine, commentTail, withComment, withoutLines } from "./text-lines.ts";
import { inlineText, isInline, stringToken, valueLines } from "./write.ts";

/**
 * Replaces the scalar at a place, or the part of a scalar that the place is, wherever aliases and merge keys bring it in.
 * A plain number stays one where the new text is one too; any other text is a string, and so is every user, since Compose refuses numbers there.
 */
export function planReplaceAt(page: EditContext, at: Place, text: string): Plan | undefined {
  const trail = trailToPlace(page.file.documents, at) ?? trailAround(page.file.documents, at);
  const root = trail && rootAt(page, trail);
  if (trail === undefined || root === undefined) return undefined;
  const step = lastStep(trail);
  const { item, parent } = step;
  const old = item.value;
  if (item.via !== undefined || old.kind !== "scalar" || old.whole !== undefined || !covers(old.at, at))
    return undefined;
  const wanted = samePlace(old.at, at) ? text : withPart(page.layout, old, at, text);
  if (wanted === undefined) return undefined;
  if (wanted === old.text) return unchanged(page);
  const isText = step.kind === "entry" && step.key === "user";
  const keepsType = !isText && yamlType(old) !== "string" && plainType(wanted) === yamlType(old);
  const style = styleAt(page, trail, parent);
  const token = keepsType ? wanted : stringTokenLike(old, wanted, style, parent.style);
  const next: Scalar = {
    ...asScalar(wanted, keepsType || old.tag === "string" ? "plain" : "double"),
    ...(old.tag ? { tag: old.tag } : {}),
  };
  const isEmpty = old.at.start === old.at.end;
  if (isEmpty && step.kind === "item") return undefined;
  const splice =
    isEmpty && step.kind === "entry" ? overNull(page.layout, step.item.key, old, token) : over(old.at, token);
  return planned(page, trail, substituted(root, old, next), [splice]);
}

function covers(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function over({ start, end }: Span, newText: string): Splice {
  return { start, end, newText };
}

/** A scalar's text with a part replaced, where the content stands in the file as it is. */
function withPart(layout: Layout, { at, text, quotes }: Scalar, part: Place, by: string): string | undefined {
  const start = at.start + (quotes === "plain" ? 0 : 1);
  if (layout.text.slice(start, start + text.length) !== text || part.start < start) return undefined;
  return text.slice(0, part.start - start) + by + text.slice(part.end - start);
}

/** A string in the quotes of another scalar; plain stays plain where YAML allows it. */
function stringTokenLike({ quotes }: Scalar, text: string, style: Style, around: "block" | "flow"): string {
  return quotes === "single" || quotes === "double"
    ? stringToken(text, quotes, around)
    : inlineText(text, style, around);
}

/** Writes a text where there is nothing, or in place of one of YAML's words for nothing. */
export function overNull(layout: Layout, key: Span, { at }: Scalar, text: string): Splice {
  if (at.start < at.end) return over(at, text);
  const hasColon = layout.text.slice(key.end, at.start).includes(":");
  return over(at, (hasColon ? " " : ": ") + text);
}

/** Takes away a word for nothing behind a key, with the blanks before it. */
export function withoutNull(layout: Layout, { at }: Scalar): readonly Splice[] {
  if (at.start === at.end) return [];
  return [over({ start: layout.contentEnd(at.start, layout.lineStart(at.start)), end: at.end }, "")];
}

/**
 * Writes a value in place of the one at the end of the trail: on the key's line, or below it.
 * Undefined where an anchor, a tag or a comment stands in what has to go.
 */
export function replacedValue(
  page: EditContext,
  trail: NodePath,
  value: Written,
  comment: string | undefined,
): readonly Splice[] | undefined {
  const { layout } = page;
  const step = lastStep(trail);
  if (step.kind === "item") return undefined;
  const { item, parent } = step;
  const style = styleAt(page, trail, parent);
  const span = item.via ?? wholeOf(item.value);
  const gap = layout.text.slice(item.key.end, span.start);
  const inline = inlineReplacement(item.via === undefined ? item.value : undefined, value, style, parent.style);
  if (inline !== undefined && !/[\r\n]/.test(gap)) {
    const isEmpty = item.value.kind === "scalar" && span.start === span.end;
    const splice =
      isEmpty && item.value.kind === "scalar" ? overNull(layout, item.key, item.value, inline) : over(span, inline);
    return layout.commentsIn(span).length > 0 ? undefined : withComment(layout, span.end, comment, [splice]);
  }
  const colonEnd = item.key.end + gap.indexOf(":") + 1;
  const rest = { start: colonEnd, end: span.end };
  const lines = inline === undefined ? valueLines(value, layout.column(item.key.start), style) : [];
  const isBelow = inline === undefined && /[\r\n]/.test(gap) && item.via === undefined;
  if (isBelow) return replacedLines(layout, { start: colonEnd, end: span.start }, span, lines, comment);
  if (gap.trim() !== ":" || layout.commentsIn(rest).length > 0) return undefined;
  if (inline !== undefined) return withComment(layout, span.end, comment, [over(rest, ` ${inline}`)]);
  const below = behindLine(layout, span.end, lines);
  return [over(rest, ""), { ...below, newText: commentTail(comment) + below.newText }];
}

/** Writes lines in place of those of a value that starts below its key. Undefined where an anchor or a tag stands before it. */
function replacedLines(
  layout: Layout,
  gap: Span,
  old: Span,
  lines: readonly string[],
  comment: string | undefined,
): readonly Splice[] | undefined {
  if (layout.contentEnd(gap.end, gap.start) > gap.start || layout.prefix(old.start).trim() !== "") return undefined;
  const below = behindLine(layout, gap.start, lines);
  return [{ ...below, newText: commentTail(comment) + below.newText }, withoutLines(layout, old)];
}

/** The new value as a text for one line; undefined where it has to go below its key. */
function inlineReplacement(
  old: Node | undefined,
  value: Written,
  style: Style,
  around: "block" | "flow",
): string | undefined {
  if (typeof value === "string" && old?.kind === "scalar") return stringTokenLike(old, value, style, around);
  const wasInline = old !== undefined && old.kind !== "scalar" && old.style === "flow";
  return around === "flow" || wasInline || isInline(value, style) ? inlineText(value, style, around) : undefined;
}
