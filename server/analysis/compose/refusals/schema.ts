import { COMPOSE_KEYS } from "../../facts/compose-key-table.ts";
import { keysOfPart, partsOf, requiredIn, type SchemaKey } from "../../facts/compose-schema.ts";
import { type Engine, isComposeSince } from "../../facts/engine.ts";
import { modeOf } from "../../facts/engine-modes.ts";
import type { Mend, Refusal } from "../../model/refusal.ts";
import { nearest } from "../../text/nearest.ts";
import type { Place } from "../../text/span.ts";
import { isNull } from "../../yaml/scalar.ts";
import {
  type Entry,
  entryOf,
  hasUnresolved,
  type Mapping,
  type Node,
  type Scalar,
  type Sequence,
} from "../../yaml/tree.ts";
import { wrongEntries, wrongStackPorts } from "./entries.ts";
import { type Misfit, misfit } from "./key-types.ts";
import { wrongStackForms } from "./stack-forms.ts";

/**
 * What Compose refuses of a merged tree for its schema's sake: keys that there are not, values of another type, names with other characters. Each is
 * told at its key, or at the item of a list; what stands below is not looked at then. A node that aliases share is looked at once for each kind of
 * mapping that it is taken for.
 * Source: https://github.com/compose-spec/compose-go/blob/v2.16.2/schema/compose-spec.json
 */
export function* schemaRefusals(root: Mapping, engine: Engine, isWhole: boolean): Iterable<Refusal> {
  const { reader } = modeOf(engine);
  const old = reader === "Compose" ? withoutServices(root) : undefined;
  if (reader !== "Compose") for (const wrong of wrongStackForms(root)) yield { ...wrong, by: reader };
  if (old !== undefined) yield old;
  else yield* new SchemaCheck(engine, isWhole, reader).mapping(root, "file", root.at, []);
}

/**
 * The keys at the top of what `docker stack deploy` reads, which has a schema of its own. Of that only what it has in common with Compose's is looked at:
 * which keys there are, but for those of a service that are written otherwise for a stack, and the types of a service's keys.
 * Source: https://github.com/docker/cli/blob/v29.9.3/cli/compose/schema/data/config_schema_v3.13.json
 */
const STACK_KEYS: ReadonlySet<string> = new Set(["version", "services", "networks", "volumes", "secrets", "configs"]);
const OTHERWISE: ReadonlySet<string> = new Set(
  "build depends_on env_file extra_hosts ports volumes networks secrets configs".split(" "),
);

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

/** The parts that take any key beside those that they know. */
const OPEN: ReadonlySet<string> = new Set(["gpus", "secret.external", "config.external"]);

/** What names of services, networks and their like are made of. */
const NAME = /^[a-zA-Z0-9._-]+$/;

/**
 * The lists of a service and a network of which Compose drops one of two equal items before it looks, or of which that is told where files are merged;
 * in jobs and containers before a service it drops none.
 * Source: https://github.com/compose-spec/compose-go/blob/v2.16.2/override/uncity.go and observation of that release.
 */
const DROPPED: ReadonlySet<string> = new Set(
  [
    "service.profiles container.annotations container.cap_add container.cap_drop container.dns container.dns_opt container.dns_search",
    "container.environment container.labels container.sysctls container.tmpfs container.volumes workload.expose container.networks.aliases",
    "container.networks.link_local_ips deploy.labels workload.build.args workload.build.labels network.labels",
    "container.security_opt container.device_cgroup_rules container.group_add container.volumes_from service.external_links",
  ].flatMap((keys) => keys.split(" ")),
);

type Reader = Refusal["by"];

/** Where in the tree something stands, from the root down. */
type Path = readonly string[];

class SchemaCheck {
  readonly #engine: Engine;
  readonly #reader: Reader;
  /** Whether no other file may add to what is there. */
  readonly #isWhole: boolean;
  readonly #seen = new Map<Node, Set<string>>();

  constructor(engine: Engine, isWhole: boolean, reader: Reader) {
    this.#engine = engine;
    this.#reader = reader;
    this.#isWhole = isWhole && reader === "Compose";
  }

