/**
 * The text of an example's Compose file, written indented in a rule: the indentation of its first line is taken from every line, and the text ends with
 * a line end. The tag names the language, for readers and their editors.
 */
export const yaml = indented;

/** The same for a Dockerfile. */
export const dockerfile = indented;

/** The same for JSON with comments. */
export const jsonc = indented;

function indented(texts: TemplateStringsArray): string {
  const [, ...lines] = texts.join("").split("\n");
  const indentation = /^ */.exec(lines[0] ?? "")?.[0].length ?? 0;
  return lines.map((line) => `${line.slice(indentation)}\n`).join("");
}
