import type { Instruction } from "./tree.ts";

/**
 * What begins a line in the template languages that Dockerfiles are made with: Jinja, Go and its like, ERB, EJS, Template Toolkit, and marks that are
 * replaced by `sed`. None of it can begin an instruction.
 */
const MARK = /^(?:\{[{%#]|<[%?]|\[%|%%|@@|#\{|@[A-Za-z_]+@|__[A-Z_]+__)/;

/** What no image behind `FROM` can hold. */
const INSIDE = /\{[{%#]|<%|%%|@@/;

/** Whether a line that stands for an instruction belongs to a template language, such as `{% if … %}` or `{{ … }}`. */
export function isTemplateLine(keyword: string): boolean {
  return MARK.test(keyword);
}

/** The first instruction that another program has to fill in: a line of a template language, or a `FROM` of one. */
export function firstTemplate(instructions: readonly Instruction[]): Instruction | undefined {
  return instructions.find(
    ({ keyword, rest }) => isTemplateLine(keyword) || (keyword === "FROM" && INSIDE.test(rest.text)),
  );
}
