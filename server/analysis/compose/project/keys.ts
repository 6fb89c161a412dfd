import type { Refusal } from "../../model/refusal.ts";
import { plainType } from "../../yaml/scalar.ts";
import type { Mapping, Node } from "../../yaml/tree.ts";

/**
 * The keys of a document that YAML takes for numbers, booleans or nothing, which Compose refuses wherever they stand. A node that aliases share is looked
 * at once. The parser bounds how deep a tree can be, so recursion is safe here.
 * Source: https://github.com/compose-spec/compose-go/blob/v2.16.2/loader/loader.go (convertToStringKeysRecursive)
 */
export function* keysThatAreNoTexts(root: Mapping): Iterable<Refusal> {
  yield* within(root, new Set());
}

function* within(node: Node, seen: Set<Node>): Iterable<Refusal> {
  if (node.kind === "scalar" || seen.has(node)) return;
  seen.add(node);
  if (node.kind === "sequence") {
    for (const { value } of node.items) yield* within(value, seen);
    return;
  }
  for (const [name, { key, value, merged }] of node.entries) {
    // A key in quotes is longer than its text.
    const isPlain = merged !== true && key.end - key.start === name.length;
    if (isPlain && !isText(name))
      yield { at: key, by: "Compose", because: `the key ${name} must stand in quotes: without them it is no text` };
    yield* within(value, seen);
  }
}

/** Nearly all keys begin with a letter that begins no other type. */
function isText(name: string): boolean {
  return /^[a-eg-mo-su-z_A-EG-MO-SU-Z]/.test(name) || plainType(name) === "string";
}
