import type { Span } from "../text/span.ts";
import { lexemes } from "./lexemes.ts";

/** The name of an anchor where it is defined, `&name`, or used, `*name`. Offsets are UTF-16 code units. */
export interface AnchorName {
  readonly name: string;
  /** The name without its sign. */
  readonly at: Span;
  readonly defines: boolean;
  /** The offset of the definition that it belongs to: a file may define a name again. */
  readonly definition: number;
}

/**
 * The names of anchors in a YAML text, in its order. An alias without an anchor above it in the same document is left out.
 * A sign within a text or a comment is none of YAML's and is not among them.
 */
export function anchorNames(text: string): readonly AnchorName[] {
  const found: AnchorName[] = [];
  let definitions = new Map<string, number>();
  let start = 0;
  let isText = false;
  for (const lexeme of lexemes(text, "loose")) {
    if (MARKS.has(lexeme)) {
      isText = lexeme === SCALAR;
      continue;
    }
    const [sign = ""] = lexeme;
    const name = lexeme.slice(1);
    const at = { start: start + 1, end: start + lexeme.length };
    start += lexeme.length;
    if (!isText && sign === "&") definitions.set(name, at.start);
    const definition = definitions.get(name);
    if (!isText && (sign === "&" || sign === "*") && definition !== undefined)
      found.push({ name, at, defines: sign === "&", definition });
    if (!isText && (lexeme === "---" || lexeme === "...")) definitions = new Map();
    isText = false;
  }
  return found;
}

/** What the lexer yields beside pieces of the text: https://github.com/eemeli/yaml/blob/v2.8.1/src/parse/cst.ts */
const SCALAR = "\u001f";
const MARKS: ReadonlySet<string> = new Set(["\u0002", "\u0018", SCALAR]);
