import { type StructuredPatchHunk, structuredPatch } from "diff";
import { type Printable, printable, printableLines, wellFormed } from "../text/printable.ts";

/** How many unchanged lines stand around a change. */
const CONTEXT = 3;

/**
 * A difference as it is printed, on a terminal and into a pipe alike, since a CI system's log is a pipe too. Where its lines are not printable as they are, it
 * can be read and not applied: every line is a comment, so that neither tool puts a replaced character into a file, nor takes a line of the file, which a
 * blank precedes, for a header of its own: `patch` allows for indented ones. `--fix` makes such changes.
 */
export function printedDiff(name: string, before: string, after: string): Printable {
  const diff = unifiedDiff(name, before, after);
  const printed = printableLines(diff);
  if (printed === diff) return printed;
  return printableLines(`${NOT_APPLIED}\n${printed}`.replace(/^(?=.)/gm, "# "));
}

const NOT_APPLIED =
  "This part cannot be applied as a patch: U+FFFD stands for characters that must not be printed. Leave out --diff to make these changes.";

/** The difference of two texts as `patch -p1` and `git apply` take it; empty where there is none. `name` is a relative path. */
export function unifiedDiff(name: string, before: string, after: string): string {
  return before === after ? "" : diffParts(name, before, after).join("");
}

/** The same in parts: its header, and each hunk, of which any number in their order make a difference that can be applied. */
export function diffParts(name: string, before: string, after: string): readonly [header: string, ...hunks: string[]] {
  const { hunks } = structuredPatch(name, name, before, after, undefined, undefined, { context: CONTEXT });
  return [`--- ${headerName(`a/${name}`)}\n+++ ${headerName(`b/${name}`)}\n`, ...hunks.map(hunkText)];
}

function hunkText({ oldStart, oldLines, newStart, newLines, lines }: StructuredPatchHunk): string {
  const header = `@@ -${range(oldStart, oldLines)} +${range(newStart, newLines)} @@`;
  return `${[header, ...lines].join("\n")}\n`;
}

/** An empty range is named by the line before it. */
function range(start: number, lines: number): string {
  return `${lines === 0 ? start - 1 : start},${lines}`;
}

/**
 * A name as git writes it into a header: one with characters that are not to be printed, quotes or backslashes is quoted as in C, the bytes of its UTF-8
 * in octal; a tab ends one with blanks, at which `patch` would stop. Source: https://git-scm.com/docs/git-config#Documentation/git-config.txt-corequotePath
 */
function headerName(name: string): string {
  const isPlain = printable(name) === name && !/["\\]/.test(name);
  if (isPlain) return name.includes(" ") ? `${name}\t` : name;
  return `"${name.replace(/["\\]|[^\w ./-]/gu, quoted)}"`;
}

function quoted(character: string): string {
  if (character === '"' || character === "\\") return `\\${character}`;
  // What needs no escape in a URI is ASCII, one byte; of the rest the escapes are its bytes.
  const escaped = encodeURIComponent(wellFormed(character));
  const bytes = escaped.startsWith("%")
    ? escaped
        .slice(1)
        .split("%")
        .map((hex) => Number.parseInt(hex, 16))
    : [character.charCodeAt(0)];
  return bytes.map((byte) => `\\${byte.toString(8).padStart(3, "0")}`).join("");
}
