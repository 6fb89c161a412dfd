import type { InputError } from "../../model/project.ts";
import type { Refusal } from "../../model/refusal.ts";
import { ours, said, told } from "../../text/wording.ts";
import type { Entry, Item, Mapping, Node, Scalar, Sequence } from "../../yaml/tree.ts";
import { substitute, type TextBudget, type Variables, writtenIn } from "./variables.ts";

/**
 * Fills the variables into every value of a tree; keys are left alone, as Compose leaves them.
 * A value that would grow too long is unknown, and reported.
 * Nodes without variables are shared with the given tree, and a node that several aliases share is done once.
 * The parser bounds how deep a tree can be, so recursion is safe here.
 */
export function interpolate(
  root: Node,
  variables: Variables,
  budget: TextBudget,
  report: (inputError: InputError) => void,
  refuse: (refusal: Refusal) => void,
): Node {
  const done = new Map<Node, Node>();
  const visit = (node: Node): Node => {
    if (node.kind === "scalar" && !node.text.includes("$")) return node;
    const known = done.get(node);
    if (known !== undefined) return known;
    const result = node.kind === "scalar" ? scalar(node) : node.kind === "sequence" ? sequence(node) : mapping(node);
    done.set(node, result);
    return result;
  };
  const scalar = (node: Scalar): Scalar => {
    const { text, unknown, oversized, refused } = substitute(node.text, variables, budget);
    if (oversized !== undefined) {
      const { name, limit } = oversized;
      report({
        at: node.at,
        ...told(said`the value of ${`\${${name}}`} goes beyond ${ours(limit)}: not analysed`),
        cut: true,
      });
    }
    if (refused !== undefined) {
      refuse({ at: node.at, by: "Compose", because: refused });
      return node;
    }
    const written = writtenIn(node.text, variables);
    return { ...node, text, derived: "filled", written, ...(unknown.length > 0 ? { unknown } : {}) };
  };
  const sequence = (node: Sequence): Sequence => {
    let changed = false;
    const items = node.items.map((item): Item => {
      const value = visit(item.value);
      if (value === item.value) return item;
      changed = true;
      return { ...item, value };
    });
    return changed ? { ...node, items } : node;
  };
  const mapping = (node: Mapping): Mapping => {
    let entries: Map<string, Entry> | undefined;
    for (const [key, entry] of node.entries) {
      const value = visit(entry.value);
      if (value === entry.value) continue;
      entries ??= new Map(node.entries);
      entries.set(key, { ...entry, value });
    }
    return entries === undefined ? node : { ...node, entries };
  };
  return visit(root);
}
