import { part } from "../../compose/syntax/long-forms.ts";
import type { Scalar } from "../../yaml/tree.ts";

/** The parts of a value that commas part, each with its place. */
export function commaParts(value: Scalar): readonly Scalar[] {
  const parts: Scalar[] = [];
  let start = 0;
  for (let at = 0; at <= value.text.length; at++) {
    if (at < value.text.length && value.text.charAt(at) !== ",") continue;
    if (at > start) parts.push(part(value, start, at));
    start = at + 1;
  }
  return parts;
}

/**
 * The fields of a value such as `type=bind,src=/a`, by their names in lower case; a name alone has an empty text. Quotes around a whole field keep commas
 * within it. Source: https://pkg.go.dev/encoding/csv
 */
export function commaFields(value: Scalar): ReadonlyMap<string, Scalar> {
  const fields = new Map<string, Scalar>();
  const { text } = value;
  for (let start = 0; start < text.length; ) {
    const isQuoted = text.charAt(start) === '"';
    const close = isQuoted ? text.indexOf('"', start + 1) : -1;
    const comma = text.indexOf(",", close < 0 ? start : close);
    const end = comma < 0 ? text.length : comma;
    const from = close < 0 ? start : start + 1;
    const to = close < 0 ? end : close;
    const equals = text.indexOf("=", from);
    const name = equals < 0 || equals >= to ? to : equals;
    fields.set(text.slice(from, name).toLowerCase(), part(value, Math.min(name + 1, to), to));
    start = end + 1;
  }
  return fields;
}
