import type { Comment, Directive } from "./tree.ts";

/** The parser directives that BuildKit knows. Source: https://docs.docker.com/reference/dockerfile/#parser-directives */
const DIRECTIVES: ReadonlySet<string> = new Set(["syntax", "escape", "check"]);

/** What Go's regular expressions take for white space. */
const BLANKS = "\t\n\f\r ";

/**
 * Reads `# name = value`; undefined for any other comment, which ends the directives of a file. Names are compared in lower case.
 * Source: https://github.com/moby/buildkit/blob/master/frontend/dockerfile/parser/directives.go (directiveRegexp).
 */
export function directiveOf({ text, at }: Comment): Directive | undefined {
  const [whole, name = ""] = /^#[\s\x85]*([a-z][a-z0-9]*)[\t\n\f\r ]*=/i.exec(text) ?? [];
  if (whole === undefined || whole.length === text.length || !DIRECTIVES.has(name.toLowerCase())) return undefined;
  let start = whole.length;
  let end = text.length;
  // One character is left in any case: a value may be a blank.
  while (start < end - 1 && BLANKS.includes(text.charAt(start))) start++;
  while (start < end - 1 && BLANKS.includes(text.charAt(end - 1))) end--;
  return {
    name: name.toLowerCase(),
    value: text.slice(start, end),
    at: { file: at.file, start: at.start + start, end: at.start + end },
  };
}
