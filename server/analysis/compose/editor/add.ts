import type { Written } from "../../model/change.ts";
import type { Node } from "../../yaml/tree.ts";
import { type EditContext, type Plan, planned, rootAt } from "./edit-context.ts";
import { asNode, withEntry } from "./expected-tree.ts";
import { insertedEntry } from "./insert.ts";
import type { NodePath } from "./node-path.ts";
import { planSet } from "./set.ts";

/** An entry of its own beside the services: a service, a network, or a secret. */
export interface NewDefinition {
  readonly section: "services" | "networks" | "secrets";
  readonly name: string;
  readonly value: Written;
}

/**
 * Adds a service, a network or a secret to the document that the path leads into, with its section if that is missing.
 * Undefined if the document already declares one of this name.
 */
export function planAdd(page: EditContext, trail: NodePath, { section, name, value }: NewDefinition): Plan | undefined {
  const root = rootAt(page, trail);
  if (root?.kind !== "mapping") return undefined;
  const entry = root.entries.get(section);
  if (entry === undefined) {
    const whole = { path: [section, name], value, comment: undefined };
    const wanted = withEntry(root, section, asNode({ [name]: value }));
    return planned(page, trail, wanted, insertedEntry(page, trail, root, whole));
  }
  if (entry.merged || definesAny(entry.value, name)) return undefined;
  const way: NodePath = {
    document: trail.document,
    steps: [{ kind: "entry", parent: root, key: section, item: entry }],
  };
  return planSet(page, way, { path: [name], value, comment: undefined });
}

function definesAny(node: Node, name: string): boolean {
  return node.kind === "mapping" && node.entries.has(name);
}
