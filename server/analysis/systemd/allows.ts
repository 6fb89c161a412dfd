import { type AllowText, allowIn } from "../model/allow-comment.ts";
import { countWhile } from "../text/sorted.ts";
import type { Place, Span } from "../text/span.ts";
import type { UnitFile } from "./unit-file.ts";

/** A comment that allows findings, with the stretch of the file that it stands for. */
export interface UnitAllow {
  readonly allow: AllowText;
  readonly cover: Span;
}

/**
 * The comments of a unit's file that allow findings. One above `Key=value` stands for that, one above a section for the section, and one on top of the
 * file for the whole file.
 */
export function allowsInUnit({ text, comments, lines, sections }: UnitFile): readonly UnitAllow[] {
  const places: readonly Place[] = [...lines.map(({ whole }) => whole), ...sections.values()];
  const headers = [...sections.values()].map(({ start }) => start).sort((a, b) => a - b);
  const isHeader = new Set(headers);
  const sorted = [...places].sort((a, b) => a.start - b.start);
  const top = sorted[0]?.start ?? text.length;
  return comments.flatMap((comment): readonly UnitAllow[] => {
    const allow = allowIn(text, comment);
    if (allow === undefined) return [];
    if (comment.start < top) return [{ allow, cover: { start: 0, end: text.length } }];
    const next = sorted[countWhile(sorted.length, (index) => (sorted[index]?.start ?? 0) <= comment.end)];
    if (next === undefined) return [{ allow, cover: comment }];
    if (!isHeader.has(next.start)) return [{ allow, cover: next }];
    const end = headers[countWhile(headers.length, (index) => (headers[index] ?? 0) <= next.start)] ?? text.length;
    return [{ allow, cover: { start: next.start, end } }];
  });
}
