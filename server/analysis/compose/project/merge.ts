import { type ComposeRelease, isComposeSince } from "../../facts/engine.ts";
import type { InputError } from "../../model/project.ts";
import type { Refusal } from "../../model/refusal.ts";
import { said, told } from "../../text/wording.ts";
import { isNull } from "../../yaml/scalar.ts";
import type { Entry, Item, Mapping, Node, Sequence } from "../../yaml/tree.ts";
import type { Section } from "../syntax/declared.ts";
import { asDependencies, asList, asLongForm, asNames, asPairs } from "../syntax/long-forms.ts";
import { lostIn, lostToTags } from "./lost.ts";
import { unique } from "./unique.ts";

/**
 * How many entries and items may be laid over each other in one project. Without a limit, n documents that add to one list, or n services that extend one
 * of n keys, cost n².
 */
const MERGE_LIMIT = 150_000;

/**
 * Lays trees over each other as Compose does: mappings merge, lists append, and what has an identity (a mount's target, a port, a variable's name)
 * replaces its equal. `!reset` takes a value away, `!override` replaces without merging, null changes nothing.
 * What Compose refuses is told, and the later file's value is taken.
 * One merger serves a whole project. It does what aliases share once, however many ways lead there, and beyond its limit it reports and merges no more.
 * Source: https://github.com/compose-spec/compose-spec/blob/main/13-merge.md and observation of Compose 2.40.
 */
export class Merger {
  readonly #report: (inputError: InputError) => void;
  readonly #refuse: (refusal: Refusal) => void;
  /** Whether an item that a lower list holds is not taken again. Source: https://github.com/compose-spec/compose-go/blob/v2.15.0/override/merge.go */
  readonly #once: boolean;
  readonly #alone = new Map<Node, Map<Spot, Node>>();
  readonly #merged = new Map<Node, Map<Node, Merged[]>>();
  #left = MERGE_LIMIT;
  #isSpent = false;

  /** `compose` is the release whose rules hold. */
  constructor(compose: ComposeRelease, report: (inputError: InputError) => void, refuse: (refusal: Refusal) => void) {
    this.#once = isComposeSince(compose, "5.5");
    this.#report = report;
    this.#refuse = refuse;
  }

  /** A Compose file's tree laid over another, as `docker compose -f base -f over` does. */
  files(base: Mapping | undefined, over: Mapping): Mapping {
    return base === undefined ? this.#aloneMapping(over, "root", []) : this.#mappings(base, over, "root", []);
  }

  /** A service, job or container before a service laid over another, by the same rules; `!reset` and `!override` count here too. */
  service(base: Mapping, over: Mapping, section: Section | "pre_start"): Mapping {
    return this.#mappings(base, over, "service", [section, "*"]);
  }

  /** A network, volume, secret, config or model laid over another one of its name. */
  resource(base: Mapping, over: Mapping, section: string): Mapping {
    return this.#mappings(base, over, "elsewhere", [section, "*"]);
  }

  /** Takes work off the budget. False if that is spent, which is reported once. */
  spends(count: number, over: Node): boolean {
    this.#left -= count;
    if (this.#left >= 0) return true;
    if (!this.#isSpent)
      this.#report({
        at: over.at,
        ...told(
          said`the files of this project lay more than ${MERGE_LIMIT} entries over each other: the rest is not analysed`,
        ),
        cut: true,
      });
    this.#isSpent = true;
    return false;
  }

  #mappings(base: Mapping, over: Mapping, spot: Spot, path: Path): Mapping {
    if (!this.spends(base.entries.size + over.entries.size, over)) return over;
    const entries = new Map<string, Entry>(base.entries);
    for (const [key, entry] of over.entries) {
      const whole = this.#entry(entries.get(key), entry, below(spot, key), [...path, key]);
      if (whole === undefined) entries.delete(key);
      else entries.set(key, whole);
    }
    return merged(base, over, entries, spot);
  }

  #entry(base: Entry | undefined, over: Entry, spot: Spot, path: Path): Entry | undefined {
    const { value } = over;
    if (value.tag === "reset") return undefined;
    if (value.tag === "override" || base === undefined) return withValue(over, this.#aloneNode(value, spot, path));
    if (isNull(value)) return base;
    if (path.at(-1)?.startsWith("x-") || isReplaced(spot)) return over;
    const lower = inForm(base.value, spot);
    const upper = inForm(value, spot);
    if (lower.kind === "mapping" && upper.kind === "mapping")
      return {
        ...over,
        value: this.#remembered(base, over, spot, () => this.#mappings(this.#brought(lower, base), upper, spot, path)),
      };
    if (lower.kind === "sequence" && upper.kind === "sequence") {
      if (!this.spends(lower.items.length + upper.items.length, value)) return over;
      const below = this.#brought(lower, base).items;
      const added = this.#brought(upper, over).items;
      const items = [...below, ...(this.#once ? withoutKnown(added, below) : added)];
      return { key: over.key, value: this.#unique({ ...upper, items }, spot, path) };
    }
    if (lower.kind !== upper.kind && !isNull(lower))
      this.#refuse({
        at: over.key,
        by: "Compose",
        because: `cannot override ${path.join(".")}: it is a ${lower.kind} in the file below`,
      });
    return withValue(over, upper);
  }

  /** Two mappings that meet again, brought in the same way, make the same. */
  #remembered(base: Entry, over: Entry, spot: Spot, make: () => Mapping): Mapping {
    const known = entryFor(
      entryFor(this.#merged, base.value, () => new Map<Node, Merged[]>()),
      over.value,
      () => [],
    );
    const same = known.find((one) => one.spot === spot && one.via === base.via);
    if (same !== undefined) return same.made;
    const made = make();
    known.push({ spot, via: base.via, made });
    return made;
  }

  /** A value with nothing below it: tags inside it still count, and so do identities within its lists. */
  #aloneNode(node: Node, spot: Spot, path: Path): Node {
    if (node.kind === "scalar") return node;
    const known = entryFor(this.#alone, node, () => new Map<Spot, Node>());
    return entryFor(known, spot, () =>
      node.kind === "mapping" ? this.#aloneMapping(node, spot, path) : this.#unique(node, spot, path),
    );
  }

  /** A mapping with nothing below it: itself, as nearly all are, where neither a tag nor an identity within changes anything. */
  #aloneMapping(mapping: Mapping, spot: Spot, path: Path): Mapping {
    let entries: Map<string, Entry> | undefined;
    for (const [key, entry] of mapping.entries) {
      const { value } = entry;
      if (value.kind === "scalar" && value.tag === undefined) continue;
      const left = this.#entry(undefined, entry, below(spot, key), [...path, key]);
      if (left === entry) continue;
      entries ??= new Map(mapping.entries);
      if (left === undefined) entries.delete(key);
      else entries.set(key, left);
    }
    return entries === undefined ? mapping : merged(undefined, mapping, entries, spot);
  }

  /** Of services alone Compose looks for equal entries. Source: https://github.com/compose-spec/compose-go/blob/v2.16.2/override/uncity.go */
  #unique(sequence: Sequence, spot: Spot, path: Path): Sequence {
    const list = listOf(spot);
    return list === undefined || path[0] !== "services" ? sequence : unique(sequence, list, path, this.#refuse);
  }

  /** What an entry holds keeps the way in which the entry came, once it is mixed with what came otherwise. */
  #brought<T extends Mapping | Sequence>(node: T, { via }: Item): T {
    if (via === undefined) return node;
    if (node.kind === "sequence") return { ...node, items: node.items.map((item) => ({ via, ...item })) };
    const entries = new Map([...node.entries].map(([key, entry]) => [key, { via, ...entry }] as const));
    return { ...node, entries };
  }
}

