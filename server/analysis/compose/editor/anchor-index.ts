import type { Span } from "../../text/span.ts";
import type { YamlFile } from "../../yaml/yaml-file.ts";

/** What may define or use an anchor. `*.log` in a string may too, which does no harm: nothing is left out for its sake. */
interface Mark {
  readonly offset: number;
  readonly defines: boolean;
  readonly name: string;
}

const KNOWN = new WeakMap<YamlFile, AnchorIndex>();

/** Where a file may define and use anchors, which tie its entries together. */
export class AnchorIndex {
  /** In the order of the file. */
  readonly #marks: readonly Mark[];
  readonly #byName = new Map<string, Mark[]>();

  private constructor(text: string) {
    this.#marks = [...text.matchAll(/[&*]([^\s,[\]{}]+)/g)].map(({ index, 0: whole, 1: name = "" }) => ({
      offset: index,
      defines: whole.startsWith("&"),
      name,
    }));
    for (const mark of this.#marks) {
      const known = this.#byName.get(mark.name);
      if (known) known.push(mark);
      else this.#byName.set(mark.name, [mark]);
    }
  }

  /** The index of a file, made once. */
  static of(file: YamlFile): AnchorIndex {
    const known = KNOWN.get(file) ?? new AnchorIndex(file.text);
    KNOWN.set(file, known);
    return known;
  }

  /** Whether anything in the span may define an anchor. */
  definesIn(span: Span): boolean {
    return this.#marksIn(span).some(({ defines }) => defines);
  }

  /**
   * The offsets within the gaps without which the rest would not read the same: definitions of what the rest uses, and uses of what is defined in the
   * edited spans, since an edit may take the anchor away. Undefined where there are more than `most`.
   */
  missedIn(gaps: readonly Span[], edited: readonly Span[], most: number): readonly number[] | undefined {
    if (this.#marks.length === 0) return [];
    const missed: number[] = [];
    const isGone = ({ offset }: Mark): boolean => gaps.some(({ start, end }) => start <= offset && offset < end);
    let from = 0;
    for (const { start, end } of [...gaps, { start: Number.POSITIVE_INFINITY, end: 0 }]) {
      for (const mark of this.#marksIn({ start: from, end: start })) {
        const definition = mark.defines ? undefined : this.#definitionFor(mark);
        if (definition && isGone(definition)) missed.push(definition.offset);
      }
      from = end;
    }
    for (const span of edited) {
      for (const { defines, name } of this.#marksIn(span)) {
        const uses = defines ? (this.#byName.get(name) ?? []) : [];
        if (uses.length > most) return undefined;
        for (const use of uses) if (!use.defines && isGone(use)) missed.push(use.offset);
      }
    }
    return missed.length > most ? undefined : missed;
  }

  /** The last definition before a use, which is the one that it means. */
  #definitionFor({ name, offset }: Mark): Mark | undefined {
    const marks = this.#byName.get(name) ?? [];
    let low = 0;
    let high = marks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((marks[middle]?.offset ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    for (let index = low - 1; index >= 0; index--) if (marks[index]?.defines) return marks[index];
    return undefined;
  }

  #marksIn({ start, end }: Span): readonly Mark[] {
    let low = 0;
    let high = this.#marks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#marks[middle]?.offset ?? 0) < start) low = middle + 1;
      else high = middle;
    }
    const found: Mark[] = [];
    for (let index = low; index < this.#marks.length; index++) {
      const mark = this.#marks[index];
      if (mark === undefined || mark.offset >= end) break;
      found.push(mark);
    }
    return found;
  }
}
