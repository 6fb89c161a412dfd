import type { Node, Scalar } from "./tree.ts";

export type YamlType = "null" | "boolean" | "integer" | "float" | "timestamp" | "string";

/**
 * What a YAML parser makes of a scalar. Only plain ones are anything but strings, and `yes` and `on` are strings too.
 * These are the words and forms of Compose's own parser: https://github.com/yaml/go-yaml/blob/v3.0.4/resolve.go
 */
export function yamlType(scalar: Scalar): YamlType {
  return isPlain(scalar) ? plainType(scalar.text) : "string";
}

/** Whether a value is absent: `FOO:` in a mapping, `~`, `null`. What is in quotes or tagged as a string is there, and so is `nULL`. */
export function isNull(node: Node | undefined): boolean {
  return node?.kind === "scalar" && isPlain(node) && NULLS.has(node.text);
}

function isPlain({ quotes, tag, derived }: Scalar): boolean {
  return quotes === "plain" && tag !== "string" && derived === undefined;
}

/** What a YAML parser makes of a text that is written without quotes. */
export function plainType(text: string): YamlType {
  if (NULLS.has(text)) return "null";
  if (BOOLEANS.has(text)) return "boolean";
  // Most texts are names, and none of the other forms begins with a letter.
  if (!/^[-+.0-9]/.test(text)) return "string";
  if (plainInteger(text) !== undefined) return "integer";
  if (FLOAT.test(text) || SPECIAL_FLOAT.test(text)) return "float";
  return TIMESTAMP.test(text) ? "timestamp" : "string";
}

/**
 * A boolean where Compose wants one; it takes words in quotes as well, and no numbers.
 * https://github.com/compose-spec/compose-go/blob/v2.6.0/loader/interpolate.go
 */
export function asBoolean({ text }: Scalar): boolean | undefined {
  const word = text.toLowerCase();
  if (TRUE_WORDS.has(word)) return true;
  return FALSE_WORDS.has(word) ? false : undefined;
}

/** A whole number: decimal in quotes, and in all of YAML's bases without. */
export function asInteger(scalar: Scalar): number | undefined {
  if (yamlType(scalar) === "integer") return plainInteger(scalar.text);
  return DECIMAL.test(scalar.text) ? Number(scalar.text) : undefined;
}

/** A number, whole or not; neither infinity nor `.nan`. */
export function asNumber(scalar: Scalar): number | undefined {
  const integer = asInteger(scalar);
  if (integer !== undefined) return integer;
  return FLOAT.test(scalar.text) ? Number(scalar.text) : undefined;
}

/**
 * The text that Compose makes of a scalar where it wants one and takes numbers and booleans too: `010` is `8`, `1.50` is `1.5`, `True` is `true`.
 * What has no such form keeps its own text.
 */
export function asWord(scalar: Scalar): string {
  const type = yamlType(scalar);
  if (type === "boolean") return scalar.text.toLowerCase();
  return type === "integer" || type === "float" ? String(asNumber(scalar) ?? scalar.text) : scalar.text;
}

/**
 * A size in bytes: a plain whole number, or digits with a unit, `64m`, `1.5 GiB`; every unit is a power of 1024.
 * https://github.com/docker/go-units/blob/v0.5.0/size.go
 */
export function asBytes(scalar: Scalar): number | undefined {
  if (yamlType(scalar) === "integer") return plainInteger(scalar.text);
  const match = SIZE.exec(scalar.text);
  if (match === null) return undefined;
  const power = UNITS.indexOf((match[2] ?? "b").toLowerCase());
  return Math.trunc(Number(match[1]) * 1024 ** power);
}

const NULLS: ReadonlySet<string> = new Set(["", "~", "null", "Null", "NULL"]);
const BOOLEANS: ReadonlySet<string> = new Set(["true", "True", "TRUE", "false", "False", "FALSE"]);
const TRUE_WORDS: ReadonlySet<string> = new Set(["true", "yes", "y", "on"]);
const FALSE_WORDS: ReadonlySet<string> = new Set(["false", "no", "n", "off"]);

const DECIMAL = /^[-+]?[0-9]+$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const SPECIAL_FLOAT = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const TIMESTAMP = /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:$|[Tt ])/;
const SIZE = /^([0-9]+(?:\.[0-9]*)?|\.[0-9]+) ?(?:b|([kmgtp])(?:i?b)?)?$/i;
const UNITS = "bkmgtp";

const BASES: readonly (readonly [RegExp, number])[] = [
  [/^0[xX]([0-9a-fA-F]+)$/, 16],
  [/^0[oO]?([0-7]+)$/, 8],
  [/^0[bB]([01]+)$/, 2],
  [/^(0|[1-9][0-9]*)$/, 10],
];

/** A leading zero makes a number octal, and underscores may part the digits, as in YAML 1.1. */
function plainInteger(text: string): number | undefined {
  if (!/^[-+]?[0-9]/.test(text)) return undefined;
  const digits = text.replaceAll("_", "").replace(/^[-+]/, "");
  for (const [form, base] of BASES) {
    const match = form.exec(digits);
    if (match?.[1] !== undefined) return (text.startsWith("-") ? -1 : 1) * Number.parseInt(match[1], base);
  }
  return undefined;
}
