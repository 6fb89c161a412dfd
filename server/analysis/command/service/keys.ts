import { schemaKey } from "../../facts/compose-schema.ts";
import type { Written } from "../../model/change.ts";
import { UNRESOLVED } from "../../text/unresolved.ts";
import type { Mapping, Node, Scalar, Sequence } from "../../yaml/tree.ts";
import type { Flag } from "../syntax/tree.ts";

/** The keys of a service with their values. */
export type Keys = { readonly [key: string]: Written };

/** Whether the name of an unknown part of a text is that of a variable, which Compose can be given too. */
export function isVariable(name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name);
}

/**
 * The keys of a service that say what a mapping of flags says, and what those flags say that have keys for a Compose file alone. Every dollar sign is
 * doubled, and what is unknown is a variable that has to be set; their names are put into `variables`.
 */
export function serviceKeys(mapping: Mapping, flags: readonly Flag[], variables: Set<string>): Keys {
  const writer = new KeyWriter(variables);
  const { image = "", ...others } = writer.entries(mapping, []);
  const named = Object.entries({ image, ...others }).map(
    ([key, value]) => [RENAMED.get(key) ?? key, formed(key, value)] as const,
  );
  let service: Keys = Object.fromEntries(named);
  for (const { fact, value } of flags) {
    if (fact.compose === undefined) continue;
    const said = formed(fact.compose, writer.text(value));
    service = { ...service, ...laid(service, fact.compose.split("."), said, fact.takes === "list") };
  }
  return service;
}

/** A value put at a path below another; several of a list follow each other. `*` is the first of the networks, which stand there as a list of names. */
function laid(held: Written | undefined, [key, ...below]: readonly string[], value: Written, isList: boolean): Keys {
  const entries = isKeys(held) ? held : Object.fromEntries(listOf(held).map((name) => [String(name), {}]));
  const name = key === "*" ? Object.keys(entries)[0] : key;
  if (name === undefined) return entries;
  const inner = entries[name];
  const now = below.length > 0 ? laid(inner, below, value, isList) : isList ? [...listOf(inner), value] : value;
  return { ...entries, [name]: now };
}

/** Containers of the same file are named by `links`, those of the engine otherwise. */
const RENAMED: ReadonlyMap<string, string> = new Map([["links", "external_links"]]);

function formed(path: string, value: Written): Written {
  const form = FORMS.get(path);
  if (form === undefined) return value;
  return Array.isArray(value) ? value.map(form) : form(value);
}

type Form = (value: Written) => Written;

/** Values that a Compose file says in another form than the flag and the reading of it do. */
const FORMS: ReadonlyMap<string, Form> = new Map<string, Form>([
  ["stop_grace_period", (value) => `${value}s`],
  ["devices", (value) => (isKeys(value) ? shortDevice(value) : value)],
  ["volumes", (value) => (isKeys(value) ? mount(value) : value)],
  ["gpus", (value) => (isKeys(value) ? gpus(value) : value)],
  // Quotes in such a file are part of the value, and nothing is put in for variables.
  ["env_file", (value) => ({ path: value, format: "raw" })],
  ["blkio_config.weight", Number],
  ["blkio_config.weight_device", (value) => ofDevice(value, "weight")],
  ...["device_read_bps", "device_read_iops", "device_write_bps", "device_write_iops"].map(
    (key) => [`blkio_config.${key}`, (value: Written) => ofDevice(value, "rate")] as const,
  ),
]);

function shortDevice({ source = "", target = source, permissions }: Keys): string {
  if (target === source && permissions === undefined) return String(source);
  return [source, target, ...(permissions === undefined ? [] : [permissions])].join(":");
}

/** A mount without a type is a volume, and `--mount` makes no directory that is missing. */
function mount({ type = "volume", ...others }: Keys): Keys {
  const bind = isKeys(others["bind"]) ? others["bind"] : {};
  return { type, ...others, ...(type === "bind" ? { bind: { ...bind, create_host_path: false } } : {}) };
}

function gpus({ device_ids: ids, ...others }: Keys): Keys {
  const [all] = listOf(ids);
  return all === undefined ? others : { ...others, device_ids: String(all).split(",") };
}

/** `PATH:NUMBER`. */
function ofDevice(value: Written, key: string): Written {
  const text = String(value);
  const colon = text.lastIndexOf(":");
  const number = text.slice(colon + 1);
  return { path: text.slice(0, Math.max(0, colon)), [key]: /^\d{1,9}$/.test(number) ? Number(number) : number };
}

class KeyWriter {
  readonly #variables: Set<string>;

  constructor(variables: Set<string>) {
    this.#variables = variables;
  }

  entries({ entries }: Mapping, path: readonly string[]): Keys {
    return Object.fromEntries([...entries].map(([key, { value }]) => [key, this.#value(value, [...path, key])]));
  }

  /** A text as Compose reads it back: a doubled dollar sign is one, and a variable without a value is refused. */
  text({ text, unknown = [] }: Scalar): string {
    let index = 0;
    return text.replaceAll("$", "$$$$").replaceAll(UNRESOLVED, () => {
      const name = unknown[index++] ?? "";
      this.#variables.add(name);
      return `\${${name}:?}`;
    });
  }

  #value(node: Node, path: readonly string[]): Written {
    if (node.kind === "mapping") return this.entries(node, path);
    if (node.kind === "scalar") return typed(this.text(node), path);
    if (path.join(".") === "logging.options" || path[0] === "storage_opt") return this.#pairs(node);
    const items = node.items.map(({ value }) =>
      value.kind === "scalar" ? this.text(value) : this.#value(value, path),
    );
    // Compose refuses an item twice where the engine takes it for one.
    return schemaKey(["services", "", ...path])?.unique === true ? unique(items) : items;
  }

  /** A list of `NAME=VALUE` where Compose takes a mapping alone. */
  #pairs({ items }: Sequence): Keys {
    const texts = items.flatMap(({ value }) => (value.kind === "scalar" ? [this.text(value)] : []));
    return Object.fromEntries(texts.map((text) => [/^[^=]*/.exec(text)?.[0] ?? "", text.replace(/^[^=]*=?/, "")]));
  }
}

function unique(items: readonly Written[]): readonly Written[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

/** A switch and a number as such, where the schema knows them. */
function typed(text: string, path: readonly string[]): Written {
  const types =
    schemaKey(["services", "", ...path])?.types ?? schemaKey(["services", "", ...path.slice(0, -1)])?.each ?? [];
  if (types.includes("boolean") && /^(?:true|false)$/.test(text)) return text === "true";
  const isNumber = types.includes("number") || types.includes("whole number");
  return isNumber && /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,9})?$/.test(text) ? Number(text) : text;
}

export function isKeys(value: Written | undefined): value is Keys {
  return typeof value === "object" && !Array.isArray(value);
}

export function listOf(value: Written | undefined): readonly Written[] {
  return Array.isArray(value) ? value : [];
}
