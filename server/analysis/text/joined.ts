import type { Span } from "./span.ts";

/** Where pieces of a joined text start: `at[i]` in the joined text, `from[i]` in the file. Both rise, and `at[0]` is 0. */
interface Pieces {
  readonly at: readonly number[];
  readonly from: readonly number[];
}

/**
 * Text put together from pieces of a file, such as an instruction without its line continuations, that knows where each of its code units stands
 * in the file. Offsets are UTF-16 code units.
 */
export class Joined {
  readonly text: string;
  readonly #pieces: Pieces;
  readonly #shift: number;

  private constructor(text: string, pieces: Pieces, shift: number) {
    this.text = text;
    this.#pieces = pieces;
    this.#shift = shift;
  }

  /** A text that stands in the file as it is, from `start` on. */
  static whole(text: string, start: number): Joined {
    return new Joined(text, { at: [0], from: [start] }, 0);
  }

  /** The pieces one after the other; empty ones are left out. `start` tells where the text stands when nothing is left. */
  static of(pieces: readonly { readonly text: string; readonly from: number }[], start: number): Joined {
    const at: number[] = [];
    const from: number[] = [];
    const texts: string[] = [];
    let length = 0;
    for (const piece of pieces) {
      if (piece.text === "") continue;
      at.push(length);
      from.push(piece.from);
      texts.push(piece.text);
      length += piece.text.length;
    }
    if (at.length === 0) return Joined.whole("", start);
    return new Joined(texts.join(""), { at, from }, 0);
  }

  /** The texts one after the other. Each keeps its place. */
  static concat(parts: readonly Joined[]): Joined {
    const pieces = parts.flatMap((part) => part.#ownPieces());
    return Joined.of(pieces, parts[0]?.offset(0) ?? 0);
  }

  /** The part `[start, end)`, with the same memory of the file. Takes time that does not depend on the number of pieces. */
  slice(start: number, end: number): Joined {
    return new Joined(this.text.slice(start, end), this.#pieces, this.#shift + start);
  }

  /** The offset in the file of the code unit at `index`; behind the last one for the text's length. */
  offset(index: number): number {
    if (index > 0 && index >= this.text.length) return this.#fileOffset(this.text.length - 1) + 1;
    return this.#fileOffset(index);
  }

  /** The range of the file that `[start, end)` of the text comes from; it takes in continuations that lie between. */
  span(start: number, end: number): Span {
    const from = this.offset(start);
    return { start: from, end: end > start ? this.#fileOffset(end - 1) + 1 : from };
  }

  #ownPieces(): { text: string; from: number }[] {
    const { at, from } = this.#pieces;
    const pieces: { text: string; from: number }[] = [];
    for (let index = 0; index < at.length; index++) {
      const start = Math.max((at[index] ?? 0) - this.#shift, 0);
      const end = Math.max((at[index + 1] ?? Number.POSITIVE_INFINITY) - this.#shift, 0);
      const text = this.text.slice(start, end);
      if (text !== "") pieces.push({ text, from: (from[index] ?? 0) + start + this.#shift - (at[index] ?? 0) });
    }
    return pieces;
  }

  #fileOffset(index: number): number {
    const { at, from } = this.#pieces;
    const wanted = index + this.#shift;
    let low = 0;
    let high = at.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((at[middle] ?? 0) <= wanted) low = middle;
      else high = middle - 1;
    }
    return (from[low] ?? 0) + wanted - (at[low] ?? 0);
  }
}
