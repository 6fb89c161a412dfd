import type { Printable } from "./printable.ts";

/**
 * What `JSON.stringify(value, null, indent)` gives of a value that JSON has, each line but the first behind `margin`, for a terminal, a log, a file or a client. Strict readers refuse halves of surrogate pairs, even as
 * `\ud800`, so that U+FFFD stands in their place, in the names of fields too. Everything else that must not be printed as it is, and the marks of commands
 * for CI systems (see `printable`), is written as `\uXXXX`: `JSON.parse` gives it back as it was. Sources:
 * https://www.rfc-editor.org/rfc/rfc8259#section-8, https://tc39.es/ecma262/#sec-quotejsonstring
 */
export function json(value: unknown, indent?: number, margin = ""): Printable {
  const text = JSON.stringify(value, null, indent).replace(NOT_PRINTED, asEscape);
  return (margin === "" ? text : text.replaceAll("\n", `\n${margin}`)) as Printable;
}

/** Escapes are matched whole, so that a backslash that is itself escaped begins none. Control characters below U+0020 are escapes already. */
const NOT_PRINTED =
  /\\(?:u[0-9a-f]{4}|[^u])|[\x7F-\x9F\p{Zl}\p{Zp}\p{Bidi_Control}\uFEFF\uFFFE\uFFFF]|#(?=#[A-Za-z]*\[)/gu;

/** Only halves of pairs are written as `\ud8…` to `\udf…`; whole pairs stand as they are. */
function asEscape(found: string): string {
  if (found.startsWith("\\")) return /^\\ud[89a-f]/.test(found) ? "\\ufffd" : found;
  return `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
