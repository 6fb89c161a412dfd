import { type AllowText, allowIn } from "../model/allow-comment.ts";
import type { AllowChange } from "../model/change.ts";
import type { Edit } from "../text/edit.ts";
import { Lines } from "../text/lines.ts";
import type { Span } from "../text/span.ts";

/** A comment that allows findings, with the stretch of the file that it stands for. */
export interface LineAllow {
  readonly allow: AllowText;
  readonly cover: Span;
}

/** A file whose comments stand behind values and on lines of their own. */
interface Commented {
  readonly file: string;
  readonly text: string;
  readonly comments: readonly Span[];
}

/**
 * The comments of a file that allow findings. One behind a value stands for its line, one above for the next line and for what begins there, and one above all
 * that the file holds for the file. `extentsOf` gives the extents of all that the file holds, in any order; it is asked where a comment allows something.
 * The time is in proportion to the text, but for sorting.
 */
export function allowsByLine(
  { text, comments }: Omit<Commented, "file">,
  extentsOf: () => readonly Span[],
): readonly LineAllow[] {
  const allows = comments.map((comment) => allowIn(text, comment));
  if (allows.every((allow) => allow === undefined)) return [];
  const extents = [...extentsOf()].sort((a, b) => a.start - b.start);
  const top = extents[0]?.start ?? text.length;
  const behind = contentBehind(text, comments);
  const lines = new Lines(text);
  const ends = endsByLine(extents, lines);
  return comments.flatMap((comment, index): LineAllow[] => {
    const allow = allows[index];
    if (allow === undefined) return [];
    if (comment.end <= top) return [{ allow, cover: { start: 0, end: text.length } }];
    const start = lines.start(lines.positionAt(comment.start).line);
    const line = { start, end: lines.end(lines.positionAt(comment.end).line) };
    const isAlone = (comments[index - 1]?.end ?? 0) <= start && text.slice(start, comment.start).trim() === "";
    const next = isAlone ? behind[index] : undefined;
    if (next === undefined) return [{ allow, cover: line }];
    const below = lines.positionAt(next).line;
    return [{ allow, cover: { start: lines.start(below), end: Math.max(lines.end(below), ends.get(below) ?? 0) } }];
  });
}

/** Where the first thing stands behind each comment that is neither blank nor a comment; undefined where nothing does. */
function contentBehind(text: string, comments: readonly Span[]): readonly (number | undefined)[] {
  let next: number | undefined;
  const behind = comments.toReversed().map(({ end }, index) => {
    const until = comments[comments.length - index]?.start ?? text.length;
    let at = end;
    while (at < until && /\s/.test(text.charAt(at))) at++;
    if (at < until) next = at;
    return next;
  });
  return behind.toReversed();
}

/** The end of the last of those that begin on each line. */
function endsByLine(extents: readonly Span[], lines: Lines): ReadonlyMap<number, number> {
  const ends = new Map<number, number>();
  for (const { start, end } of extents) {
    const { line } = lines.positionAt(start);
    ends.set(line, Math.max(end, ends.get(line) ?? 0));
  }
  return ends;
}

/**
 * The line that puts a comment above the line of a place, or on top of the file, where it stands for all of it. Undefined where no rule is named.
 * A line in the middle of a value takes it too: no string crosses a line.
 */
export function allowLineEdit(
  mark: "//" | "#",
  { file, text }: Pick<Commented, "file" | "text">,
  { at, rules, reason, scope }: AllowChange,
): Edit | undefined {
  if (rules.length === 0) return undefined;
  const why = reason === "" ? "" : ` -- ${reason.replace(/\s+/g, " ").trim()}`;
  const eol = /\r\n|\n/.exec(text)?.[0] ?? "\n";
  const top = text.startsWith("\uFEFF") ? 1 : 0;
  const line = Math.max(top, text.lastIndexOf("\n", at.start - 1) + 1);
  const start = scope === "line" ? line : top;
  const indent = /^[ \t]*/.exec(text.slice(start, start + 256))?.[0] ?? "";
  return { file, start, end: start, newText: `${indent}${mark} bulkhead: allow ${rules.join(", ")}${why}${eol}` };
}
