import { yamlType } from "../../yaml/scalar.ts";
import type { Mapping, Node, Scalar, Sequence } from "../../yaml/tree.ts";

/**
 * Whether two trees hold the same values: texts with their types, lists in their order, mappings in any, tags.
 * Places and ways of writing do not count. A pair of nodes that is reached by many aliases is compared once.
 */
export function sameTree(a: Node | undefined, b: Node | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  const compared = new Map<Node, Node>();
  const same = (left: Node, right: Node): boolean => {
    if (compared.get(left) === right) return true;
    compared.set(left, right);
    if (left.tag !== right.tag) return false;
    if (left.kind === "scalar") return right.kind === "scalar" && sameScalar(left, right);
    if (left.kind === "sequence") return right.kind === "sequence" && sameItems(left, right, same);
    return right.kind === "mapping" && sameEntries(left, right, same);
  };
  return same(a, b);
}

type Same = (a: Node, b: Node) => boolean;

function sameScalar(a: Scalar, b: Scalar): boolean {
  return a.text === b.text && yamlType(a) === yamlType(b);
}

function sameItems(a: Sequence, b: Sequence, same: Same): boolean {
  return (
    a.items.length === b.items.length &&
    a.items.every(({ value }, index) => {
      const other = b.items[index];
      return other !== undefined && same(value, other.value);
    })
  );
}

function sameEntries(a: Mapping, b: Mapping, same: Same): boolean {
  if (a.entries.size !== b.entries.size) return false;
  for (const [key, { value }] of a.entries) {
    const other = b.entries.get(key);
    if (other === undefined || !same(value, other.value)) return false;
  }
  return true;
}
