import type { AllowChange } from "../model/change.ts";
import type { Edit } from "../text/edit.ts";
import type { JsonFile } from "./json-file.ts";

/**
 * The line that puts a comment above the line of a place, or on top of the file, where it stands for the whole container. Undefined where no rule is named.
 * A line in the middle of a value takes it too: no string crosses a line.
 */
export function jsonAllowEdit({ file, text }: JsonFile, { at, rules, reason, scope }: AllowChange): Edit | undefined {
  if (rules.length === 0) return undefined;
  const why = reason === "" ? "" : ` -- ${reason.replace(/\s+/g, " ").trim()}`;
  const eol = /\r\n|\n/.exec(text)?.[0] ?? "\n";
  const top = text.startsWith("\uFEFF") ? 1 : 0;
  const line = Math.max(top, text.lastIndexOf("\n", at.start - 1) + 1);
  const start = scope === "line" ? line : top;
  const indent = /^[ \t]*/.exec(text.slice(start, start + 256))?.[0] ?? "";
  return { file, start, end: start, newText: `${indent}// bulkhead: allow ${rules.join(", ")}${why}${eol}` };
}
