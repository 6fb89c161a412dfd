import { yamlType } from "../../yaml/scalar.ts";
import type { Mapping, Node, Scalar, Sequence } from "../../yaml/tree.ts";

/** Which children of a collection another tree is expected to have: the keys of a mapping, the indices of a list in their order. */
export interface KeptChildren {
  readonly keys: ReadonlySet<string>;
  readonly indices: readonly number[];
}

/**
 * Whether two trees hold the same values: texts with their types, lists in their order, mappings in any, tags.
 * Places and ways of writing do not count. A pair of nodes that is reached by many aliases is compared once.
 * Of the collections of `a` that `kept` names, `b` has those children alone.
 */
export function sameTree(
  a: Node | undefined,
  b: Node | undefined,
  kept: ReadonlyMap<Node, KeptChildren> = NOTHING_LEFT_OUT,
): boolean {
  if (a === undefined || b === undefined) return a === b;
  const compared = new Map<Node, Node>();
  const same = (left: Node, right: Node): boolean => {
    if (compared.get(left) === right) return true;
    compared.set(left, right);
    if (left.tag !== right.tag) return false;
    if (left.kind === "scalar") return right.kind === "scalar" && sameScalar(left, right);
    const children = kept.get(left);
    if (left.kind === "sequence") return right.kind === "sequence" && sameItems(left, right, children, same);
    return right.kind === "mapping" && sameEntries(left, right, children, same);
  };
  return same(a, b);
}

const NOTHING_LEFT_OUT: ReadonlyMap<Node, KeptChildren> = new Map();

type Same = (a: Node, b: Node) => boolean;

/** Two scalars with the same tag. What is written alike is of one type. */
function sameScalar(a: Scalar, b: Scalar): boolean {
  if (a.text !== b.text) return false;
  return (a.quotes === b.quotes && a.derived === b.derived) || yamlType(a) === yamlType(b);
}

function sameItems(a: Sequence, b: Sequence, kept: KeptChildren | undefined, same: Same): boolean {
  const count = kept?.indices.length ?? a.items.length;
  if (count !== b.items.length) return false;
  return b.items.every(({ value }, index) => {
    const own = a.items[kept === undefined ? index : (kept.indices[index] ?? -1)];
    return own !== undefined && same(own.value, value);
  });
}

function sameEntries(a: Mapping, b: Mapping, kept: KeptChildren | undefined, same: Same): boolean {
  if (kept === undefined && a.entries.size !== b.entries.size) return false;
  let own = 0;
  for (const [key, { value, merged }] of b.entries) {
    const other = a.entries.get(key);
    if (other === undefined || !same(other.value, value)) return false;
    if (!merged) own++;
  }
  return kept === undefined || own === kept.keys.size;
}
