import type { Written } from "../../model/change.ts";
import { plainType } from "../../yaml/scalar.ts";
import type { Quotes } from "../../yaml/tree.ts";
import { isList } from "./expected-tree.ts";
import type { Style } from "./file-style.ts";

/** Whether a text stands among brackets and braces, where commas and closing brackets end it. */
export type Surroundings = "block" | "flow";

/** A string as a YAML token: plain where YAML reads it as this string, and otherwise in the quotes that are asked for. */
export function stringToken(text: string, quotes: Quotes, around: Surroundings): string {
  if (quotes === "plain" && isPlainSafe(text, around)) return text;
  if (quotes === "single" && !UNPRINTABLE.test(text)) return `'${text.replaceAll("'", "''")}'`;
  return `"${text.replace(ESCAPED, escaped)}"`;
}

/** A value on one line. */
export function inlineText(value: Written, style: Style, around: Surroundings): string {
  if (typeof value === "string") return styledToken(value, style, around);
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (isList(value)) return `[${value.map((item) => inlineText(item, style, "flow")).join(", ")}]`;
  return `{${Object.entries(value)
    .map(([key, one]) => inlineEntry([key], one, style))
    .join(", ")}}`;
}

/** Nested keys with a value, on one line among braces. */
export function inlineEntry(path: readonly string[], value: Written, style: Style): string {
  const [key, ...rest] = path;
  const inner = rest.length > 0 ? `{${inlineEntry(rest, value, style)}}` : inlineText(value, style, "flow");
  return `${styledToken(key ?? "", style, "flow")}: ${inner}`;
}

/** The lines of nested keys with a value at their end, without line breaks. A comment goes behind the last of the keys or its value. */
export function entryLines(
  path: readonly string[],
  value: Written,
  column: number,
  style: Style,
  comment: string | undefined,
): readonly string[] {
  const [key, ...rest] = path;
  const head = `${" ".repeat(column)}${styledToken(key ?? "", style, "flow")}:`;
  if (rest.length > 0) return [head, ...entryLines(rest, value, column + style.step, style, comment)];
  const tail = comment === undefined ? "" : ` # ${comment}`;
  if (isInline(value, style)) return [`${head} ${inlineText(value, style, "block")}${tail}`];
  return [head + tail, ...valueLines(value, column, style)];
}

/** The lines of a list or mapping below a key in a column. */
export function valueLines(value: Written, column: number, style: Style): readonly string[] {
  if (isList(value)) return value.flatMap((item) => itemLines(item, column + style.listStep, style, "- "));
  return Object.entries(value).flatMap(([key, one]) => entryLines([key], one, column + style.step, style, undefined));
}

/** The lines of a list item whose dash, with the blanks behind it, stands in a column. */
export function itemLines(item: Written, column: number, style: Style, dash: string): readonly string[] {
  const head = " ".repeat(column) + dash;
  if (typeof item !== "object" || isList(item) || Object.keys(item).length === 0)
    return [head + inlineText(item, style, "block")];
  const lines = Object.entries(item).flatMap(([key, one]) => entryLines([key], one, head.length, style, undefined));
  return lines.map((line, index) => (index === 0 ? head + line.slice(head.length) : line));
}

/** Whether a value goes on the line of its key. */
export function isInline(value: Written, style: Style): boolean {
  if (typeof value !== "object") return true;
  if (!isList(value)) return Object.keys(value).length === 0;
  return value.length === 0 || (style.lists === "flow" && value.every((item) => typeof item !== "object"));
}

function styledToken(text: string, style: Style, around: Surroundings): string {
  if (!style.quoteAll && isPlainSafe(text, around)) return text;
  return stringToken(text, style.quotes, around);
}

/**
 * Whether a parser of any version of YAML reads the text, written without quotes, as this very string.
 * https://yaml.org/spec/1.2.2/#733-plain-style and, for the words and the base 60 of YAML 1.1, https://yaml.org/type/
 */
function isPlainSafe(text: string, around: Surroundings): boolean {
  if (plainType(text) !== "string" || OLD_BOOLEAN.test(text) || BASE_60.test(text)) return false;
  if (UNPRINTABLE.test(text) || text !== text.trim() || INDICATOR.test(text)) return false;
  if (text.includes(": ") || text.endsWith(":") || text.includes(" #")) return false;
  return around === "block" || !/[,[\]{}]/.test(text);
}

const OLD_BOOLEAN = /^(?:y|n|yes|no|on|off)$/i;
const BASE_60 = /^[-+]?[0-9]+(?::[0-5]?[0-9])+(?:\.[0-9]*)?$/;
const INDICATOR = /^(?:[-?:,[\]{}#&*!|>'"%@`=]|<<|\.\.\.)/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that YAML wants escaped.
const UNPRINTABLE = /[\u0000-\u001F\u007F-\u009F\u2028\u2029\uD800-\uDFFF\uFEFF\uFFFE\uFFFF]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that YAML wants escaped.
const ESCAPED = /["\\\u0000-\u001F\u007F-\u009F\u2028\u2029\uFEFF\uFFFE\uFFFF]/g;
const NAMED_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ["\\", "\\\\"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

function escaped(character: string): string {
  const code = character.charCodeAt(0);
  return NAMED_ESCAPES.get(character) ?? `\\u${code.toString(16).padStart(4, "0")}`;
}
