import type { Span } from "./span.ts";

/**
 * Text that stands at `from` in the file. `width` is what it takes up there, where that is not its own length: an escape, a variable. All of such a
 * text stands at the whole of that range.
 */
export interface Piece {
  readonly text: string;
  readonly from: number;
  readonly width?: number;
}

interface PlacedPiece {
  readonly text: string;
  readonly from: number;
  readonly width: number;
  /** Where it starts in the joined text. */
  readonly at: number;
}

/**
 * Text put together from pieces of a file, such as an instruction without its line continuations, that knows where each of its code units stands
 * in the file. Offsets are UTF-16 code units.
 */
export class MappedText {
  readonly text: string;
  readonly #pieces: readonly PlacedPiece[];
  /** Where this text starts in that of all pieces. */
  readonly #shift: number;

  private constructor(text: string, pieces: readonly PlacedPiece[], shift: number) {
    this.text = text;
    this.#pieces = pieces;
    this.#shift = shift;
  }

  /** A text that stands in the file as it is, from `start` on. */
  static whole(text: string, start: number): MappedText {
    return new MappedText(text, [{ text, from: start, width: text.length, at: 0 }], 0);
  }

  /** The pieces one after the other; empty ones are left out. `start` tells where the text stands when nothing is left. */
  static of(pieces: readonly Piece[], start: number): MappedText {
    const placed: PlacedPiece[] = [];
    let at = 0;
    for (const { text, from, width } of pieces) {
      if (text === "") continue;
      placed.push({ text, from, width: width ?? text.length, at });
      at += text.length;
    }
    if (placed.length === 0) return MappedText.whole("", start);
    return new MappedText(placed.map(({ text }) => text).join(""), placed, 0);
  }

  /** The texts one after the other. Each keeps its places. */
  static concat(parts: readonly MappedText[]): MappedText {
    const pieces = parts.flatMap((part) => part.#ownPieces());
    return MappedText.of(pieces, parts[0]?.offset(0) ?? 0);
  }

  /** The same text where its places are offsets in `outer`, which stands in a file itself: afterwards they are those of that file. */
  within(outer: MappedText): MappedText {
    const parts = this.#ownPieces().map(({ text, from, width }) => {
      const end = from + (width ?? text.length);
      if (width === undefined || outer.text.slice(from, end) === text) return outer.slice(from, end);
      const { start, end: behind } = outer.span(from, end);
      return MappedText.of([{ text, from: start, width: behind - start }], start);
    });
    return parts.length === 0 ? MappedText.whole("", outer.offset(this.offset(0))) : MappedText.concat(parts);
  }

  /** The part `[start, end)`, with the same memory of the file. Takes time that does not depend on the number of pieces. */
  slice(start: number, end: number): MappedText {
    return new MappedText(this.text.slice(start, end), this.#pieces, this.#shift + start);
  }

  /** The offset in the file of the code unit at `index`; behind the last one for the text's length. */
  offset(index: number): number {
    return index > 0 && index >= this.text.length ? this.#end(this.text.length - 1) : this.#start(index);
  }

  /** The range of the file that `[start, end)` of the text comes from; it takes in continuations that lie between. */
  span(start: number, end: number): Span {
    const from = this.offset(start);
    return { start: from, end: end > start ? Math.max(from, this.#end(end - 1)) : from };
  }

  #start(index: number): number {
    const { from, at, width, text } = this.#pieceAt(index);
    return width === text.length ? from + index + this.#shift - at : from;
  }

  #end(index: number): number {
    const { from, at, width, text } = this.#pieceAt(index);
    return width === text.length ? from + index + this.#shift - at + 1 : from + width;
  }

  #ownPieces(): readonly Piece[] {
    const pieces: Piece[] = [];
    const end = this.#shift + this.text.length;
    for (let index = this.#indexAt(0); index < this.#pieces.length; index++) {
      const { text, from, width, at } = this.#piece(index);
      if (at >= end) break;
      const start = Math.max(0, this.#shift - at);
      const part = text.slice(start, end - at);
      pieces.push(width === text.length ? { text: part, from: from + start } : { text: part, from, width });
    }
    return pieces;
  }

  #pieceAt(index: number): PlacedPiece {
    return this.#piece(this.#indexAt(index));
  }

  #piece(index: number): PlacedPiece {
    return this.#pieces[index] ?? { text: "", from: 0, width: 0, at: 0 };
  }

  /** Which piece the code unit at `index` stands in. */
  #indexAt(index: number): number {
    const wanted = index + this.#shift;
    let low = 0;
    let high = this.#pieces.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#piece(middle).at <= wanted) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
