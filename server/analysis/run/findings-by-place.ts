import type { Finding } from "../model/finding.ts";
import { countWhile } from "../text/sorted.ts";
import type { Place } from "../text/span.ts";

/** Findings by where they stand and whom they are about, so that those near a place are found without looking at all. */
export class FindingsByPlace {
  readonly #files = new Map<string, { readonly start: number; readonly index: number }[]>();
  readonly #services = new Map<string, number[]>();
  readonly #findings: readonly Finding[];
  #longest = 0;

  constructor(findings: readonly Finding[]) {
    this.#findings = findings;
    for (const [index, { subject, at, related }] of findings.entries()) {
      for (const place of [at, ...related.map((one) => one.at)]) this.#add(place, index);
      if (subject.service !== undefined) addTo(this.#services, subject.service, index);
    }
    for (const marks of this.#files.values()) marks.sort((a, b) => a.start - b.start);
  }

  /** All findings that may have a place in common with this one, and all about the service, in their order. Some others may be among them. */
  near({ file, start, end }: Place, service: string | undefined): readonly Finding[] {
    const marks = this.#files.get(file) ?? [];
    const from = countWhile(marks.length, (index) => (marks[index]?.start ?? 0) < start - this.#longest);
    const to = countWhile(marks.length, (index) => (marks[index]?.start ?? 0) <= end);
    const indices = new Set(service === undefined ? [] : this.#services.get(service));
    for (const { index } of marks.slice(from, to)) indices.add(index);
    return [...indices].sort((a, b) => a - b).flatMap((index) => this.#findings[index] ?? []);
  }

  #add({ file, start, end }: Place, index: number): void {
    this.#longest = Math.max(this.#longest, end - start);
    addTo(this.#files, file, { start, index });
  }
}

function addTo<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const known = lists.get(key);
  if (known) known.push(item);
  else lists.set(key, [item]);
}
