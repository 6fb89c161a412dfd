import type { Place } from "./span.ts";

/** A replacement of one place by `newText`; an empty place inserts, an empty text deletes. */
export interface Edit extends Place {
  readonly newText: string;
  /** Set where the edit makes the file, with all that it holds: it must not be there yet. */
  readonly makes?: true;
}

/**
 * Applies the edits of one file to its text.
 * Returns undefined when two edits overlap or one lies outside the text, so that no caller can write a half-right file.
 * Edits that insert at one offset keep their order.
 */
export function applyEdits(text: string, edits: readonly Edit[]): string | undefined {
  const ordered = edits.map((edit, index) => ({ edit, index })).sort(byPlace);
  let result = "";
  let done = 0;
  for (const { edit } of ordered) {
    if (edit.start < done || edit.end < edit.start || edit.end > text.length) return undefined;
    result += text.slice(done, edit.start) + edit.newText;
    done = edit.end;
  }
  return result + text.slice(done);
}

interface Ordered {
  readonly edit: Edit;
  readonly index: number;
}

function byPlace(a: Ordered, b: Ordered): number {
  return a.edit.start - b.edit.start || a.edit.end - b.edit.end || a.index - b.index;
}

/** One edit from the first to the last character that differs; none where the texts are the same. */
export function difference(file: string, before: string, after: string): readonly Edit[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (end < before.length - start && end < after.length - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  if (start === before.length && start === after.length) return [];
  return [{ file, start, end: before.length - end, newText: after.slice(start, after.length - end) }];
}
