import type { AllowChange } from "../model/change.ts";
import type { Edit } from "../text/edit.ts";
import type { UnitFile } from "./unit-file.ts";

/** The line that puts a comment above a line or a section, or on top of the file; undefined where nothing stands that it could be above. */
export function allowEdit(unit: UnitFile, { at, rules, reason, scope }: AllowChange): Edit | undefined {
  const { file, text, lines, sections } = unit;
  if (rules.length === 0) return undefined;
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const said = `# bulkhead: allow ${rules.join(", ")}${reason === "" ? "" : ` -- ${reason.replace(/\s+/g, " ").trim()}`}`;
  const inserted = (offset: number, line: string): Edit => ({ file, start: offset, end: offset, newText: line });
  if (scope === "file") return inserted(text.startsWith("\uFEFF") ? 1 : 0, `${said}${eol}`);
  const places = [...lines.map(({ whole }) => whole), ...sections.values()];
  const place = places.find(({ start, end }) => start <= at.start && at.start <= end);
  return place && inserted(text.lastIndexOf("\n", place.start - 1) + 1, `${said}${eol}`);
}
