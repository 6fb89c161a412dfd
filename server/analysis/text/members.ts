import type { Span } from "./span.ts";

/** A text with its comments, in their order. */
interface Commented {
  readonly text: string;
  readonly comments: readonly Span[];
}

/**
 * What goes with a member of a list or an object between brackets: its comma, and a line that held nothing else. Comments stay. `members` are all of them in
 * order, and `around` reaches from bracket to bracket. Undefined where there is no such member.
 */
export function withoutMember(
  file: Commented,
  around: Span,
  members: readonly Span[],
  index: number,
): readonly Span[] | undefined {
  const { text } = file;
  const own = members[index];
  if (own === undefined) return undefined;
  const behind = nextToken(file, own.end);
  if (text.charAt(behind) === ",") {
    // A comment between a value and its comma stays.
    if (text.slice(own.end, behind).trim() !== "") return [own, { start: behind, end: behind + 1 }];
    return [withBlanks(text, { start: own.start, end: behind + 1 }, around)];
  }
  const rest = withBlanks(text, own, around);
  const before = index === 0 ? undefined : members[index - 1];
  const commaBefore = before && nextToken(file, before.end);
  // A line break may stand in the place of a comma.
  if (commaBefore === undefined || text.charAt(commaBefore) !== ",") return [rest];
  const comma = { start: commaBefore, end: commaBefore + 1 };
  return comma.end >= rest.start ? [{ start: comma.start, end: rest.end }] : [comma, rest];
}

/** A span with its line, where nothing else stands there; else with the blanks behind it, or before it where nothing stands behind it. */
function withBlanks(text: string, { start, end }: Span, around: Span): Span {
  let first = start;
  while (first > around.start + 1 && /[ \t]/.test(text.charAt(first - 1))) first--;
  let last = end;
  while (last < around.end - 1 && /[ \t]/.test(text.charAt(last))) last++;
  const startsLine = text.charAt(first - 1) === "\n";
  const endsLine = /[\r\n]/.test(text.charAt(last));
  if (startsLine && endsLine) {
    const feed = text.indexOf("\n", last);
    return { start: first, end: feed < 0 ? last : feed + 1 };
  }
  if (startsLine) return { start, end: last };
  return endsLine || last === around.end - 1 ? { start: first, end } : { start, end: last };
}

/** Where the next token begins, behind blanks and comments. */
export function nextToken({ text, comments }: Commented, from: number): number {
  let at = from;
  for (;;) {
    while (/\s/.test(text.charAt(at))) at++;
    const comment = comments.find(({ start }) => start === at);
    if (comment === undefined) return at;
    at = comment.end;
  }
}
