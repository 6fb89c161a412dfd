import { BAKE_KEYS } from "../../facts/bake-keys.ts";
import { isNull, unknown } from "../../hcl/values.ts";
import type { Entry, Item, Mapping, Node, Scalar } from "../../yaml/tree.ts";

/** The attributes of a target as the keys of a Compose build that say the same; what none of them says is left out. */
export function buildEntries(attributes: ReadonlyMap<string, Entry>): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const [name, entry] of attributes) {
    const key = BAKE_KEYS.get(name);
    const value = saidBy(name, entry.value);
    if (key !== undefined && value !== undefined) entries.set(key, { ...entry, value });
  }
  return entries;
}

function saidBy(name: string, value: Node): Node | undefined {
  if (name === "context" && value.kind === "scalar") return withoutScheme(value);
  if ((name === "secret" || name === "ssh") && value.kind === "sequence")
    return { ...value, items: value.items.map((item) => ({ ...item, value: named(item) })) };
  if (value.kind === "mapping") return withoutNulls(value);
  return isNull(value) ? undefined : value;
}

/** `cwd://` is the directory in which bake is called. */
function withoutScheme(value: Scalar): Scalar {
  const scheme = "cwd://";
  return value.text.startsWith(scheme)
    ? { ...value, text: value.text.slice(scheme.length) || ".", derived: "filled" }
    : value;
}

/** A secret or a key by its id: `id=npm,env=NPM_TOKEN`, `default=/run/agent.sock`, or an object. It stands where the whole of it does. */
function named({ value }: Item): Scalar {
  const scalar = value.kind === "mapping" ? value.entries.get("id")?.value : value;
  if (scalar?.kind !== "scalar") return unknown("what has no id", value.at);
  const fields = scalar.text.split(",");
  const id = fields.find((field) => field.startsWith("id="))?.slice("id=".length) ?? fields[0] ?? "";
  return { ...scalar, text: id.split("=")[0] ?? id, ...(id === scalar.text ? {} : { derived: "filled" as const }) };
}

/** What is null is left out, unless a variable decides it: then nobody knows. */
function withoutNulls(mapping: Mapping): Mapping {
  const entries = new Map<string, Entry>();
  for (const [name, entry] of mapping.entries) {
    if (!isNull(entry.value)) entries.set(name, entry);
    else if (entry.value.kind === "scalar" && entry.value.derived !== undefined)
      entries.set(name, { ...entry, value: unknown(name, entry.value.at) });
  }
  return { ...mapping, entries };
}
