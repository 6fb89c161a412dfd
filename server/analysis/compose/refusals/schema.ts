import { COMPOSE_KEYS } from "../../facts/compose-key-table.ts";
import { keysOfPart, type SchemaKey } from "../../facts/compose-schema.ts";
import { type ComposeRelease, isComposeSince } from "../../facts/engine.ts";
import type { Mend, Refusal } from "../../model/refusal.ts";
import { nearest } from "../../text/nearest.ts";
import { type Entry, entryOf, hasUnresolved, type Mapping, type Node } from "../../yaml/tree.ts";
import { misfit } from "./key-types.ts";

/**
 * What Compose refuses of a merged tree for its schema's sake: keys that there are not, values of another type, names with other characters. Each is
 * told at its key, or at the item of a list; what stands below is not looked at then. A node that aliases share is looked at once for each kind of
 * mapping that it is taken for.
 * Source: https://github.com/compose-spec/compose-go/blob/v2.16.2/schema/compose-spec.json
 */
export function* schemaRefusals(root: Mapping, release: ComposeRelease): Iterable<Refusal> {
  const old = withoutServices(root);
  if (old !== undefined) yield old;
  else yield* new SchemaCheck(release).mapping(root, "file", []);
}

/** A file whose services stand at the top, as before there was a `services`: refused as a whole. */
function withoutServices({ entries }: Mapping): Refusal | undefined {
  if (entries.has("services") || entries.has("include") || entries.has("jobs")) return undefined;
  const services = [...entries].filter(([name, { value }]) => !keysOfPart("file").has(name) && isService(value));
  const [first] = services;
  if (first === undefined) return undefined;
  const because = `there is no "services" around "${first[0]}"${services.length > 1 ? " and the others" : ""}, which only Compose 1 did without`;
  return { at: first[1].key, by: "Compose", because };
}

/** Whether a mapping says what to run. */
function isService(node: Node): boolean {
  return ["image", "build", "extends", "provider"].some((key) => entryOf(node, key) !== undefined);
}

/** The parts of the schema whose keys decide a container, with what people call one. */
const CONTAINERS: ReadonlyMap<string, string> = new Map([
  ["service", "service"],
  ["job", "job"],
  ["pre_start", "pre_start"],
]);

/** The parts that take any key beside those that they know. */
const OPEN: ReadonlySet<string> = new Set(["gpus", "secret.external", "config.external"]);

/** What names of services, networks and their like are made of. */
const NAME = /^[a-zA-Z0-9._-]+$/;

/** Where in the tree something stands, from the root down. */
type Path = readonly string[];

class SchemaCheck {
  readonly #release: ComposeRelease;
  readonly #seen = new Map<Node, Set<string>>();

  constructor(release: ComposeRelease) {
    this.#release = release;
  }

  *mapping(mapping: Mapping, part: string, path: Path): Iterable<Refusal> {
    if (this.#hasSeen(mapping, part)) return;
    const keys = keysOfPart(part);
    for (const [key, entry] of mapping.entries) {
      if (key.startsWith("x-")) continue;
      const schema = keys.get(key);
      if (schema !== undefined) yield* this.#value(key, entry, schema, part, path);
      else if (!OPEN.has(part)) yield unknownKey(key, entry, mapping, part, path);
    }
  }

  *#value(key: string, entry: Entry, schema: SchemaKey, part: string, path: Path): Iterable<Refusal> {
    const { value } = entry;
    if (schema.since !== undefined && !isComposeSince(this.#release, schema.since)) {
      const what = path.length === 0 ? key : titleOf([...path, key]);
      const because = `Compose knows ${what} since ${schema.since}, and this is ${this.#release.compose}`;
      yield { at: entry.key, by: "Compose", because, ...ownerOf(path) };
      return;
    }
    const found = misfit(key, value, schema, CONTAINERS.has(part));
    if (found !== undefined) {
      const because = `${titleOf([...path, key])} must be ${found.mustBe}`;
      const mend = mendOf(entry, found.item, schema, path);
      yield { at: found.item?.at ?? entry.key, by: "Compose", because, ...ownerOf(path), ...(mend ? { mend } : {}) };
      return;
    }
    const inside = [...path, key];
    if (value.kind === "sequence" && schema.keys !== undefined) {
      for (const item of value.items) {
        if (item.value.kind === "mapping") yield* this.mapping(item.value, schema.keys, inside);
      }
    } else if (value.kind === "mapping" && schema.named !== undefined) yield* this.#names(value, schema.named, inside);
    else if (value.kind === "mapping" && schema.keys !== undefined) yield* this.mapping(value, schema.keys, inside);
  }

  *#names({ entries }: Mapping, part: string, path: Path): Iterable<Refusal> {
    for (const [name, { key, value }] of entries) {
      if (path.length === 1 && !NAME.test(name)) {
        const because = `the name "${name}" in ${path[0] ?? ""} may hold letters, digits, dots, dashes and underscores only`;
        yield { at: key, by: "Compose", because };
      } else if (value.kind === "mapping") yield* this.mapping(value, part, [...path, name]);
    }
  }

