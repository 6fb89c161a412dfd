import { baseName } from "../../text/uri.ts";
import type { Instruction } from "./tree.ts";

/**
 * What begins a line, or what stands for the image of `FROM`, in the template languages that Dockerfiles are made with: Jinja, Go and its like, ERB, EJS,
 * Template Toolkit, and marks that are replaced by `sed`. None of it can begin an instruction or an image.
 */
const MARK = /^(?:\{[{%#]|<[%?]|\[%|%%|@@|#\{|@[A-Za-z_]+@|__[A-Z_]+__)/;

/** Whether a line that stands for an instruction belongs to a template language, such as `{% if … %}` or `{{ … }}`. */
export function isTemplateLine(keyword: string): boolean {
  return MARK.test(keyword);
}

/** The first instruction that another program has to fill in: a line of a template language, or a `FROM` of one. */
export function firstTemplate(instructions: readonly Instruction[]): Instruction | undefined {
  return instructions.find(
    ({ keyword, arguments: [first] }) =>
      isTemplateLine(keyword) || (keyword === "FROM" && first !== undefined && MARK.test(first.text)),
  );
}

/** Whether a name says that another program makes the file that is built of this one. */
export function isTemplateName(uri: string): boolean {
  return /\.(?:j2|jinja2?|tmpl|tpl|template|gotmpl|erb|ejs|hbs|mustache|liquid|m4|in|dist)$/i.test(baseName(uri));
}
