import { MappedText } from "../../text/mapped-text.ts";
import { directiveOf } from "./directives.ts";
import type { Comment, Directive, Escape } from "./tree.ts";
import { isSpace } from "./words.ts";

/** One physical line: `[start, end)` is its content without the line ending, `next` is where the next one starts. */
export interface PhysicalLine {
  readonly start: number;
  readonly end: number;
  readonly next: number;
}

/** An instruction's lines with continuations and comment lines taken out. `end` is the end of the last of them. */
export interface LogicalLine {
  readonly joined: MappedText;
  readonly end: number;
}

/**
 * Reads a Dockerfile line by line, as BuildKit's parser does: only LF ends a line, a comment may stand within an instruction, and so may an empty line.
 * Source: https://github.com/moby/buildkit/blob/master/frontend/dockerfile/parser/parser.go (Parse).
 */
export class LogicalLines {
  readonly comments: Comment[] = [];
  readonly directives: Directive[] = [];
  escapedBy: Escape = "\\";
  readonly #file: string;
  readonly #text: string;
  #position: number;
  /** Whether an `escape` directive may still come. */
  #escapeMayCome = true;
  /** The same of `syntax` and `check`, which BuildKit looks for in a reading of their own. */
  #othersMayCome = true;

  constructor(file: string, text: string) {
    this.#file = file;
    this.#text = text;
    this.#position = text.startsWith("\uFEFF") ? 1 : 0;
  }

  /** The next physical line as it is, such as one of a here-document; undefined at the end. */
  nextPhysical(): PhysicalLine | undefined {
    if (this.#position >= this.#text.length) return undefined;
    const start = this.#position;
    const feed = this.#text.indexOf("\n", start);
    const next = feed < 0 ? this.#text.length : feed + 1;
    let end = feed < 0 ? next : feed;
    while (end > start && this.#text.charCodeAt(end - 1) === 13) end--;
    this.#position = next;
    return { start, end, next };
  }

  /** The next instruction; undefined at the end of the file. */
  next(): LogicalLine | undefined {
    for (let line = this.nextPhysical(); line; line = this.nextPhysical()) {
      const start = this.#contentStart(line);
      if (this.#isComment(start, line)) this.#readComment(start, line);
      else {
        this.#escapeMayCome = false;
        this.#othersMayCome = false;
        if (start < line.end) return this.#instruction(start, line);
      }
    }
    return undefined;
  }

  #instruction(start: number, first: PhysicalLine): LogicalLine {
    const pieces: { text: string; from: number }[] = [];
    let from = start;
    let line: PhysicalLine | undefined = first;
    let end = first.end;
    while (line) {
      const content = this.#text.slice(from, line.end);
      const kept = continued(content, this.escapedBy);
      pieces.push({ text: kept ?? content, from });
      end = line.end;
      if (kept === undefined) break;
      line = this.#nextContinuation();
      from = line?.start ?? from;
    }
    return { joined: MappedText.of(pieces, start), end };
  }

  #nextContinuation(): PhysicalLine | undefined {
    for (let line = this.nextPhysical(); line; line = this.nextPhysical()) {
      const start = this.#contentStart(line);
      if (this.#isComment(start, line)) this.comments.push(this.#comment(start, line));
      else if (start < line.end) return line;
    }
    return undefined;
  }

  #contentStart(line: PhysicalLine): number {
    let start = line.start;
    while (start < line.end && isSpace(this.#text.charCodeAt(start))) start++;
    return start;
  }

  #isComment(start: number, line: PhysicalLine): boolean {
    return start < line.end && this.#text.charAt(start) === "#";
  }

  #comment(start: number, line: PhysicalLine): Comment {
    return { text: this.#text.slice(start, line.end), at: { file: this.#file, start, end: line.end } };
  }

  #readComment(start: number, line: PhysicalLine): void {
    const comment = this.#comment(start, line);
    const directive = directiveOf(comment);
    // The first line may be a shebang only where `syntax` is looked for, and what is indented only sets the escape character.
    if (!directive || isShebang(comment)) this.#escapeMayCome = false;
    if ((!directive && !isShebang(comment)) || start > this.#marginOf(line)) this.#othersMayCome = false;
    if (!directive || !(directive.name === "escape" ? this.#escapeMayCome : this.#othersMayCome)) {
      this.comments.push(comment);
      return;
    }
    this.directives.push(directive);
    if (directive.name === "escape" && directive.value === "`") this.escapedBy = "`";
  }

  #marginOf({ start }: PhysicalLine): number {
    return start === 0 && this.#text.startsWith("\uFEFF") ? 1 : start;
  }
}

/** `#!/usr/bin/env …` as the first line, which BuildKit passes over when it looks for the syntax. */
function isShebang(comment: Comment): boolean {
  return comment.at.start <= 1 && comment.text.startsWith("#!");
}

/** The line without the escape character that continues it; undefined when the line ends the instruction. Two of them do not continue. */
function continued(content: string, escapedBy: Escape): string | undefined {
  let end = content.length;
  while (end > 0 && " \t".includes(content.charAt(end - 1))) end--;
  if (content.charAt(end - 1) !== escapedBy || content.charAt(end - 2) === escapedBy) return undefined;
  return content.slice(0, end - 1);
}
