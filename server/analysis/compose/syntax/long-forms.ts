import type { Written } from "../../model/written.ts";
import type { Place } from "../../text/span.ts";
import { UNRESOLVED } from "../../text/unresolved.ts";
import { isNull } from "../../yaml/scalar.ts";
import type { Entry, Mapping, Node, Scalar, Sequence } from "../../yaml/tree.ts";

/**
 * The mapping form of what may be a list of `NAME=value`: `environment`, `labels`, `sysctls`, `build.args`.
 * A name without a value gets a null. Undefined where the node is neither list nor mapping.
 */
export function asPairs(node: Node): Mapping | undefined {
  if (node.kind === "mapping") return node;
  if (node.kind !== "sequence") return undefined;
  const entries = new Map<string, Entry>();
  for (const { value, via } of node.items) {
    if (value.kind !== "scalar") continue;
    const equals = value.text.indexOf("=");
    const name = equals < 0 ? value.text : value.text.slice(0, equals);
    const right = equals < 0 ? nothing(value.at) : part(value, equals + 1, value.text.length);
    entries.set(name, { key: part(value, 0, name.length).at, value: right, ...(via ? { via } : {}) });
  }
  return { kind: "mapping", style: node.style, at: node.at, entries, ...(node.tag ? { tag: node.tag } : {}) };
}

/** The mapping form of what may be a list of names: `networks`. Each name gets a null. */
export function asNames(node: Node): Mapping | undefined {
  if (node.kind === "mapping") return node;
  if (node.kind !== "sequence") return undefined;
  const entries = new Map<string, Entry>();
  for (const { value, via } of node.items) {
    if (value.kind !== "scalar") continue;
    entries.set(value.text, { key: value.at, value: nothing(value.at), ...(via ? { via } : {}) });
  }
  return { kind: "mapping", style: node.style, at: node.at, entries, ...(node.tag ? { tag: node.tag } : {}) };
}

/** The mapping form of `depends_on`, in which a name of the list says what Compose takes it for: `{condition: service_started}`. */
export function asDependencies(node: Node): Mapping | undefined {
  const names = asNames(node);
  if (names === undefined || node.kind === "mapping") return names;
  const started = (at: Place): Mapping => {
    const condition: Scalar = { ...nothing(at), text: "service_started" };
    return { kind: "mapping", style: "flow", at, entries: new Map([["condition", { key: at, value: condition }]]) };
  };
  const entries = new Map([...names.entries].map(([name, entry]) => [name, { ...entry, value: started(entry.key) }]));
  return { ...names, entries };
}

/** The mapping form of what may be a single text: `build: ./web` is `build: {context: ./web}`. */
export function asLongForm(key: string, node: Node): Mapping | undefined {
  if (node.kind === "mapping") return node;
  if (node.kind !== "scalar") return undefined;
  const entries = new Map<string, Entry>([[key, { key: node.at, value: node }]]);
  return { kind: "mapping", style: "flow", at: node.at, entries };
}

/** The list form of what may be a single text: `tmpfs: /run` is `tmpfs: [/run]`. */
export function asList(node: Node): Sequence | undefined {
  if (node.kind === "sequence") return node;
  if (node.kind !== "scalar" || isNull(node)) return undefined;
  return { kind: "sequence", style: "flow", at: node.at, items: [{ value: node }] };
}

/**
 * A piece of a scalar as a scalar of its own. Its place is exact where the content stands in the file as it is; with escapes in it, or where a
 * variable was filled in, the whole scalar is the place.
 */
export function part(scalar: Scalar, start: number, end: number): Scalar {
  const derived = scalar.derived === "filled" ? "filled" : "part";
  const { written, ...rest } = scalar;
  const whole = written && end === scalar.text.length ? writtenFrom(written, scalar.text.slice(0, start)) : undefined;
  const text = scalar.text.slice(start, end);
  const piece: Scalar = {
    ...rest,
    text,
    derived,
    at: partPlace(scalar, start, end),
    ...(whole === undefined ? {} : { written: whole }),
  };
  if (scalar.unknown === undefined) return piece;
  const first = holesIn(scalar.text.slice(0, start));
  const { unknown, ...known } = piece;
  const names = unknown?.slice(first, first + holesIn(text)) ?? [];
  return names.length > 0 ? { ...known, unknown: names } : known;
}

function holesIn(text: string): number {
  return text.split(UNRESOLVED).length - 1;
}

/** What is written behind a beginning that holds no variables. */
function writtenFrom({ literal, withDefaults }: Written, beginning: string): Written | undefined {
  if (!literal.startsWith(beginning)) return undefined;
  const from = beginning.length;
  return {
    literal: literal.slice(from),
    ...(withDefaults?.startsWith(beginning) ? { withDefaults: withDefaults.slice(from) } : {}),
  };
}

/** The place of a piece of a scalar's text, under the same condition as `part`. */
export function partPlace(scalar: Scalar, start: number, end: number): Place {
  const { at, derived, quotes, text } = scalar;
  const quote = derived !== "part" && (quotes === "single" || quotes === "double") ? 1 : 0;
  const asItStands = derived !== "filled" && at.end - at.start === text.length + 2 * quote;
  return asItStands ? { file: at.file, start: at.start + quote + start, end: at.start + quote + end } : at;
}

function nothing(at: Place): Scalar {
  return { kind: "scalar", text: "", quotes: "plain", at };
}
