import { allowIn } from "../../model/allow-comment.ts";
import type { Span } from "../../text/span.ts";
import type { Layout } from "./layout.ts";
import type { Splice } from "./text-draft.ts";

/** Puts lines behind the line of an offset. */
export function behindLine(layout: Layout, offset: number, lines: readonly string[]): Splice {
  const end = layout.lineEnd(offset);
  return { start: end, end, newText: lines.map((line) => layout.eol + line).join("") };
}

/** Takes away whole lines. Comments stay, on lines of their own; only those that allow findings of the lines go with them. */
export function withoutLines(layout: Layout, { start, end }: Span): Splice {
  const lines = { start: layout.lineStart(start), end: layout.lineEnd(end) };
  const kept = layout.commentsIn(lines).filter((comment) => allowIn(layout.text, comment) === undefined);
  const indent = layout.prefix(start).replace(/[^ ].*/s, "");
  const comments = kept.map((comment) => {
    const prefix = layout.prefix(comment.start);
    return (prefix.trim() === "" ? prefix : indent) + layout.slice(comment);
  });
  const next = layout.nextLine(end);
  if (lines.end < next)
    return { start: lines.start, end: next, newText: comments.map((line) => line + layout.eol).join("") };
  if (comments.length > 0) return { ...lines, newText: comments.join(layout.eol) };
  return { start: layout.lineBreakBefore(lines.start), end: lines.end, newText: "" };
}

/** The splices, and a comment at the end of the line of an offset. */
export function withComment(
  layout: Layout,
  offset: number,
  comment: string | undefined,
  splices: readonly Splice[] | undefined,
): readonly Splice[] | undefined {
  if (splices === undefined || comment === undefined) return splices;
  const end = layout.lineEnd(offset);
  return [...splices, { start: end, end, newText: commentTail(comment) }];
}

export function commentTail(comment: string | undefined): string {
  return comment === undefined ? "" : ` # ${comment}`;
}
