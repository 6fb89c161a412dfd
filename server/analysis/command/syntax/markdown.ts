import { MappedText, type Piece } from "../../text/mapped-text.ts";
import type { Span } from "../../text/span.ts";
import { mentionsEngine } from "./detect.ts";
import { endsInBackslash, linesIn, type ScriptPart, withReplaced } from "./script-part.ts";

/** A fenced block: the lines within, without line breaks, and the place where a comment above it begins. */
interface Fence {
  readonly info: string;
  /** The blanks before the fence, which its lines have too. */
  readonly indent: number;
  readonly lines: readonly Span[];
}

/** The languages of blocks whose lines are commands. One without a language is read where a line begins as one that starts a container. */
const SHELL_LANGUAGES: ReadonlySet<string> = new Set([
  "sh",
  "bash",
  "shell",
  "zsh",
  "ksh",
  "shellscript",
  "text",
  "none",
]);
/** Those in which only what stands behind a prompt is a command. */
const SESSION_LANGUAGES: ReadonlySet<string> = new Set([
  ...["console", "shell-session", "shellsession", "sh-session", "terminal", "session"],
]);

/** The commands in the fenced blocks of a Markdown document; what stands in a line of text is left alone. Source: https://spec.commonmark.org/0.31.2/#fenced-code-blocks */
export function markdownParts(text: string): readonly ScriptPart[] {
  return fencesIn(text).flatMap((fence) => {
    const [first] = fence.lines;
    const last = fence.lines.at(-1);
    if (first === undefined || last === undefined || !mentionsEngine(text.slice(first.start, last.end))) return [];
    return partOf(fence, text);
  });
}

function partOf({ info, indent, lines }: Fence, text: string): readonly ScriptPart[] {
  const language = /^\{?\.?([\w-]*)/.exec(info)?.[1]?.toLowerCase() ?? "";
  const isSession = SESSION_LANGUAGES.has(language);
  if (!isSession && language !== "" && !SHELL_LANGUAGES.has(language)) return [];
  const written = lines.map((line) => withoutIndent(line, indent, text));
  const hasPrompts = isSession || written.some((line) => /^[$%] /.test(text.slice(line.start, line.end)));
  const isPlain = language === "" || language === "text" || language === "none";
  const starts = written.some(({ start, end }) => STARTS.test(text.slice(start, end)));
  if (isPlain && !hasPrompts && !starts) return [];
  const pieces = hasPrompts
    ? promptedPieces(written, text)
    : written.flatMap((line): readonly Piece[] => [...shown(line, text), newline(line)]);
  const [first] = written;
  return [{ source: MappedText.of(pieces, first?.start ?? 0), comments: hasPrompts ? "<!--" : "#" }];
}

const STARTS = /^\s*(?:sudo\s+)?(?:docker|podman|nerdctl)\s/;

/** What stands behind prompts, each with the lines that it is continued on. */
function promptedPieces(lines: readonly Span[], text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let isContinued = false;
  for (const line of lines) {
    const content = text.slice(line.start, line.end);
    const prompt = (isContinued ? /^(?:> )?/ : /^(?:[$%#]|PS>) (?=\S)/).exec(content);
    if (prompt === null) continue;
    pieces.push(...shown({ start: line.start + prompt[0].length, end: line.end }, text), newline(line));
    isContinued = endsInBackslash(text, line);
  }
  return pieces;
}

/** A line with what is to be filled in, `<port>`, as a variable that nobody sets. */
function shown(line: Span, text: string): readonly Piece[] {
  return withReplaced(text, line, /(?<![<\w])<([A-Za-z][\w .:/-]{0,60})>/g, ([, name = ""]) => {
    return `\${${name.replace(/\W/g, "_")}}`;
  });
}

function newline({ end }: Span): Piece {
  return { text: "\n", from: end, width: 0 };
}

function withoutIndent({ start, end }: Span, indent: number, text: string): Span {
  let at = start;
  while (at < end && at < start + indent && /[ \t]/.test(text.charAt(at))) at++;
  return { start: at, end };
}

function fencesIn(text: string): readonly Fence[] {
  const fences: Fence[] = [];
  let open:
    | { readonly mark: string; readonly info: string; readonly indent: number; readonly lines: Span[] }
    | undefined;
  for (const line of linesIn(text)) {
    const content = text.slice(line.start, line.end);
    const fence = /^([ \t]{0,40})(`{3,20}|~{3,20})([^`]{0,200})$/.exec(content);
    if (open === undefined) {
      if (fence === null) continue;
      const [, blanks = "", mark = "", info = ""] = fence;
      open = { mark, info: info.trim(), indent: blanks.length, lines: [] };
    } else if (fence !== null && closes(fence, open.mark)) {
      fences.push(open);
      open = undefined;
    } else open.lines.push(line);
  }
  return open === undefined ? fences : [...fences, open];
}

function closes([, , mark = "", rest = ""]: RegExpExecArray, opened: string): boolean {
  return mark.startsWith(opened) && rest.trim() === "";
}
