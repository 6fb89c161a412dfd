import type { Span } from "../text/span.ts";

/** The rules that a comment allows and why; the spans of the ids are offsets in the file. */
export interface AllowText extends Span {
  readonly ids: readonly { readonly id: string; readonly at: Span }[];
  readonly reason: string | undefined;
}

/**
 * Reads `# bulkhead: allow ID[, ID] -- reason`, in any case and with any number of blanks between the words; a comment of Markdown stands in `<!-- -->`, one of JSON
 * behind `//` or between `/*` and its end, and one of a unit may begin with `;`.
 * Undefined for every other comment, also for one that names no rule.
 */
export function allowIn(text: string, comment: Span): AllowText | undefined {
  const whole = text.slice(comment.start, comment.end);
  const content = withoutEnd(whole).trimEnd();
  const head = HEAD.exec(content);
  if (!head) return undefined;
  const dashes = content.indexOf("--", head[0].length);
  const listEnd = dashes < 0 ? content.length : dashes;
  const ids = wordsIn(content.slice(head[0].length, listEnd), comment.start + head[0].length);
  if (ids.length === 0) return undefined;
  const reason = dashes < 0 ? "" : content.slice(dashes + 2).trim();
  return { start: comment.start, end: comment.start + content.length, ids, reason: reason === "" ? undefined : reason };
}

const ENDS: ReadonlyMap<string, string> = new Map([
  ["<!--", "-->"],
  ["/*", "*/"],
]);

function withoutEnd(comment: string): string {
  for (const [start, end] of ENDS) {
    if (comment.startsWith(start) && comment.endsWith(end)) return comment.slice(0, -end.length);
  }
  return comment;
}

const HEAD = /^(?:#+|;+|<!--|\/\/+|\/\*+)[ \t]*bulkhead:[ \t]*allow(?=[ \t])/i;

/** The ids in a list that commas or blanks divide. A rule's own name may hold a hyphen, so `--` has to be cut off before. */
function wordsIn(list: string, offset: number): AllowText["ids"] {
  return [...list.matchAll(/[^\s,]+/g)].map((match) => {
    const start = offset + match.index;
    return { id: match[0].toLowerCase(), at: { start, end: start + match[0].length } };
  });
}
