import type { InputError } from "../model/project.ts";
import { ours, said, told, type Wording } from "../text/wording.ts";

/**
 * What is wrong with a YAML text, in plain words, for an error of the `yaml` library.
 * Returns undefined for what the tree's own reader reports at a better place: unclosed quotes, brackets and braces.
 * The library's codes and messages: https://eemeli.org/yaml/#errors
 */
export function syntaxMessage(code: string, message: string, source: string): Omit<InputError, "at"> | undefined {
  if (message.startsWith("Missing closing") || message.includes("must end with") || message.includes("and end with")) {
    return undefined;
  }
  const known = MESSAGES.find(([what, start]) => what === code && message.startsWith(start));
  if (known !== undefined) return { ...told(known[2]), ...(known[3] === undefined ? {} : { since: known[3] }) };
  if (code === "UNEXPECTED_TOKEN" && isOneLine(source)) return told(said`\`${source}\` does not belong here`);
  return told(said`this is not valid YAML`);
}

/**
 * Code, start of the library's message, our message, the release of Compose that was seen to refuse it where 2.40 takes it; the first line that fits is
 * taken.
 */
const MESSAGES: readonly (readonly [string, string, Wording, string?])[] = [
  ["TAB_AS_INDENT", "", ours("a tab cannot indent YAML: use spaces")],
  ["BAD_ALIAS", "Anchor", ours("`&` needs a name")],
  ["BAD_ALIAS", "", ours("`*` needs the name of an anchor; quote the value if it is meant as text")],
  ["ALIAS_PROPS", "", ours("an alias takes no anchor and no tag of its own")],
  ["MULTIPLE_ANCHORS", "", ours("a value has at most one anchor")],
  ["MULTIPLE_TAGS", "", ours("a value has at most one tag")],
  ["BAD_PROP_ORDER", "", ours("an anchor or tag stands behind the `-`, `?` or `:`")],
  [
    "BAD_DQ_ESCAPE",
    "",
    ours("there is no such escape in double quotes: write `\\\\` for a backslash, or use single quotes"),
  ],
  ["BAD_SCALAR_START", "", ours("a plain value cannot start with this character: quote it")],
  ["BAD_INDENT", "All sequence items", ours("this item is not indented like the others of its list")],
  ["BAD_INDENT", "All mapping items", ours("this key is not indented like the others of its mapping")],
  ["BAD_INDENT", "", ours("this line is not indented enough")],
  [
    "BLOCK_AS_IMPLICIT_KEY",
    "Nested mappings",
    ours("a second `:` on this value: quote it, or check the indentation of the next line"),
  ],
  ["BLOCK_AS_IMPLICIT_KEY", "", ours("this list item is not indented like the lines around it")],
  ["BLOCK_IN_FLOW", "", ours("inside brackets or braces there are no `-` lists and no indented mappings")],
  ["KEY_OVER_1024_CHARS", "", ours("a key is at most 1024 characters long")],
  ["MULTILINE_IMPLICIT_KEY", "", ours("a `:` is missing on this line, or the next line is indented wrongly")],
  ["MISSING_CHAR", "Implicit map keys", ours("a `:` is missing behind this key")],
  ["MISSING_CHAR", "Comments must", ours("a comment needs a space before its `#`"), "5.7"],
  ["MISSING_CHAR", "Tags and anchors", ours("a space is missing behind the anchor or tag")],
  ["MISSING_CHAR", "Sequence item", ours("a `-` is missing before this item")],
  ["MISSING_CHAR", "Missing , between", ours("a `,` is missing before this item")],
  ["MISSING_CHAR", "Missing , or :", ours("a `,` or `:` is missing here")],
  ["MISSING_CHAR", "Missing space after :", ours("a space is missing behind `:`")],
  ["MISSING_CHAR", "Block collection", ours("a mapping or list cannot start on the line of `---`")],
  ["MISSING_CHAR", "Missing directives-end", ours("`---` is missing behind the directives")],
  [
    "UNEXPECTED_TOKEN",
    "Block scalar header",
    ours("behind `|` or `>` the line must end; the text starts on the next line"),
  ],
  ["UNEXPECTED_TOKEN", "Unexpected block-seq-ind on same line", ours("a list cannot start on the line of its key")],
  ["UNEXPECTED_TOKEN", "Unexpected , in", ours("a `,` too many")],
  ["UNEXPECTED_TOKEN", "Unexpected empty item", ours("a `,` too many")],
  [
    "UNEXPECTED_TOKEN",
    "Unexpected scalar at node end",
    ours("this stands behind a value that is already complete: check quotes and indentation"),
  ],
  ["RESOURCE_EXHAUSTION", "", ours("this is nested too deeply")],
  ["BAD_DIRECTIVE", "", ours("this directive is not understood")],
  ["TAG_RESOLVE_FAILED", "", ours("this tag is not understood")],
];

function isOneLine(source: string): boolean {
  return source.trim() !== "" && source.length <= 40 && !/[\r\n`]/.test(source);
}
