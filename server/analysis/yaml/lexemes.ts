import { Lexer } from "yaml";

/**
 * What Compose's parser takes for a line break beside LF and CRLF: an option that hides behind one at the end of a comment is in force.
 * https://github.com/yaml/go-yaml/blob/v3.0.4/yamlprivateh.go, is_break
 */
const OTHER_LINE_BREAKS = /\r(?!\n)|[\u0085\u2028\u2029]/g;

/** Whether lines end in a way that editors and most parsers do not know. */
export function hasOtherLineBreaks(text: string): boolean {
  return text.search(OTHER_LINE_BREAKS) >= 0;
}

/**
 * The lexemes of a YAML text. `strict` follows YAML 1.2, where the lines within brackets, braces and quotes are indented like all others.
 * Compose's parser does not care about their indentation, which `loose` imitates; it cannot tell where an unclosed bracket should have ended.
 * https://github.com/yaml/go-yaml/blob/v3.0.4/scannerc.go, yaml_parser_unroll_indent: "In the flow context, do nothing."
 */
export function lexemes(text: string, indentation: "strict" | "loose"): Iterable<string> {
  const lexer = new Lexer();
  if (indentation === "loose") {
    lexer["parseFlowCollection"] = unindented(lexer, lexer["parseFlowCollection"]);
    lexer["parseQuotedScalar"] = unindented(lexer, lexer["parseQuotedScalar"]);
  }
  return lexer.lex(text.replace(OTHER_LINE_BREAKS, "\n"));
}

/** A step of the lexer's; it yields lexemes and returns the name of the next step. */
type Step = () => Generator<string, unknown>;

/** The step with no indentation asked for while it runs. The library has no option for that, so its private parts are reached. */
function unindented(lexer: Lexer, step: Step): Step {
  return function* () {
    const asked: number = lexer["indentNext"];
    lexer["indentNext"] = 0;
    const next = yield* step.call(lexer);
    lexer["indentNext"] = asked;
    return next;
  };
}
