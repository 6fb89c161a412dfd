import { countWhile } from "./sorted.ts";
import type { Place } from "./span.ts";

interface Sorted {
  readonly starts: readonly number[];
  /** For each start the furthest end of the places up to it. */
  readonly ends: readonly number[];
}

/** Places by file, so that whether one of them overlaps another place is found without looking at each. */
export class PlaceIndex {
  readonly #files = new Map<string, Sorted>();

  constructor(places: Iterable<Place>) {
    const byFile = new Map<string, Place[]>();
    for (const place of places) {
      const known = byFile.get(place.file);
      if (known) known.push(place);
      else byFile.set(place.file, [place]);
    }
    for (const [file, own] of byFile) {
      own.sort((a, b) => a.start - b.start);
      const ends: number[] = [];
      for (const { end } of own) ends.push(Math.max(end, ends.at(-1) ?? 0));
      this.#files.set(file, { starts: own.map(({ start }) => start), ends });
    }
  }

  /** Whether `overlaps` holds for one of the places and this one. */
  overlaps({ file, start, end }: Place): boolean {
    const sorted = this.#files.get(file);
    if (sorted === undefined) return false;
    const { starts, ends } = sorted;
    const before = countBelow(starts, end);
    return (before > 0 && (ends[before - 1] ?? 0) > start) || starts[countBelow(starts, start)] === start;
  }
}

/** How many of the sorted numbers are below a limit. */
function countBelow(sorted: readonly number[], limit: number): number {
  return countWhile(sorted.length, (index) => (sorted[index] ?? 0) < limit);
}
