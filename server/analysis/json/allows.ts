import type { Span } from "../text/span.ts";
import { allowsByLine, type LineAllow } from "../yaml/line-allows.ts";
import type { Node } from "../yaml/tree.ts";
import type { JsonFile } from "./json-file.ts";

/** The comments of a file that allow findings; one above the whole object stands for the file. */
export function jsonAllows(json: JsonFile): readonly LineAllow[] {
  const { root } = json;
  return allowsByLine(json, () => (root === undefined ? [] : extentsIn(root)));
}

/** Of a value and all that it holds; an entry begins with its key. */
function extentsIn(root: Node): readonly Span[] {
  const found: Span[] = [];
  const visit = (node: Node, start: number): void => {
    const { end } = node.whole ?? node.at;
    found.push({ start, end });
    if (node.kind === "mapping") for (const { key, value } of node.entries.values()) visit(value, key.start);
    else if (node.kind === "sequence")
      for (const { value } of node.items) visit(value, (value.whole ?? value.at).start);
  };
  visit(root, (root.whole ?? root.at).start);
  return found;
}
