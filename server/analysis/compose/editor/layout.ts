import type { Place, Span } from "../../text/span.ts";
import type { YamlFile } from "../../yaml/yaml-file.ts";

/** A Compose file as lines and columns of text. */
export class Layout {
  readonly text: string;
  readonly eol: string;
  readonly #comments: readonly Place[];
  readonly #commentStarts: ReadonlyMap<number, number>;

  constructor({ text, comments }: YamlFile) {
    this.text = text;
    this.eol = /\r?\n/.exec(text)?.[0] ?? "\n";
    this.#comments = comments;
    this.#commentStarts = new Map(comments.map(({ start, end }) => [end, start]));
  }

  /** Where the line of an offset starts, behind a byte order mark. */
  lineStart(offset: number): number {
    const start = this.text.lastIndexOf("\n", offset - 1) + 1;
    return start === 0 && this.text.startsWith("\u{FEFF}") ? 1 : start;
  }

  /** Where the line of an offset ends, before its line break. */
  lineEnd(offset: number): number {
    const end = this.text.indexOf("\n", offset);
    if (end < 0) return this.text.length;
    return end > offset && this.text[end - 1] === "\r" ? end - 1 : end;
  }

  /** Where the line behind that of an offset starts; the text's length behind the last one. */
  nextLine(offset: number): number {
    const end = this.text.indexOf("\n", offset);
    return end < 0 ? this.text.length : end + 1;
  }

  /** Where the line break before the start of a line begins; the start itself on the first line. */
  lineBreakBefore(lineStart: number): number {
    const start = this.text[lineStart - 1] === "\n" ? lineStart - 1 : lineStart;
    return this.text[start - 1] === "\r" ? start - 1 : start;
  }

  column(offset: number): number {
    return offset - this.lineStart(offset);
  }

  /** What stands before an offset on its line. */
  prefix(offset: number): string {
    return this.text.slice(this.lineStart(offset), offset);
  }

  slice({ start, end }: Span): string {
    return this.text.slice(start, end);
  }

  /** The comments that start in a span. */
  commentsIn({ start, end }: Span): readonly Place[] {
    return this.#comments.filter((comment) => start <= comment.start && comment.start < end);
  }

  /** The comment that ends the line of an offset. */
  commentOn(offset: number): Place | undefined {
    return this.commentsIn({ start: this.lineStart(offset), end: this.lineEnd(offset) })[0];
  }

  /** The last offset before `offset`, and not before `floor`, that stands behind something other than blanks, line breaks and comments. */
  contentEnd(offset: number, floor: number): number {
    let end = offset;
    for (;;) {
      while (end > floor && BLANKS.includes(this.text.charAt(end - 1))) end--;
      const start = this.#commentStarts.get(end);
      if (start === undefined || start < floor || end === floor) return end;
      end = start;
    }
  }
}

const BLANKS = " \t\r\n";
