/** Tells equal pieces of evidence of one subject apart by their number, in the order in which they come: `curl`, `curl 2`. */
export class Repeated {
  readonly #seen = new Map<string, number>();

  next(evidence: string): string {
    const count = (this.#seen.get(evidence) ?? 0) + 1;
    this.#seen.set(evidence, count);
    return count === 1 ? evidence : `${evidence} ${count}`;
  }
}
