import { isNull, yamlType } from "../../yaml/scalar.ts";
import { type Entry, hasUnresolved, type Mapping, type Node, scalarAt } from "../../yaml/tree.ts";
import type { WrongEntry } from "./entries.ts";

/** What stands at a place, as far as a schema asks. */
type Kind = "a text" | "true or false" | "a list" | "a mapping" | "null";

interface Form {
  readonly takes: readonly Kind[];
  /** What the items of a list are. */
  readonly items?: readonly Kind[];
}

const TEXT: Form = { takes: ["a text"] };
const SWITCH: Form = { takes: ["true or false"] };
const ENTRIES: Form = { takes: ["a list"], items: ["a text", "a mapping"] };

/**
 * The keys of a service that `docker stack deploy` takes in another form than Compose does, which takes null and texts for more of them.
 * Source: https://github.com/docker/cli/blob/v28.5.2/cli/compose/schema/data/config_schema_v3.13.json
 */
const FORMS: ReadonlyMap<string, Form> = new Map([
  ...["ports", "volumes", "configs", "secrets"].map((key) => [key, ENTRIES] as const),
  ["extra_hosts", { takes: ["a list", "a mapping"], items: ["a text"] }],
  ["build", { takes: ["a text", "a mapping"] }],
  ["depends_on", { takes: ["a list"], items: ["a text"] }],
  ["networks", { takes: ["a list", "a mapping"], items: ["a text"] }],
  ["env_file", { takes: ["a text", "a list"], items: ["a text"] }],
  ...["command", "entrypoint"].map((key) => [key, { takes: ["a text", "a list"] } as Form] as const),
  ...["privileged", "read_only", "init", "tty", "stdin_open"].map((key) => [key, SWITCH] as const),
  ...["container_name", "stop_grace_period"].map((key) => [key, TEXT] as const),
]);

/** The sections that hold mappings by their names, with what each of these may be. */
const SECTIONS: ReadonlyMap<string, readonly Kind[]> = new Map([
  ["services", ["a mapping"]],
  ["networks", ["a mapping", "null"]],
  ["volumes", ["a mapping", "null"]],
  ["secrets", ["a mapping"]],
  ["configs", ["a mapping"]],
]);

/** Something in another form than a stack takes, and the service that it is about. */
export interface WrongForm extends WrongEntry {
  readonly service?: string;
}

/** What stands in a form that `docker stack deploy` does not take, and Compose does. */
export function* wrongStackForms(root: Mapping): Iterable<WrongForm> {
  yield* wrongVersion(root.entries.get("version"));
  for (const [section, takes] of SECTIONS) {
    const entry = root.entries.get(section);
    if (entry === undefined) continue;
    if (entry.value.kind !== "mapping") {
      yield { at: entry.key, because: `${section} must be a mapping` };
      continue;
    }
    const what = section.replace(/s$/, "");
    for (const [name, one] of entry.value.entries) {
      const service = section === "services" ? { service: name } : {};
      if (!isOneOf(one.value, takes))
        yield { at: one.key, because: `${what} "${name}" must be ${takes.join(" or ")}`, ...service };
      else if (section === "services" && one.value.kind === "mapping") yield* wrongInService(one.value, name);
    }
  }
}

/** A release of the format is a text that begins with 3. */
function* wrongVersion(entry: Entry | undefined): Iterable<WrongForm> {
  if (entry === undefined) return;
  const { key: at, value } = entry;
  if (value.kind !== "scalar" || yamlType(value) !== "string")
    yield { at, because: "version must be a text, in quotes" };
  else if (!/^(?:3(?:\.|$)|$)/.test(value.text) && !hasUnresolved(value.text))
    yield { at: value.at, because: `it reads version 3 of such files, and this is ${value.text}` };
}

function* wrongInService(mapping: Mapping, service: string): Iterable<WrongForm> {
  for (const [key, form] of FORMS) {
    const entry = mapping.entries.get(key);
    if (entry !== undefined) yield* wrongIn(entry, key, form, service);
  }
  const volumes = mapping.entries.get("volumes")?.value;
  for (const { value } of volumes?.kind === "sequence" ? volumes.items : []) {
    const because = wrongVolume(value);
    if (because !== undefined)
      yield { at: value.at, because: `${because}, in volumes of service "${service}"`, service };
  }
}

function wrongVolume(node: Node): string | undefined {
  if (node.kind === "scalar") {
    const isWhole = isNull(node) || hasUnresolved(node.text) || node.text.split(":").every((part) => part !== "");
    return isWhole ? undefined : `a part of the volume "${node.text}" is empty`;
  }
  if (node.kind !== "mapping") return undefined;
  const { entries } = node;
  if (!entries.has("type")) return "a volume lacks type";
  const isBind = scalarAt(node, "type")?.text === "bind";
  const empty = ["target", ...(isBind ? ["source"] : [])].find((key) => {
    const value = entries.get(key)?.value;
    return value?.kind === "scalar" ? isNull(value) || value.text === "" : value === undefined && key === "source";
  });
  return empty === undefined ? undefined : `a volume lacks ${empty}`;
}

function* wrongIn(
  { key: at, value }: Entry,
  key: string,
  { takes, items }: Form,
  service: string,
): Iterable<WrongForm> {
  const of = `of service "${service}" must be`;
  if (!isOneOf(value, takes)) yield { at, because: `${key} ${of} ${takes.join(" or ")}`, service };
  else if (value.kind === "sequence" && items !== undefined) {
    const wrong = value.items.find((item) => !isOneOf(item.value, items));
    if (wrong !== undefined)
      yield { at: wrong.value.at, because: `an item of ${key} ${of} ${items.join(" or ")}`, service };
  }
}

function isOneOf(node: Node, kinds: readonly Kind[]): boolean {
  if (node.kind === "mapping") return kinds.includes("a mapping");
  if (node.kind === "sequence") return kinds.includes("a list");
  if (isNull(node)) return kinds.includes("null");
  // Other words than an empty text are made a switch.
  return kinds.includes("a text") || (kinds.includes("true or false") && node.text !== "");
}
