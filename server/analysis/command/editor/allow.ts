import type { AllowChange } from "../../model/change.ts";
import type { Edit } from "../../text/edit.ts";
import type { CommandFile, ContainerCommand } from "../syntax/tree.ts";

/** The line that puts a comment above a command, above the block of Markdown that holds it, or on top of the file; undefined where no comment can stand. */
export function allowEdit(
  { file, text, kind }: CommandFile,
  command: ContainerCommand | undefined,
  { rules, reason, scope }: AllowChange,
): Edit | undefined {
  const said = `bulkhead: allow ${rules.join(", ")}${reason === "" ? "" : ` -- ${reason.replace(/\s+/g, " ").trim()}`}`;
  if (rules.length === 0) return undefined;
  const eol = /\r\n|\n/.exec(text)?.[0] ?? "\n";
  const inserted = (at: number, line: string): Edit => ({ file, start: at, end: at, newText: line });
  if (scope === "file") {
    const top = topOf(text);
    return inserted(top, `${kind === "markdown" ? html(said) : `# ${said}`}${eol}${eol}`);
  }
  if (command?.comments === undefined) return undefined;
  if (command.comments === "<!--") {
    const fence = fenceAbove(text, command.whole.start);
    return fence === undefined ? undefined : inserted(fence, `${indentAt(text, fence)}${html(said)}${eol}`);
  }
  const start = firstLine(text, command.whole.start);
  // What stands before a tab is a line of make's own, which no shell is given.
  const indent = kind === "makefile" ? "" : indentAt(text, start);
  return inserted(start, `${indent}# ${said}${eol}`);
}

function html(said: string): string {
  return `<!-- ${said} -->`;
}

/** Behind the line that names a script's program. */
function topOf(text: string): number {
  if (!text.startsWith("#!")) return text.startsWith("\uFEFF") ? 1 : 0;
  const feed = text.indexOf("\n");
  return feed < 0 ? text.length : feed + 1;
}

/** The start of the first of the lines that backslashes join with the one of an offset. */
function firstLine(text: string, offset: number): number {
  let start = lineStart(text, offset);
  while (start > 0 && /\\\r?\n$/.test(text.slice(Math.max(0, start - 3), start))) start = lineStart(text, start - 1);
  return start;
}

function fenceAbove(text: string, offset: number): number | undefined {
  for (let start = lineStart(text, offset); start > 0; ) {
    start = lineStart(text, start - 1);
    if (/^[ \t]*(?:`{3}|~{3})/.test(text.slice(start, start + 200))) return start;
  }
  return undefined;
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

function indentAt(text: string, start: number): string {
  return /^[ \t]*/.exec(text.slice(start, start + 256))?.[0] ?? "";
}
