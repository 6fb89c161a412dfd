/**
 * A text as it may stand in the content and the attributes of XML and HTML alike. What XML cannot hold even as a reference — control characters,
 * halves of surrogate pairs — becomes U+FFFD. Source: https://www.w3.org/TR/xml/#charsets
 */
export function escaped(text: string): string {
  return text.replace(NO_XML, "\uFFFD").replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML forbids.
const NO_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu;

/** Attributes in the order given; those without a value are left out. Each is preceded by a space. */
export function attributes(values: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(values)
    .flatMap(([name, value]) => (value === undefined ? [] : [` ${name}="${escaped(String(value))}"`]))
    .join("");
}

/** The text cut in its middle to at most `most` characters, so that both ends of a path can be read. */
export function shortened(text: string, most: number): string {
  const characters = [...text];
  if (characters.length <= most) return text;
  const head = Math.floor((most - 1) / 3);
  return `${characters.slice(0, head).join("")}…${characters.slice(characters.length - (most - 1 - head)).join("")}`;
}
