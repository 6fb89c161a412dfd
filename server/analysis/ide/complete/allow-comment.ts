import type { Finding } from "../../model/finding.ts";
import { RULES_BY_ID } from "../../rules/index.ts";
import type { Place } from "../../text/span.ts";
import { ruleMarkdown } from "../hover/rule-docs.ts";
import type { Completion } from "./item.ts";

/**
 * The ids for a comment `# bulkhead: allow …` that is being typed, those that are reported in the file first; or the words before the ids.
 * Undefined where the offset is in none of the comments.
 */
export function allowCompletion(
  text: string,
  comments: readonly Place[],
  findings: readonly Finding[],
  offset: number,
): Completion | undefined {
  const comment = comments.find((one) => one.start < offset && isBlank(text.slice(one.end, offset)));
  if (!comment) return undefined;
  const typed = text.slice(comment.start, offset);
  const word = wordAtEnd(typed);
  if (!HEAD.test(typed)) return headCompletion(comment, typed, offset);
  if (typed.includes(" --")) return undefined;
  const reported = new Set(findings.map(({ rule }) => rule));
  const ids = [...reported, ...[...RULES_BY_ID.keys()].filter((id) => !reported.has(id))];
  const items = ids.flatMap((id) => {
    const rule = RULES_BY_ID.get(id);
    return rule ? [{ text: id, detail: rule.docs.title, documentation: ruleMarkdown(rule) }] : [];
  });
  return { at: { ...comment, start: offset - word.length, end: offset }, items };
}

/** Blanks behind a comment are no part of it, but that is where the next word is typed. */
function isBlank(text: string): boolean {
  return /^[ \t]*$/.test(text);
}

const HEAD = /^(?:#+|\/\/+|\/\*+)[ \t]*bulkhead:[ \t]*allow[ \t]/i;

function headCompletion(comment: Place, typed: string, offset: number): Completion | undefined {
  const words = typed.replace(/^(?:#+|\/\/+|\/\*+)[ \t]*/, "");
  const text = "bulkhead: allow ";
  if (words === "" || !text.startsWith(words.toLowerCase())) return undefined;
  const at = { ...comment, start: offset - words.length, end: offset };
  return { at, items: [{ text, detail: "allows what a rule reports, with a reason" }] };
}

function wordAtEnd(text: string): string {
  let start = text.length;
  while (start > 0 && /[a-z0-9:-]/i.test(text.charAt(start - 1))) start--;
  return text.slice(start);
}
