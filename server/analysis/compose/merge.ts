import type { Trouble } from "../model/project.ts";
import { isNull, keyed, listed, named, under } from "./forms.ts";
import { identity } from "./identity.ts";
import { lostIn, lostToTags } from "./lost.ts";
import { type Entry, entryOf, type Item, type Mapping, type Node, type Sequence } from "./tree.ts";

type Report = (trouble: Trouble) => void;
type Path = readonly string[];

/**
 * Lays one Compose file's tree over another as `docker compose -f base -f over` does: mappings merge, lists append, and what has an identity (a
 * mount's target, a port, a variable's name) replaces its equal. `!reset` takes a value away, `!override` replaces without merging, null changes
 * nothing. What Compose refuses is reported, and the later file's value is taken.
 * Source: https://github.com/compose-spec/compose-spec/blob/main/13-merge.md and observation of Compose 2.40.
 */
export function mergeFiles(base: Mapping | undefined, over: Mapping, report: Report): Mapping {
  return mergeMappings(base, over, [], report);
}

/** Lays a service over the one that it extends, by the same rules; `!reset` and `!override` count here too. */
export function mergeService(base: Mapping, service: Mapping, report: Report): Mapping {
  return mergeMappings(base, service, ["services", "*"], report);
}

function mergeMappings(base: Mapping | undefined, over: Mapping, path: Path, report: Report): Mapping {
  if (base === undefined) return aloneMapping(over, path, report);
  const entries = new Map<string, Entry>(base.entries);
  for (const [key, entry] of over.entries) {
    const below = entries.get(key);
    const whole = mergeEntry(below, entry, [...path, key], report);
    if (whole === undefined) entries.delete(key);
    else entries.set(key, whole);
  }
  return merged(base, over, entries, path);
}

/** A mapping with nothing below it: itself, as nearly all are, where neither a tag nor an identity within changes anything. */
function aloneMapping(mapping: Mapping, path: Path, report: Report): Mapping {
  let entries: Map<string, Entry> | undefined;
  for (const [key, entry] of mapping.entries) {
    const { value } = entry;
    if (value.kind === "scalar" && value.tag === undefined) continue;
    const left = mergeEntry(undefined, entry, [...path, key], report);
    if (left === entry) continue;
    entries ??= new Map(mapping.entries);
    if (left === undefined) entries.delete(key);
    else entries.set(key, left);
  }
  return entries === undefined ? mapping : merged(undefined, mapping, entries, path);
}

function merged(base: Mapping | undefined, over: Mapping, entries: Mapping["entries"], path: Path): Mapping {
  return isService(path) ? { ...over, entries, lost: lostBy(base, over) } : { ...over, entries };
}

function isService(path: Path): boolean {
  return path.length === 2 && path[0] === "services";
}

/** What the layers lost before, and what this one takes from those below it. */
function lostBy(base: Mapping | undefined, over: Mapping): Mapping["lost"] & {} {
  const before = base === undefined ? [] : lostIn(base);
  return [...before, ...lostIn(over), ...lostToTags(base, over)];
}

function mergeEntry(base: Entry | undefined, over: Entry, path: Path, report: Report): Entry | undefined {
  const { value } = over;
  if (value.tag === "reset") return undefined;
  if (value.tag === "override" || base === undefined) return withValue(over, alone(value, path, report));
  if (isNull(value)) return base;
  const key = path.at(-1) ?? "";
  if (key.startsWith("x-") || isReplaced(path)) return over;
  const lower = inForm(base.value, path);
  const upper = inForm(value, path);
  if (lower.kind === "mapping" && upper.kind === "mapping") {
    const both = mergeMappings(brought(lower, base), upper, path, report);
    return { ...over, value: both };
  }
  if (lower.kind === "sequence" && upper.kind === "sequence") {
    const items = [...brought(lower, base).items, ...brought(upper, over).items];
    return { key: over.key, value: unique({ ...upper, items }, path, report) };
  }
  if (lower.kind !== upper.kind && !isNull(lower))
    report({ at: over.key, message: `cannot override ${path.join(".")}: it is a ${lower.kind} in the file below` });
  return withValue(over, upper);
}

