import { baseName } from "./uri.ts";

const TEMPLATE = /\.(?:j2|jinja2?|tmpl|tpl|template|gotmpl|erb|ejs|hbs|mustache|liquid|m4|in|dist)$/i;

/** The name of the file that another program makes of a template, by the template's URI or path: `compose.yaml` of `a/compose.yaml.j2`; undefined for other files. */
export function madeOfTemplate(uri: string): string | undefined {
  const name = baseName(uri);
  const made = name.replace(TEMPLATE, "");
  return made === name ? undefined : made;
}
