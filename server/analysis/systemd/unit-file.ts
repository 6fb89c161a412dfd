import { MappedText, type Piece } from "../text/mapped-text.ts";
import type { Place, Span } from "../text/span.ts";

/** `Key=value` of a unit, with the lines that backslashes join. */
export interface UnitLine {
  readonly section: string;
  readonly key: string;
  readonly keyAt: Place;
  /** Without blanks around it; quotes and escapes are as they are written. */
  readonly value: MappedText;
  /** Where the value stands, as far as its first line goes. */
  readonly at: Place;
  /** From the key to the end of the last line. */
  readonly whole: Place;
}

/** A unit's file, read as Podman reads it. */
export interface UnitFile {
  readonly file: string;
  readonly text: string;
  /** The sections by name, each with the place of its first header. */
  readonly sections: ReadonlyMap<string, Place>;
  /** In the order of the file. */
  readonly lines: readonly UnitLine[];
  /** Whole lines, from their sign on; those within a value that goes on are left out. */
  readonly comments: readonly Place[];
  /** Lines that are neither a header, nor a comment, nor `Key=value`: for the first one the whole file is refused. */
  readonly wrong: readonly Place[];
}

/**
 * Reads a unit's file. Never throws. A backslash at a line's end joins it with the next one, without a blank; comments and empty lines in between are
 * left out. Source: https://github.com/containers/podman/blob/c6580b4a5219/pkg/systemd/parser/unitfile.go (Parse)
 */
export function parseUnitFile(file: string, text: string): UnitFile {
  const reader = new UnitReader(file, text);
  for (let start = 0; start <= text.length; ) {
    const feed = text.indexOf("\n", start);
    const end = feed < 0 ? text.length : feed;
    reader.line(trimmed(text, start, end), feed < 0);
    start = end + 1;
  }
  return reader.result();
}

class UnitReader {
  readonly #file: string;
  readonly #text: string;
  readonly #sections = new Map<string, Place>();
  readonly #lines: UnitLine[] = [];
  readonly #comments: Place[] = [];
  readonly #wrong: Place[] = [];
  #section: string | undefined;
  #waiting: Span[] = [];

  constructor(file: string, text: string) {
    this.#file = file;
    this.#text = text;
  }

  result(): UnitFile {
    return {
      file: this.#file,
      text: this.#text,
      sections: this.#sections,
      lines: this.#lines,
      comments: this.#comments,
      wrong: this.#wrong,
    };
  }

  /** A line without blanks around it. */
  line(span: Span, isLast: boolean): void {
    const { start, end } = span;
    if (start === end || /[#;]/.test(this.#text.charAt(start))) {
      if (this.#waiting.length === 0 && start < end) this.#comments.push(this.#place(span));
      if (isLast) this.#take();
      return;
    }
    if (this.#text.charAt(end - 1) === "\\") {
      this.#waiting.push({ start, end: end - 1 });
      if (isLast) this.#take();
      return;
    }
    this.#waiting.push(span);
    this.#take();
  }

  /** Takes the lines that wait as one. */
  #take(): void {
    const [first, ...rest] = this.#waiting;
    this.#waiting = [];
    if (first === undefined) return;
    const pieces: Piece[] = [first, ...rest].map(({ start, end }) => ({
      text: this.#text.slice(start, end),
      from: start,
    }));
    const whole = this.#place({ start: first.start, end: (rest.at(-1) ?? first).end });
    const line = MappedText.of(pieces, first.start);
    const header = /^\[([^[\]]+)\][ \t]*$/.exec(line.text)?.[1];
    const equals = line.text.indexOf("=");
    if (header !== undefined) {
      this.#section = header;
      if (!this.#sections.has(header)) this.#sections.set(header, this.#place({ ...first, end: whole.end }));
    } else if (equals < 1 || this.#section === undefined) {
      this.#wrong.push(this.#place(first));
    } else this.#assign(this.#section, line, equals, first, whole);
  }

  #assign(section: string, line: MappedText, equals: number, first: Span, whole: Place): void {
    const key = line.text.slice(0, equals).trimEnd();
    const rest = line.text.slice(equals + 1);
    const from = equals + 1 + rest.length - rest.trimStart().length;
    const value = line.slice(from, Math.max(from, line.text.trimEnd().length));
    const { start } = value.text === "" ? { start: line.offset(equals) + 1 } : value.span(0, 1);
    const end = value.text === "" ? start : value.span(0, value.text.length).end;
    const lineEnd = this.#text.indexOf("\n", start);
    const at = this.#place({
      start,
      end: lineEnd >= 0 && lineEnd < end ? trimmed(this.#text, start, lineEnd).end : end,
    });
    const keyAt = this.#place({ start: first.start, end: first.start + key.length });
    this.#lines.push({ section, key, keyAt, value, at, whole });
  }

  #place({ start, end }: Span): Place {
    return { file: this.#file, start, end };
  }
}

/** The stretch without blanks around it. */
function trimmed(text: string, from: number, to: number): Span {
  let start = from;
  let end = to;
  while (start < end && isBlank(text.charAt(start))) start++;
  while (end > start && isBlank(text.charAt(end - 1))) end--;
  return { start, end };
}

function isBlank(character: string): boolean {
  return character === " " || character === "\t" || character === "\r" || character === "\f" || character === "\v";
}