  #hasSeen(node: Node, part: string): boolean {
    const parts = this.#seen.get(node) ?? new Set();
    this.#seen.set(node, parts);
    return parts.size === parts.add(part).size;
  }
}

function unknownKey(key: string, entry: Entry, { entries }: Mapping, part: string, path: Path): Refusal {
  const known = keysOfPart(part);
  const fits = (one: string): boolean => {
    const schema = known.get(one);
    return schema !== undefined && misfit(one, entry.value, schema, CONTAINERS.has(part)) === undefined;
  };
  const flags = FLAGS.get(`${path[0] ?? ""}.${key.replaceAll("_", "-")}`) ?? [];
  const meant = flags.find(fits) ?? nearest(key, known.keys());
  const place = path.length === 0 ? "at the top of a Compose file" : `in ${titleOf(path)}`;
  const refusal = {
    at: entry.key,
    by: "Compose",
    because: `there is no key "${key}" ${place}${meant === undefined ? "" : `, but "${meant}"`}`,
    ...ownerOf(path),
  } as const;
  if (meant === undefined || entries.has(meant) || !fits(meant)) return refusal;
  const changes = [{ do: "rename", at: entry.key, name: meant }] as const;
  return { ...refusal, mend: { title: `Rename ${key} to ${meant}`, changes, isGuess: true } };
}

/** The keys that do what an option of `docker run` does, by the section and the option: people write them as they know them. */
const FLAGS: ReadonlyMap<string, readonly string[]> = flagsOf(COMPOSE_KEYS);

function flagsOf(rows: typeof COMPOSE_KEYS): ReadonlyMap<string, readonly string[]> {
  const flags = new Map<string, readonly string[]>();
  for (const { path, dockerFlag = "" } of rows) {
    const [section = "", , key = "", ...more] = path.split(".");
    const flag = /^--([a-z-]+)$/.exec(dockerFlag)?.[1];
    if (flag === undefined || more.length > 0) continue;
    const name = `${section}.${flag}`;
    flags.set(name, [...(flags.get(name) ?? []), key]);
  }
  return flags;
}

/** The form that was plainly meant: a number as a text, one text as a list, and an option in the form of an entry as the text that it is. */
function mendOf(entry: Entry, item: Node | undefined, { types, words }: SchemaKey, path: Path): Mend | undefined {
  const { value, key: at } = entry;
  if (item?.kind === "mapping" && item.entries.size === 1) {
    const [[name, { value: inner }] = ["", entry]] = item.entries;
    if (inner.kind !== "scalar" || hasUnresolved(inner.text)) return undefined;
    const text = `${name}:${inner.text}`;
    return { title: `Write ${text} as one text`, changes: [{ do: "write-at", at: item.at, value: text }] };
  }
  if (item !== undefined || value.kind !== "scalar" || value.text === "" || hasUnresolved(value.text)) return undefined;
  const word = words && nearest(value.text, words);
  if (word !== undefined)
    return {
      title: `Replace ${value.text} by ${word}`,
      changes: [{ do: "replace-at", at: value.at, value: word }],
      isGuess: true,
    };
  if (types.length === 1 && types[0] === "text" && words === undefined && value.at.file === at.file)
    return { title: `Put ${value.text} in quotes`, changes: [{ do: "write-at", at: value.at, value: value.text }] };
  if (types.length === 1 && types[0] === "list" && path.length === 2) {
    return { title: `Make a list of ${value.text}`, changes: [{ do: "write-at", at: value.at, value: [value.text] }] };
  }
  return undefined;
}

function ownerOf([section, name]: Path): { readonly service?: string } {
  return (section === "services" || section === "jobs") && name !== undefined ? { service: name } : {};
}

/** The value at a path, as people say it: `build.target of service "web"`. */
function titleOf([section = "", name, ...keys]: Path): string {
  if (name === undefined) return section;
  const what = section === "services" ? "service" : section.replace(/s$/, "");
  return `${keys.length === 0 ? "" : `${keys.join(".")} of `}${what} "${name}"`;
}