/** A value with nothing below it: tags inside it still count, and so do identities within its lists. */
function alone(node: Node, path: Path, report: Report): Node {
  if (node.kind === "mapping") return aloneMapping(node, path, report);
  return node.kind === "sequence" ? unique(node, path, report) : node;
}

function withValue(entry: Entry, value: Node): Entry {
  return value === entry.value ? entry : { ...entry, value };
}

/** What an entry holds keeps the way in which the entry came, once it is mixed with what came otherwise. */
function brought<T extends Mapping | Sequence>(node: T, { via }: Item): T {
  if (via === undefined) return node;
  if (node.kind === "sequence") return { ...node, items: node.items.map((item) => ({ via, ...item })) };
  const entries = new Map([...node.entries].map(([key, entry]) => [key, { via, ...entry }] as const));
  return { ...node, entries };
}

/** Keeps the last of equal entries, in the place of the first, as Compose does where entries have an identity. */
function unique(sequence: Sequence, path: Path, report: Report): Sequence {
  const list = inService(path);
  if (list === undefined || sequence.items.length < 2) return sequence;
  const items: Item[] = [];
  const positions = new Map<string, number>();
  for (const item of sequence.items) {
    const id = identity(list, item.value);
    if (id === undefined) {
      items.push(item);
      continue;
    }
    const earlier = positions.get(id.keys[0] ?? "");
    if (earlier === undefined || id.keys.some((key) => positions.get(key) !== earlier)) {
      // A range that is there in part keeps both: the ports that both have are the same twice.
      for (const key of id.keys) if (!positions.has(key)) positions.set(key, items.length);
      items.push(item);
    } else if (!id.replaces)
      report({ at: item.value.at, message: `${path.join(".")} names this twice; Compose refuses equal entries here` });
    else if (identity(list, items[earlier]?.value ?? item.value)?.keys.length === id.keys.length) items[earlier] = item;
  }
  return items.length === sequence.items.length ? sequence : { ...sequence, items };
}

const REPLACED = new Set(["command", "entrypoint"]);
const KEYED = new Set([
  "environment",
  "labels",
  "annotations",
  "sysctls",
  "build.args",
  "build.labels",
  "build.additional_contexts",
  "deploy.labels",
]);
const NAMED = new Set(["networks", "depends_on"]);
const LISTED = new Set(["tmpfs", "env_file", "dns", "dns_search", "dns_opt"]);

/** The path below a service, joined by dots; undefined for a path that leads elsewhere. */
function inService(path: Path): string | undefined {
  return path[0] === "services" && path.length > 2 ? path.slice(2).join(".") : undefined;
}

function isReplaced(path: Path): boolean {
  const key = inService(path);
  return key !== undefined && (REPLACED.has(key) || key === "healthcheck.test" || /^ulimits\.[^.]*$/.test(key));
}

function inForm(node: Node, path: Path): Node {
  const key = inService(path);
  if (key === undefined) return node;
  if (KEYED.has(key)) return keyed(node) ?? node;
  if (NAMED.has(key)) return named(node) ?? node;
  if (LISTED.has(key)) return listed(node) ?? node;
  if (key === "build") return under("context", node) ?? node;
  return node;
}

/** The services of a merged tree, whose values are mappings; others are left out. */
export function servicesOf(root: Mapping | undefined): ReadonlyMap<string, Entry & { readonly value: Mapping }> {
  const services = new Map<string, Entry & { readonly value: Mapping }>();
  const node = entryOf(root, "services")?.value;
  if (node?.kind !== "mapping") return services;
  for (const [name, entry] of node.entries) {
    const { value } = entry;
    if (value.kind === "mapping") services.set(name, { ...entry, value });
  }
  return services;
}
