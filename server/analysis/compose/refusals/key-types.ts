import type { KeyType, SchemaKey } from "../../facts/compose-schema.ts";
import { asBoolean, asNumber, isNull, yamlType } from "../../yaml/scalar.ts";
import type { Node } from "../../yaml/tree.ts";
import { formOf } from "./forms.ts";

/** What Compose wants of a value instead of what it is. */
export interface Misfit {
  /** What the value must be, behind "must be". */
  readonly mustBe: string;
  /** What is wrong within the value: an item of a list, or what stands under the name `under` of a mapping. */
  readonly inner?: Node;
  readonly under?: string;
  /** Set where more than its type is asked of the value, so that quotes alone would not mend it. */
  readonly isFormed?: true;
}

/** How the value of a key of a part does not fit the schema, or the form that Compose wants; undefined where Compose takes it. */
export function misfit(part: string, key: string, value: Node, schema: SchemaKey): Misfit | undefined {
  // A file that names an image elsewhere may leave the key empty.
  if (isNull(value) && part === "service" && key === "image") return undefined;
  if (isUnknown(value) && !onlyCollections(schema.types)) return undefined;
  const { words } = schema;
  const isWord = value.kind === "scalar" && schema.types.includes("text") && words !== undefined;
  if (isWord && !schema.types.includes("boolean") && !words.includes(value.text)) return { mustBe: either(words) };
  const form = formOf(part, key);
  if (!schema.types.some((type) => isOfType(value, type)))
    return form === undefined ? { mustBe: typesInWords(schema, value) } : { mustBe: form.mustBe, isFormed: true };
  if (value.kind === "sequence") return misfitItem(value, schema);
  if (value.kind === "mapping") return misfitUnder(part, key, value, schema);
  return form === undefined || isNull(value) || form.fits(value) ? undefined : { mustBe: form.mustBe, isFormed: true };
}

function misfitItem(value: Node & { readonly kind: "sequence" }, schema: SchemaKey): Misfit | undefined {
  const { items } = schema;
  if (items === undefined) return undefined;
  const wrong = value.items.find((one) => !isUnknown(one.value) && !items.some((type) => isOfType(one.value, type)));
  return wrong === undefined ? undefined : { mustBe: typesInWords(schema, value), inner: wrong.value };
}

function misfitUnder(
  part: string,
  key: string,
  { entries }: Node & { readonly kind: "mapping" },
  { each }: SchemaKey,
): Misfit | undefined {
  const form = formOf(part, `${key}.*`);
  for (const [under, { value: inner }] of each === undefined ? [] : entries) {
    if (under.startsWith("x-") || isUnknown(inner)) continue;
    if (each?.some((type) => isOfType(inner, type)) !== true)
      return { mustBe: form?.mustBe ?? typesInWords({ types: each ?? [] }, inner), inner, under };
    if (form !== undefined && inner.kind === "scalar" && !form.fits(inner))
      return { mustBe: form.mustBe, inner, under };
  }
  return undefined;
}

function isUnknown(node: Node): boolean {
  return node.kind === "scalar" && node.unknown !== undefined;
}

function onlyCollections(types: readonly KeyType[]): boolean {
  return types.every((type) => type === "list" || type === "mapping");
}

function isOfType(node: Node, type: KeyType): boolean {
  if (node.kind !== "scalar") return node.kind === "sequence" ? type === "list" : type === "mapping";
  const written = yamlType(node);
  if (type === "nothing") return written === "null";
  // Variables are filled in as texts, and some of the numbers and booleans are made of texts.
  if (type === "number" || type === "whole number") {
    const value = asNumber(node);
    const isNumber = written === "integer" || written === "float" || node.derived !== undefined;
    return isNumber && value !== undefined && (type === "number" || Number.isInteger(value));
  }
  if (type === "boolean") return written === "boolean" || (written === "string" && asBoolean(node) !== undefined);
  // A date without quotes is a text in some releases.
  return type === "text" && (written === "string" || written === "timestamp");
}

function typesInWords({ types, items }: Pick<SchemaKey, "types" | "items">, value: Node): string {
  const isUnquoted = value.kind === "scalar" && !["string", "null"].includes(yamlType(value));
  if (types.length === 1 && types[0] === "text" && isUnquoted)
    return 'a text; a number must stand in quotes, as in "1000"';
  if (types.length === 1 && types[0] === "boolean") return "true or false, without quotes";
  return either(
    Object.entries(TYPES_IN_WORDS).flatMap(([type, words]) => {
      if (!types.some((one) => one === type)) return [];
      return type === "list" && items !== undefined ? [`a list of ${pluralOf(items)}`] : [words];
    }),
  );
}

const TYPES_IN_WORDS: Readonly<Partial<Record<KeyType, string>>> = {
  text: "a text",
  number: "a number",
  "whole number": "a whole number",
  boolean: "true or false",
  list: "a list",
  mapping: "a mapping",
};

function pluralOf(types: readonly KeyType[]): string {
  return either(
    Object.entries(TYPES_IN_WORDS).flatMap(([type, words]) =>
      types.some((one) => one === type) ? [`${words.replace(/^an? /, "")}s`] : [],
    ),
  );
}

function either(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1) ?? ""}`;
}
