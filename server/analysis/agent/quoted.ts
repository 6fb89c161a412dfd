import { type Printable, printable, visible } from "../text/printable.ts";
import { shortened } from "../text/shorten.ts";

/**
 * A name, a value or a message as an answer to a language model holds it: on one line, with nothing in it that is not seen, and short, since whoever wrote
 * the file may have written it for the model.
 */
export function quoted(text: string, most = LONGEST_QUOTED): Printable {
  return printable(visible(shortened(text.replace(LONG_NAME, shortName), most)));
}

/** How long a text of an answer is at most, in UTF-16 code units. The longest message without the names in it has less. */
const LONGEST_QUOTED = 400;

/** A name in a message, which stands in quotes there. */
const LONG_NAME = /"[^"]{81,}"/g;

function shortName(name: string): string {
  return `"${shortened(name.slice(1, -1), 80)}"`;
}
