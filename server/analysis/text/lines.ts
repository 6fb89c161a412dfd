/** A zero-based position; `column` counts UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * Converts between offsets and positions of one text.
 * Lines end at LF, CRLF or a lone CR, which is what LSP and SARIF say.
 * Offsets outside the text are moved to its nearest end.
 */
export class Lines {
  readonly #text: string;
  readonly #starts: readonly number[];

  constructor(text: string) {
    this.#text = text;
    this.#starts = lineStarts(text);
  }

  get count(): number {
    return this.#starts.length;
  }

  /** The offset at which a zero-based line starts; the text's length for a line behind the last one. */
  start(line: number): number {
    return this.#starts[Math.max(0, line)] ?? this.#text.length;
  }

  /** The offset behind a line's last character, before its line ending. */
  end(line: number): number {
    let end = this.start(line + 1);
    while (end > this.start(line) && isLineBreak(this.#text.charCodeAt(end - 1))) end--;
    return end;
  }

  /** A line's content without its line ending. */
  content(line: number): string {
    return this.#text.slice(this.start(line), this.end(line));
  }

  positionAt(offset: number): Position {
    const inside = Math.min(Math.max(0, offset), this.#text.length);
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.start(middle) <= inside) low = middle;
      else high = middle - 1;
    }
    return { line: low, column: inside - this.start(low) };
  }

  offsetAt({ line, column }: Position): number {
    return Math.min(this.start(line) + Math.max(0, column), this.end(line));
  }
}

function isLineBreak(code: number): boolean {
  return code === 10 || code === 13;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (!isLineBreak(code)) continue;
    if (code === 13 && text.charCodeAt(i + 1) === 10) i++;
    starts.push(i + 1);
  }
  return starts;
}
