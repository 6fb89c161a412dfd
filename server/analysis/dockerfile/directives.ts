import type { Comment, Directive } from "./tree.ts";
import { isSpace } from "./words.ts";

/** The parser directives that BuildKit knows. Source: https://docs.docker.com/reference/dockerfile/#parser-directives */
const DIRECTIVES: ReadonlySet<string> = new Set(["syntax", "escape", "check"]);

/** Reads `# name = value`; undefined for any other comment, which ends the directives of a file. Names are compared in lower case. */
export function directiveOf(comment: Comment): Directive | undefined {
  const { text, at } = comment;
  const equals = text.indexOf("=");
  if (equals < 0) return undefined;
  const name = text.slice(1, equals).trim().toLowerCase();
  if (!DIRECTIVES.has(name)) return undefined;
  let start = equals + 1;
  let end = text.length;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  if (start === end) return undefined;
  return {
    name,
    value: text.slice(start, end),
    at: { file: at.file, start: at.start + start, end: at.start + end },
  };
}
