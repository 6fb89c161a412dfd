import { createScanner, type Node as JsonNode, type ParseError, parseTree } from "jsonc-parser";
import type { Place } from "../text/span.ts";
import type { Entry, Mapping, Node, Scalar, Sequence } from "../yaml/tree.ts";
import type { JsonFile } from "./json-file.ts";

/** Reads JSON with comments, as VS Code and the dev container tools do: a comma before a closing bracket is no fault. Never throws. */
export function parseJson(file: string, text: string): JsonFile {
  const { comments, isTooDeep } = scan(file, text);
  const none = { file, text, root: undefined, comments };
  if (isTooDeep) return { ...none, broken: true };
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  const root = tree && located(tree, file, text);
  return { ...none, root, broken: errors.length > 0 || root === undefined };
}

/** The package goes down a level with each bracket, and the stack ends somewhere. */
const DEEPEST = 200;

// The kinds of tokens by their numbers: the package has them as an enumeration of constants alone.
const OPEN_BRACE = 1;
const CLOSE_BRACE = 2;
const OPEN_BRACKET = 3;
const CLOSE_BRACKET = 4;
const LINE_COMMENT = 12;
const BLOCK_COMMENT = 13;
const END = 17;

function scan(file: string, text: string): { readonly comments: readonly Place[]; readonly isTooDeep: boolean } {
  const scanner = createScanner(text, false);
  const comments: Place[] = [];
  let depth = 0;
  for (let token: number = scanner.scan(); token !== END; token = scanner.scan()) {
    if (token === LINE_COMMENT || token === BLOCK_COMMENT) {
      const start = scanner.getTokenOffset();
      comments.push({ file, start, end: start + scanner.getTokenLength() });
    } else if (token === OPEN_BRACE || token === OPEN_BRACKET) {
      depth++;
      if (depth > DEEPEST) return { comments, isTooDeep: true };
    } else if ((token === CLOSE_BRACE || token === CLOSE_BRACKET) && depth > 0) depth--;
  }
  return { comments, isTooDeep: false };
}

/** The depth is bounded, so recursion is safe here. */
function located(node: JsonNode, file: string, text: string): Node | undefined {
  const span = { start: node.offset, end: node.offset + node.length };
  const place: Place = { file, ...span };
  switch (node.type) {
    case "object":
      return mapping(node, place, text);
    case "array": {
      const items = (node.children ?? []).flatMap((child) => {
        const value = located(child, file, text);
        return value === undefined ? [] : [{ value }];
      });
      const at = items[0]?.value.at ?? place;
      return { kind: "sequence", style: "flow", at, whole: span, items } satisfies Sequence;
    }
    case "string":
      return { kind: "scalar", tag: "string", text: String(node.value), quotes: "double", at: place } satisfies Scalar;
    default:
      return { kind: "scalar", text: text.slice(span.start, span.end), quotes: "plain", at: place } satisfies Scalar;
  }
}

function mapping({ children = [] }: JsonNode, place: Place, text: string): Mapping {
  const { file, start, end } = place;
  const entries = new Map<string, Entry>();
  for (const { children: [key, child] = [] } of children) {
    const value = child && located(child, file, text);
    if (key === undefined || value === undefined) continue;
    const name = String(key.value);
    // Of two keys of one name the last holds, at its own place.
    entries.delete(name);
    entries.set(name, { key: { file, start: key.offset, end: key.offset + key.length }, value });
  }
  const [first] = entries.values();
  return { kind: "mapping", style: "flow", at: first?.key ?? place, whole: { start, end }, entries };
}
