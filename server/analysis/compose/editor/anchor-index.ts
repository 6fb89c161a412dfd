import { countWhile } from "../../text/sorted.ts";
import type { Span } from "../../text/span.ts";
import type { YamlFile } from "../../yaml/yaml-file.ts";

/** What may define or use an anchor. `*.log` in a string may too, which does no harm: nothing is left out for its sake. */
interface Mark {
  readonly offset: number;
  readonly defines: boolean;
  readonly name: string;
}

/** Where a name is defined and used, in the order of the file. */
interface Named {
  readonly definitions: number[];
  readonly uses: number[];
}

const KNOWN = new WeakMap<YamlFile, AnchorIndex>();

/** Where a file may define and use anchors, which tie its entries together. */
export class AnchorIndex {
  /** In the order of the file. */
  readonly #marks: readonly Mark[];
  readonly #byName = new Map<string, Named>();

  private constructor(text: string) {
    this.#marks = [...text.matchAll(/[&*]([^\s,[\]{}]+)/g)].map(({ index, 0: whole, 1: name = "" }) => ({
      offset: index,
      defines: whole.startsWith("&"),
      name,
    }));
    for (const { name, defines, offset } of this.#marks) {
      const known = this.#byName.get(name) ?? { definitions: [], uses: [] };
      this.#byName.set(name, known);
      (defines ? known.definitions : known.uses).push(offset);
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
    const isGone = (offset: number): boolean => gaps.some(({ start, end }) => start <= offset && offset < end);
    let from = 0;
    for (const { start, end } of [...gaps, { start: Number.POSITIVE_INFINITY, end: 0 }]) {
      for (const mark of this.#marksIn({ start: from, end: start })) {
        const definition = mark.defines ? undefined : this.#definitionFor(mark);
        if (definition !== undefined && isGone(definition)) missed.push(definition);
      }
      from = end;
    }
    for (const span of edited) {
      for (const { defines, name } of this.#marksIn(span)) {
        const named = defines ? this.#byName.get(name) : undefined;
        if (named === undefined) continue;
        if (named.definitions.length + named.uses.length > most) return undefined;
        missed.push(...named.uses.filter(isGone));
      }
    }
    return missed.length > most ? undefined : missed;
  }

  /** The last definition before a use, which is the one that it means. */
  #definitionFor({ name, offset }: Mark): number | undefined {
    const definitions = this.#byName.get(name)?.definitions ?? [];
    return definitions[countWhile(definitions.length, (index) => (definitions[index] ?? 0) < offset) - 1];
  }

  #marksIn({ start, end }: Span): readonly Mark[] {
    const countBelow = (limit: number): number =>
      countWhile(this.#marks.length, (index) => (this.#marks[index]?.offset ?? 0) < limit);
    return this.#marks.slice(countBelow(start), countBelow(end));
  }
}