  /** `at` is where a key that is missing is told. */
  *mapping(mapping: Mapping, part: string, at: Place, path: Path): Iterable<Refusal> {
    if (this.#hasSeen(mapping, part)) return;
    if (this.#isWhole) yield* withoutKey(mapping, part, at, path);
    const keys = keysOfPart(part);
    for (const [key, entry] of mapping.entries) {
      if (key.startsWith("x-")) continue;
      const schema = keys.get(key);
      if (schema !== undefined) yield* this.#value(key, entry, schema, part, path);
      else if (!OPEN.has(part) && this.#isAlike(path))
        yield { ...unknownKey(key, entry, mapping, part, path), by: this.#reader };
    }
  }

  /** Whether what stands at a path is the same to whoever reads the file as it is to Compose. */
  #isAlike([section, , key]: Path): boolean {
    return this.#reader === "Compose" || (section !== "services" && key === undefined) || !OTHERWISE.has(key ?? "");
  }

  *#value(key: string, entry: Entry, schema: SchemaKey, part: string, path: Path): Iterable<Refusal> {
    const { value } = entry;
    if (this.#reader !== "Compose") {
      yield* this.#inStack(key, entry, schema, part, path);
      return;
    }
    if (schema.since !== undefined && !isComposeSince(this.#engine, schema.since)) {
      const what = path.length === 0 ? key : titleOf([...path, key]);
      const because = `Compose knows ${what} since ${schema.since}, and this is ${this.#engine.compose}`;
      yield { at: entry.key, by: "Compose", because, ...ownerOf(path) };
      return;
    }
    const inside = [...path, key];
    const isIncluding = part === "file" && key === "include";
    // Compose reads what is included before it looks at the schema, and takes it as it is.
    if (isIncluding && (value.kind === "sequence" || isNull(value))) return;
    const found = misfit(part, key, value, schema);
    if (found !== undefined) {
      yield misfitting(found, entry, schema, inside);
      return;
    }
    if (value.kind === "sequence") yield* this.#entries(value, key, part, inside);
    yield* this.#below(entry, schema, inside);
  }

  *#inStack(key: string, entry: Entry, schema: SchemaKey, part: string, path: Path): Iterable<Refusal> {
    const inside = [...path, key];
    if (path.length === 0 && !STACK_KEYS.has(key)) {
      yield { at: entry.key, by: this.#reader, because: `there is no key "${key}" at the top of a stack's file` };
      return;
    }
    const isOfService = path[0] === "services" && path.length === 2 && this.#isAlike(inside);
    if (path[0] === "services" && path.length === 2 && key === "ports" && entry.value.kind === "sequence") {
      for (const { at, because } of wrongStackPorts(entry.value))
        yield { at, by: this.#reader, because: `${because}, in ${titleOf(inside)}`, ...ownerOf(inside) };
    }
    const found = isOfService ? misfit(part, key, entry.value, schema) : undefined;
    if (found === undefined) yield* this.#below(entry, schema, inside);
    else if (found.isFormed !== true) yield { ...misfitting(found, entry, schema, inside), by: this.#reader };
  }

  *#below({ key, value }: Entry, schema: SchemaKey, inside: Path): Iterable<Refusal> {
    if (value.kind === "sequence" && schema.keys !== undefined) {
      for (const item of value.items) {
        if (item.value.kind === "mapping") yield* this.mapping(item.value, schema.keys, firstOf(item.value), inside);
      }
    } else if (value.kind === "mapping" && schema.named !== undefined) yield* this.#names(value, schema.named, inside);
    else if (value.kind === "mapping" && schema.keys !== undefined)
      yield* this.mapping(value, schema.keys, key, inside);
  }

  *#entries(list: Sequence, key: string, part: string, path: Path): Iterable<Refusal> {
    const isService = path[0] === "services" && !path.includes("pre_start");
    for (const home of partsOf(part)) {
      for (const { at, because } of wrongEntries(`${home}.${key}`, list, isService && this.#isWhole, this.#engine))
        yield { at, by: "Compose", because: `${because}, in ${titleOf(path)}`, ...ownerOf(path) };
    }
    const isDropped = path[0] === "jobs" || path.includes("pre_start") ? false : isIn(DROPPED, part, key);
    const twice = keysOfPart(part).get(key)?.unique === true && !isDropped ? twiceIn(list) : undefined;
    if (twice !== undefined) {
      const because = `${titleOf(path)} names ${twice.text} twice`;
      yield { at: twice.at, by: "Compose", because, ...ownerOf(path) };
    }
  }

  *#names({ entries }: Mapping, part: string, path: Path): Iterable<Refusal> {
    for (const [name, { key, value }] of entries) {
      if (path.length === 1 && !NAME.test(name) && this.#reader === "Compose") {
        const because = `the name "${name}" in ${path[0] ?? ""} may hold letters, digits, dots, dashes and underscores only`;
        yield { at: key, by: "Compose", because };
      } else if (value.kind === "mapping") yield* this.mapping(value, part, key, [...path, name]);
    }
  }

  #hasSeen(node: Node, part: string): boolean {
    const parts = this.#seen.get(node) ?? new Set();
    this.#seen.set(node, parts);
    return parts.size === parts.add(part).size;
  }
}

function misfitting(found: Misfit, entry: Entry, schema: SchemaKey, path: Path): Refusal {
  const { inner, under, mustBe, isFormed } = found;
  const within = under !== undefined && entry.value.kind === "mapping" ? entry.value.entries.get(under) : undefined;
  const because = `${titleOf(under === undefined ? path : [...path, under])} must be ${mustBe}`;
  const mend = within === undefined && isFormed !== true ? mendOf(entry, inner, schema, path.slice(0, -1)) : undefined;
  const at = within?.key ?? inner?.at ?? entry.key;
  return { at, by: "Compose", because, ...ownerOf(path), ...(mend ? { mend } : {}) };
}

/** A key that a mapping has to have and does not. */
function* withoutKey({ entries }: Mapping, part: string, at: Place, path: Path): Iterable<Refusal> {
  const missing = requiredIn(part).filter((key) => !entries.has(key));
  // That a job has no triggers is told with the jobs.
  if (missing.length === 0 || part === "job") return;
  const because = `${titleOf(path)} lacks ${missing.join(" and ")}`;
  yield { at, by: "Compose", because, ...ownerOf(path) };
}

/** Whether a key is in a set of keys below their parts. */
function isIn(keys: ReadonlySet<string>, part: string, key: string): boolean {
  return partsOf(part).some((home) => keys.has(`${home}.${key}`));
}

/** The second of two equal items of a list. */
function twiceIn({ items }: Sequence): Scalar | undefined {
  const seen = new Set<string>();
  for (const { value } of items) {
    if (value.kind !== "scalar" || hasUnresolved(value.text)) continue;
    if (seen.has(value.text)) return value;
    seen.add(value.text);
  }
  return undefined;
}

/** Where a mapping in a list begins. */
function firstOf(mapping: Mapping): Place {
  return [...mapping.entries.values()][0]?.key ?? mapping.at;
}

function unknownKey(key: string, entry: Entry, { entries }: Mapping, part: string, path: Path): Refusal {
  const known = keysOfPart(part);
  const fits = (one: string): boolean => {
    const schema = known.get(one);
    return schema !== undefined && misfit(part, one, entry.value, schema) === undefined;
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
