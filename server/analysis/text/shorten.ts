/** The text itself, or as much of its start as `limit` UTF-16 code units hold with an ellipsis behind it. No character is cut in two. */
export function shortened(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const start = text.slice(0, limit - 1);
  return `${/[\uD800-\uDBFF]$/.test(start) ? start.slice(0, -1) : start}…`;
}

/** How long a message is at most, whatever names of the file it holds. In UTF-16 code units. */
export const LONGEST_MESSAGE = 1_000;