/** The items that the others do not hold in the same words. Items that hold more than texts are kept. */
function withoutKnown(items: readonly Item[], others: readonly Item[]): readonly Item[] {
  const known = new Set(others.flatMap(({ value }) => wordsOf(value) ?? []));
  return items.filter(({ value }) => {
    const words = wordsOf(value);
    return words === undefined || (!known.has(words) && known.add(words));
  });
}

function wordsOf(node: Node): string | undefined {
  if (node.kind === "scalar") return node.text;
  if (node.kind === "sequence") return undefined;
  const pairs: string[] = [];
  for (const [key, { value }] of node.entries) {
    if (value.kind !== "scalar") return undefined;
    pairs.push(JSON.stringify([key, value.text]));
  }
  return `{${pairs.sort().join()}}`;
}

interface Merged {
  readonly spot: Spot;
  readonly via: Item["via"];
  readonly made: Mapping;
}

/** The keys from the top of a file down to a value. */
type Path = readonly string[];

/**
 * The position of a value that rules of merging depend on: below a service, its keys joined by dots. All other places
 * share one position, so that a node that is shared is merged once for all of them.
 */
type Spot = "root" | "services" | "service" | "elsewhere" | `.${string}`;

/** Keys of a service that hold further keys of which rules of merging speak. */
const HOLDING: ReadonlySet<Spot> = new Set<Spot>([".build", ".deploy", ".healthcheck", ".ulimits"]);

function below(spot: Spot, key: string): Spot {
  if (spot === "root") return key === "services" || key === "jobs" ? "services" : "elsewhere";
  if (spot === "services") return "service";
  if (spot === "service") return `.${key}`;
  return HOLDING.has(spot) ? (`${spot}.${key}` as Spot) : "elsewhere";
}

/** The path below a service, joined by dots; undefined for a place that lies elsewhere. */
function listOf(spot: Spot): string | undefined {
  return spot.startsWith(".") ? spot.slice(1) : undefined;
}

function merged(base: Mapping | undefined, over: Mapping, entries: Mapping["entries"], spot: Spot): Mapping {
  return spot === "service" ? { ...over, entries, lost: lostBy(base, over) } : { ...over, entries };
}

/** What the layers lost before, and what this one takes from those below it. */
function lostBy(base: Mapping | undefined, over: Mapping): Mapping["lost"] & {} {
  const before = base === undefined ? [] : lostIn(base);
  return [...before, ...lostIn(over), ...lostToTags(base, over)];
}

function withValue(entry: Entry, value: Node): Entry {
  return value === entry.value ? entry : { ...entry, value };
}

function entryFor<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

const REPLACED = new Set(["command", "entrypoint", "healthcheck.test"]);
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
const LISTED = new Set(["tmpfs", "env_file", "dns", "dns_search", "dns_opt"]);

function isReplaced(spot: Spot): boolean {
  const key = listOf(spot);
  return key !== undefined && (REPLACED.has(key) || key.startsWith("ulimits."));
}

function inForm(node: Node, spot: Spot): Node {
  const key = listOf(spot);
  if (key === undefined) return node;
  if (KEYED.has(key)) return asPairs(node) ?? node;
  if (key === "networks") return asNames(node) ?? node;
  if (key === "depends_on") return asDependencies(node) ?? node;
  if (LISTED.has(key)) return asList(node) ?? node;
  if (key === "build") return asLongForm("context", node) ?? node;
  return node;
}
