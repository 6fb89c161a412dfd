/** Tells equal pieces of evidence of one subject apart by their number, in the order in which they come: `curl`, `curl 2`. */
export class Repeated {
  #seen: Map<string, number> | undefined;

  next(evidence: string): string {
    this.#seen ??= new Map();
    const count = (this.#seen.get(evidence) ?? 0) + 1;
    this.#seen.set(evidence, count);
    return count === 1 ? evidence : `${evidence} ${count}`;
  }
}
