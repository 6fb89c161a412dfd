import type { Printable } from "./printable.ts";

/**
 * What `JSON.stringify(value, null, indent)` gives of a value that JSON has, for a terminal, a log, a file or a client; each line but the first stands behind
 * `margin`. Strict readers refuse halves of surrogate pairs, even as `\ud800`, so that U+FFFD stands in their place, in the names of fields too. Everything
 * else that must not be printed as it is, and the marks of commands for CI systems (see `printable`), is written as `\uXXXX`: `JSON.parse` gives it back as
 * it was. Sources: https://www.rfc-editor.org/rfc/rfc8259#section-8, https://tc39.es/ecma262/#sec-quotejsonstring
 */
export function json(value: unknown, indent?: number, margin = ""): Printable {
  const text = withoutHalves(JSON.stringify(value, null, indent)).replace(NOT_PRINTED, asEscape);
  return (margin === "" ? text : text.replaceAll("\n", `\n${margin}`)) as Printable;
}

/** Halves of pairs are what is written as `\ud8…` to `\udf…`. Escapes are matched whole, so that a backslash that is itself escaped begins none. */
function withoutHalves(text: string): string {
  if (!text.includes("\\ud")) return text;
  return text.replace(/\\(?:ud[89a-f][0-9a-f]{2}|.)/g, (found) => (found.startsWith("\\ud") ? "\\ufffd" : found));
}

/** Control characters below U+0020 are escapes already. */
const NOT_PRINTED = /[\x7F-\x9F\p{Zl}\p{Zp}\p{Bidi_Control}\uFEFF\uFFFE\uFFFF]|#(?=#[A-Za-z]*\[)/gu;

function asEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
