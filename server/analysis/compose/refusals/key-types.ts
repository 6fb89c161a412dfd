import type { KeyType, SchemaKey } from "../../facts/compose-schema.ts";
import { asBoolean, asBytes, asInteger, asNumber, isNull, yamlType } from "../../yaml/scalar.ts";
import type { Node, Scalar } from "../../yaml/tree.ts";

/** Beyond its type, what Compose makes of a value before it looks at the schema, or after. A `flag` may be a word in quotes. */
type Form = "flag" | "whole number" | "number" | "size" | "texts" | "list of texts";

/**
 * The keys of a container whose values Compose refuses although their types are those of the schema.
 * Source: https://github.com/compose-spec/compose-go/blob/v2.16.2/loader/interpolate.go and observation of that release.
 */
const FORMS: ReadonlyMap<string, Form> = new Map(
  Object.entries<Form>({
    cap_add: "list of texts",
    cap_drop: "list of texts",
    security_opt: "list of texts",
    device_cgroup_rules: "list of texts",
    volumes_from: "list of texts",
    tmpfs: "texts",
    privileged: "flag",
    read_only: "flag",
    init: "flag",
    oom_kill_disable: "flag",
    stdin_open: "flag",
    tty: "flag",
    pids_limit: "whole number",
    oom_score_adj: "whole number",
    cpu_shares: "whole number",
    cpu_quota: "whole number",
    cpu_period: "whole number",
    cpus: "number",
    mem_limit: "size",
    memswap_limit: "size",
    mem_reservation: "size",
    shm_size: "size",
  }),
);

/** What Compose wants of a key of a container instead of the value that it has; undefined where it takes the value. `lists` of a wrong item points at it. */
export interface Misfit {
  /** What the value must be, behind "must be". */
  readonly mustBe: string;
  /** The item of a list that is not what it must be. */
  readonly item?: Node;
}

/** Whether the value of a key fits the schema, and, of a key of a container, its form. */
export function misfit(key: string, value: Node, schema: SchemaKey, isContainer: boolean): Misfit | undefined {
  // A file that names an image elsewhere may leave the key empty.
  if (isNull(value) && isContainer && key === "image") return undefined;
  if (value.kind === "scalar" && value.unknown !== undefined && !onlyCollections(schema.types)) return undefined;
  const { words } = schema;
  const isWord = value.kind === "scalar" && schema.types.includes("text") && words !== undefined;
  if (isWord && !schema.types.includes("boolean") && !words.includes(value.text)) return { mustBe: either(words) };
  const form = isContainer ? FORMS.get(key) : undefined;
  if (!schema.types.some((type) => isOfType(value, type))) return { mustBe: typesInWords(schema.types, form, value) };
  return form === undefined ? undefined : malformed(value, form);
}

function onlyCollections(types: readonly KeyType[]): boolean {
  return types.every((type) => type === "list" || type === "mapping");
}

function isOfType(node: Node, type: KeyType): boolean {
  if (node.kind !== "scalar") return node.kind === "sequence" ? type === "list" : type === "mapping";
  const written = yamlType(node);
  if (type === "nothing") return written === "null";
  // Variables are filled in as texts, and some of the numbers and booleans are made of texts.
  if (type === "number")
    return written === "integer" || written === "float" || (node.derived !== undefined && asNumber(node) !== undefined);
  if (type === "boolean") return written === "boolean" || (written === "string" && asBoolean(node) !== undefined);
  // A date without quotes is a text in some releases.
  return type === "text" && (written === "string" || written === "timestamp");
}

function malformed(value: Node, form: Form): Misfit | undefined {
  if (value.kind === "mapping") return undefined;
  if (value.kind === "sequence") {
    if (form !== "list of texts" && form !== "texts") return undefined;
    const item = value.items.find((one) => !isText(one.value));
    return item === undefined ? undefined : { mustBe: FORMS_IN_WORDS[form], item: item.value };
  }
  if (value.unknown !== undefined || READERS[form]?.(value) !== undefined) return undefined;
  return form === "texts" || form === "list of texts" ? undefined : { mustBe: FORMS_IN_WORDS[form] };
}

function isText(node: Node): boolean {
  return node.kind === "scalar" && (node.unknown !== undefined || yamlType(node) === "string");
}

const READERS: Readonly<Partial<Record<Form, (scalar: Scalar) => unknown>>> = {
  flag: asBoolean,
  "whole number": (scalar) => asInteger(scalar) ?? (yamlType(scalar) === "float" ? scalar.text : undefined),
  number: asNumber,
  size: (scalar) => asBytes(scalar) ?? asNumber(scalar),
};

const FORMS_IN_WORDS: Readonly<Record<Form, string>> = {
  flag: "true or false",
  "whole number": "a whole number",
  number: "a number",
  size: "a size, such as 64m",
  texts: "a text or a list of texts",
  "list of texts": "a list of texts",
};

function typesInWords(types: readonly KeyType[], form: Form | undefined, value: Node): string {
  if (form !== undefined) return FORMS_IN_WORDS[form];
  const isUnquoted = value.kind === "scalar" && !["string", "null"].includes(yamlType(value));
  if (types.length === 1 && types[0] === "text" && isUnquoted)
    return 'a text; a number must stand in quotes, as in "1000"';
  if (types.length === 1 && types[0] === "boolean") return "true or false, without quotes";
  return either(
    Object.entries(TYPES_IN_WORDS).flatMap(([type, words]) => (types.some((one) => one === type) ? [words] : [])),
  );
}

const TYPES_IN_WORDS: Readonly<Partial<Record<KeyType, string>>> = {
  text: "a text",
  number: "a number",
  boolean: "true or false",
  list: "a list",
  mapping: "a mapping",
};

function either(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1) ?? ""}`;
}
