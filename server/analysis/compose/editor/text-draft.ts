import { applyEdits, type Edit } from "../../text/edit.ts";
import type { Span } from "../../text/span.ts";

/** A replacement in the text of a draft as it is at the time. */
export interface Splice extends Span {
  readonly newText: string;
}

/** A stretch of the original text that still stands, or a text that was put in. */
type Piece =
  | { readonly kind: "kept"; readonly start: number; readonly end: number }
  | { readonly kind: "new"; readonly text: string };

/** A text that is changed in steps, and that gives the sum of these steps as edits of the original. */
export class TextDraft {
  readonly #file: string;
  readonly #original: string;
  readonly #pieces: readonly Piece[];
  readonly text: string;

  private constructor(file: string, original: string, pieces: readonly Piece[], text: string) {
    this.#file = file;
    this.#original = original;
    this.#pieces = pieces;
    this.text = text;
  }

  static of(file: string, text: string): TextDraft {
    return new TextDraft(file, text, [{ kind: "kept", start: 0, end: text.length }], text);
  }

  /** The draft with the splices made; undefined where they overlap. Offsets are those of this draft's text. */
  with(splices: readonly Splice[]): TextDraft | undefined {
    const text = applyEdits(
      this.text,
      splices.map((splice) => ({ ...splice, file: this.#file })),
    );
    if (text === undefined) return undefined;
    const fromBehind = splices.map((splice, index) => ({ splice, index })).sort(bySpanBackwards);
    let pieces = this.#pieces;
    for (const { splice } of fromBehind) pieces = spliced(pieces, splice);
    return new TextDraft(this.#file, this.#original, pieces, text);
  }

  /** Where a span of the original stands in this draft; undefined where a part of it is gone or something was put into it. */
  now({ start, end }: Span): Span | undefined {
    let offset = 0;
    for (const piece of this.#pieces) {
      const length = lengthOf(piece);
      if (piece.kind === "kept" && piece.start <= start && end <= piece.end) {
        const shift = offset - piece.start;
        return { start: start + shift, end: end + shift };
      }
      offset += length;
    }
    return undefined;
  }

  /** The edits that make this draft of the original, each as small as the steps were. */
  edits(): readonly Edit[] {
    const edits: Edit[] = [];
    let done = 0;
    let put = "";
    for (const piece of [
      ...this.#pieces,
      { kind: "kept", start: this.#original.length, end: this.#original.length } as const,
    ]) {
      if (piece.kind === "new") {
        put += piece.text;
        continue;
      }
      if (put !== "" || piece.start > done)
        edits.push({ file: this.#file, start: done, end: piece.start, newText: put });
      put = "";
      done = piece.end;
    }
    return edits;
  }
}

function bySpanBackwards(a: { splice: Splice; index: number }, b: { splice: Splice; index: number }): number {
  return b.splice.start - a.splice.start || b.splice.end - a.splice.end || b.index - a.index;
}

function lengthOf(piece: Piece): number {
  return piece.kind === "new" ? piece.text.length : piece.end - piece.start;
}

function spliced(pieces: readonly Piece[], { start, end, newText }: Splice): readonly Piece[] {
  const before = cut(pieces, 0, start);
  const after = cut(pieces, end, Number.POSITIVE_INFINITY);
  return newText === "" ? [...before, ...after] : [...before, { kind: "new", text: newText }, ...after];
}

/** The pieces of the draft's text from `from` to `to`. */
function cut(pieces: readonly Piece[], from: number, to: number): Piece[] {
  const result: Piece[] = [];
  let offset = 0;
  for (const piece of pieces) {
    const length = lengthOf(piece);
    const start = Math.max(0, from - offset);
    const end = Math.min(length, to - offset);
    offset += length;
    if (start >= end) continue;
    if (piece.kind === "new") result.push({ kind: "new", text: piece.text.slice(start, end) });
    else result.push({ kind: "kept", start: piece.start + start, end: piece.start + end });
  }
  return result;
}
