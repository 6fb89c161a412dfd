import { joined, type Printable, printable, shown } from "./printable.ts";

/**
 * A text as it may stand in the content and in quoted attributes of HTML, SVG and XML. What is not printable becomes U+FFFD, but for tabs and line ends, which
 * are written as references: so the text stays on one line of the markup. So is `#`, which begins commands for CI systems that find a page in their log.
 * Sources: https://www.w3.org/TR/xml/#charsets, https://html.spec.whatwg.org/multipage/parsing.html#data-state
 */
export function escaped(text: string): Printable {
  return printable(text.replace(/[&<>"'#\t\n\r]/g, reference));
}

function reference(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}

/** Attributes in the order given; those without a value are left out. Each is preceded by a space. The names are the program's own. */
export function attributes(values: Readonly<Record<string, string | number | undefined>>): Printable {
  const written = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [shown` ${printable(name)}="${escaped(String(value))}"`],
  );
  return joined(written, "");
}
