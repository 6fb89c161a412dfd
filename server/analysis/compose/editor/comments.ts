import { allowIn } from "../../model/allow-comment.ts";
import type { YamlFile } from "../../yaml/yaml-file.ts";

/**
 * Whether an edited file has every comment of the file before. A comment may have become a part of a longer one, and one that allows findings may go
 * with the lines that it speaks of.
 */
export function keepsComments(before: YamlFile, after: YamlFile): boolean {
  const left = new Map<string, number>();
  for (const text of commentTexts(after)) left.set(text, (left.get(text) ?? 0) + 1);
  const changed: string[] = [];
  for (const text of commentTexts(before)) {
    const count = left.get(text) ?? 0;
    if (count > 0) left.set(text, count - 1);
    else if (allowIn(text, { start: 0, end: text.length }) === undefined) changed.push(text);
  }
  const longer = [...left].filter(([, count]) => count > 0).map(([text]) => text);
  return changed.every((text) => longer.some((other) => other.includes(text)));
}

function commentTexts({ comments, text }: YamlFile): readonly string[] {
  return comments.map(({ start, end }) => text.slice(start, end));
}
