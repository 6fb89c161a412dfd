import { type AllowText, allowIn } from "../model/allow-comment.ts";
import type { Span } from "../text/span.ts";
import type { Node } from "../yaml/tree.ts";
import type { JsonFile } from "./json-file.ts";

/** A comment that allows findings, with the stretch of the file that it stands for. */
export interface JsonAllow {
  readonly allow: AllowText;
  readonly cover: Span;
}

/**
 * The comments of a file that allow findings. One behind a value stands for its line, one above for the next line and the value that begins there, and one
 * above the whole object for the file.
 */
export function jsonAllows({ text, comments, root }: JsonFile): readonly JsonAllow[] {
  const top = root?.whole?.start ?? text.length;
  return comments.flatMap((comment): JsonAllow[] => {
    const allow = allowIn(text, comment);
    if (allow === undefined) return [];
    if (comment.end <= top) return [{ allow, cover: { start: 0, end: text.length } }];
    const line = lineAround(text, comment);
    const isAlone = text.slice(line.start, comment.start).trim() === "";
    if (!isAlone) return [{ allow, cover: line }];
    const next = nextContent(text, comments, comment.end);
    return [{ allow, cover: next === undefined ? line : withValue(root, lineAround(text, next)) }];
  });
}

/** The line, to the end of the last of the values whose keys or beginnings stand on it. */
function withValue(root: Node | undefined, line: Span): Span {
  let { end } = line;
  const visit = (node: Node): void => {
    const whole = node.whole ?? node.at;
    if (whole.end <= line.start || whole.start >= line.end) return;
    if (whole.start >= line.start) end = Math.max(end, whole.end);
    if (node.kind === "mapping") {
      for (const { key, value } of node.entries.values()) {
        if (key.start >= line.start && key.start < line.end) end = Math.max(end, (value.whole ?? value.at).end);
        else visit(value);
      }
    } else if (node.kind === "sequence") for (const { value } of node.items) visit(value);
  };
  if (root !== undefined) visit(root);
  return { start: line.start, end };
}

/** What stands behind an offset and is neither blank nor comment. */
function nextContent(text: string, comments: readonly Span[], from: number): Span | undefined {
  let at = from;
  for (let next = 0; at < text.length; at++) {
    while ((comments[next]?.end ?? text.length) <= at && next < comments.length) next++;
    const comment = comments[next];
    if (comment !== undefined && comment.start <= at) at = comment.end - 1;
    else if (/\S/.test(text.charAt(at))) return { start: at, end: at + 1 };
  }
  return undefined;
}

function lineAround(text: string, { start, end }: Span): Span {
  const feed = text.indexOf("\n", end);
  return { start: text.lastIndexOf("\n", start - 1) + 1, end: feed < 0 ? text.length : feed };
}
