import type { Node } from "./tree.ts";

/** A text counts as one value more for each so many UTF-16 code units. */
const LONG_TEXT = 100;

/**
 * How many values nodes hold, those behind each alias counted anew, which is what becomes of them in the model of a project.
 * What aliases share is looked at once, so that 2^n values are counted in n steps.
 */
export class Weights {
  readonly #known = new Map<Node, number>();

  of(node: Node): number {
    if (node.kind === "scalar") return 1 + Math.floor(node.text.length / LONG_TEXT);
    const known = this.#known.get(node);
    if (known !== undefined) return known;
    let weight = 1;
    if (node.kind === "sequence") for (const { value } of node.items) weight += this.of(value);
    else for (const [key, { value }] of node.entries) weight += this.of(value) + Math.floor(key.length / LONG_TEXT);
    this.#known.set(node, weight);
    return weight;
  }
}
