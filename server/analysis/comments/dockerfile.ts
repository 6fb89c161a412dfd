import type { Span } from "../text/span.ts";
import type { Comment } from "./comment.ts";

/** One instruction with its continuation lines and here-documents. `keyword` is upper case. */
export interface Instruction extends Span {
  readonly keyword: string;
}

/** A Dockerfile cut into comments and instructions, in the order of the file. */
export interface DockerfileLines {
  readonly comments: readonly Comment[];
  readonly instructions: readonly Instruction[];
}

/**
 * Cuts a Dockerfile into comment lines and instructions. A comment is a line whose first visible character is `#`, also between the continuation
 * lines of an instruction, and never inside a here-document. Reads the text once from front to back and never fails.
 * Source: https://docs.docker.com/reference/dockerfile/#format and https://docs.docker.com/reference/dockerfile/#here-documents
 */
export function dockerfileLines(text: string): DockerfileLines {
  const comments: Comment[] = [];
  const instructions: Instruction[] = [];
  const continuation = escapeOf(text);
  let open: { keyword: string; start: number; end: number; continues: boolean; heredocs: Heredoc[] } | undefined;
  for (const line of linesOf(text)) {
    const content = text.slice(line.start, line.end);
    const waiting = open && !open.continues ? open.heredocs[0] : undefined;
    if (open && waiting) {
      open.end = line.end;
      if ((waiting.tabs ? content.replace(/^\t+/, "") : content) === waiting.word) open.heredocs.shift();
      continue;
    }
    const visible = content.trim();
    if (visible.startsWith("#")) {
      comments.push({ start: line.start + content.indexOf("#"), end: line.end, trailing: false });
      continue;
    }
    if (visible === "") continue;
    if (open?.continues) open.end = line.end;
    else {
      if (open) instructions.push({ keyword: open.keyword, start: open.start, end: open.end });
      const start = line.start + content.length - content.trimStart().length;
      open = {
        keyword: /^[^\s]*/.exec(visible)?.[0].toUpperCase() ?? "",
        start,
        end: line.end,
        continues: true,
        heredocs: [],
      };
    }
    open.continues = visible.endsWith(continuation);
    if (TAKES_HEREDOC.has(open.keyword)) open.heredocs.push(...heredocsIn(content));
  }
  if (open) instructions.push({ keyword: open.keyword, start: open.start, end: open.end });
  return { comments, instructions };
}

interface Heredoc {
  readonly word: string;
  readonly tabs: boolean;
}

const TAKES_HEREDOC: ReadonlySet<string> = new Set(["RUN", "COPY", "ADD"]);

function heredocsIn(content: string): Heredoc[] {
  return [...content.matchAll(/(?<![<])<<(-?)(["']?)([A-Za-z_][A-Za-z0-9_.]*)\2/g)].map((match) => ({
    word: match[3] ?? "",
    tabs: match[1] === "-",
  }));
}

/** The escape character: a backslash unless a directive at the top says otherwise. */
function escapeOf(text: string): string {
  for (const line of linesOf(text)) {
    const directive = /^\s*#\s*([A-Za-z]+)\s*=\s*(\S+)\s*$/.exec(text.slice(line.start, line.end));
    if (!directive) return "\\";
    if (directive[1]?.toLowerCase() === "escape") return directive[2] === "`" ? "`" : "\\";
  }
  return "\\";
}

/** Whether a comment is a parser directive, which has to stand at the very top: `# syntax=`, `# escape=`, `# check=`. */
export function isDirective(comment: string): boolean {
  return /^#\s*(?:syntax|escape|check)\s*=/i.test(comment);
}

function* linesOf(text: string): Generator<Span> {
  let start = text.startsWith("\u{FEFF}") ? 1 : 0;
  while (start <= text.length) {
    const feed = text.indexOf("\n", start);
    const next = feed < 0 ? text.length : feed;
    yield { start, end: next > start && text.charAt(next - 1) === "\r" ? next - 1 : next };
    start = next + 1;
  }
}
