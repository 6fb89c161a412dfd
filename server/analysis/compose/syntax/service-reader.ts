import type { Listed } from "../../model/container.ts";
import { byDefault, type Origin, type Setting } from "../../model/setting.ts";
import { shortened } from "../../text/shorten.ts";
import type { Place } from "../../text/span.ts";
import { UNRESOLVED } from "../../text/unresolved.ts";
import { asBoolean, asWord, isNull } from "../../yaml/scalar.ts";
import {
  type Entry,
  entryOf,
  hasUnresolved,
  type Item,
  type Mapping,
  type Node,
  type Scalar,
} from "../../yaml/tree.ts";
import { hostPathText } from "./host-path-text.ts";
import { asList, asPairs } from "./long-forms.ts";

/** Where a value was decided, for the settings that are made of it. */
export interface Decision {
  readonly origin: Origin;
  readonly at: Place;
  readonly via?: Place;
}

/**
 * A service's merged mapping, read as settings.
 * `at` is the service's key; what stands inside `own`, the service's block in the file that is looked at, is written there, all else is inherited.
 */
export class ServiceReader {
  readonly mapping: Mapping;
  readonly at: Place;
  readonly #own: Place;

  constructor(mapping: Mapping, at: Place, own: Place) {
    this.mapping = mapping;
    this.at = at;
    this.#own = own;
  }

  /** The entry of a key that says something; a null counts as nothing, as Compose takes it. */
  entry(...path: readonly [string, ...string[]]): Entry | undefined {
    const outer = this.mapping.entries.get(path[0]);
    let entry = outer;
    for (let depth = 1; depth < path.length; depth++) entry = entryOf(entry?.value, path[depth] ?? "");
    if (entry === undefined || isNull(entry.value)) return undefined;
    const via = entry.via ?? outer?.via;
    return via === undefined ? entry : { ...entry, via };
  }

  /** Where a value was decided. `around` is the entry of the list or mapping that holds it. */
  decided(item: Item, around?: Item): Decision {
    const { at } = item.value;
    const via = item.via ?? around?.via;
    const inside =
      via === undefined && at.file === this.#own.file && this.#own.start <= at.start && at.end <= this.#own.end;
    if (inside) return { origin: "written", at };
    return { origin: "inherited", at, via: via ?? this.at };
  }

  boolean(...path: readonly [string, ...string[]]): Setting<boolean> {
    return this.scalar(path, false, asBoolean);
  }

  text(...path: readonly [string, ...string[]]): Setting<string | null> {
    return this.scalar<string | null>(path, null, (scalar) => scalar.text);
  }

  /** The setting that a path of the host stands for, with what a login sets filled in. */
  path<T extends string | null>(path: readonly [string, ...string[]], fallback: T): Setting<string | T> {
    const entry = this.entry(...path);
    const text = entry?.value.kind === "scalar" ? hostPathText(entry.value) : UNRESOLVED;
    if (entry === undefined || hasUnresolved(text)) return this.scalar<string | T>(path, fallback, (one) => one.text);
    return { state: "known", value: text, ...this.decided(entry) };
  }

  /**
   * The setting that a scalar stands for. A value that `read` cannot make sense of, which Compose would refuse, is taken as the default:
   * no such container runs, and another rule tells the reader.
   */
  scalar<T>(path: readonly [string, ...string[]], fallback: T, read: (scalar: Scalar) => T | undefined): Setting<T> {
    const entry = this.entry(...path);
    if (entry === undefined || entry.value.kind !== "scalar") return byDefault(fallback, this.at);
    const decision = this.decided(entry);
    if (entry.value.unknown !== undefined) return { state: "unknown", because: because(entry.value), ...decision };
    const value = read(entry.value);
    return value === undefined ? byDefault(fallback, this.at) : { state: "known", value, ...decision };
  }

  /** The items of a list of texts, each with its place; a single text counts as a list of one. Items that are no texts are left out. */
  texts(...path: readonly [string, ...string[]]): readonly (Listed<Scalar> & Decision)[] {
    const entry = this.entry(...path);
    const list = entry === undefined ? undefined : asList(entry.value);
    return (list?.items ?? []).flatMap((item) => {
      const { value } = item;
      return value.kind === "scalar" ? [{ value, text: value.text, ...this.decided(item, entry) }] : [];
    });
  }

  /** The items of a list, whatever they are. */
  items(...path: readonly [string, ...string[]]): readonly { readonly node: Node; readonly decision: Decision }[] {
    const entry = this.entry(...path);
    if (entry?.value.kind !== "sequence") return [];
    return entry.value.items.map((item) => ({ node: item.value, decision: this.decided(item, entry) }));
  }

  /** The names and values of a mapping or of a list of `NAME=value`. A name without a value is null; its value comes from elsewhere. */
  pairs(...path: readonly [string, ...string[]]): ReadonlyMap<string, Setting<string | null>> {
    const entry = this.entry(...path);
    const mapping = entry === undefined ? undefined : asPairs(entry.value);
    if (mapping === undefined) return NO_PAIRS;
    const pairs = new Map<string, Setting<string | null>>();
    for (const [name, pair] of mapping.entries) {
      const { value } = pair;
      if (value.kind !== "scalar") continue;
      const decision = this.decided(pair, entry);
      if (value.unknown !== undefined) pairs.set(name, { state: "unknown", because: because(value), ...decision });
      else if (isNull(value)) pairs.set(name, { state: "known", value: null, ...decision, at: pair.key });
      else pairs.set(name, { state: "known", value: asWord(value), ...decision, ...filled(value) });
    }
    return pairs;
  }
}

function filled({ derived }: Scalar): { readonly filled?: true } {
  return derived === "filled" ? { filled: true } : {};
}

const NO_PAIRS: ReadonlyMap<string, Setting<string | null>> = new Map();

/** Why a text is not known, as a reader would name it: `${TAG}`, or a substitution or specifier as it is written. Of many variables the first are named. */
export function because({ unknown = [] }: Scalar): string {
  const named = unknown.slice(0, MOST_NAMED).map((name) => {
    const short = shortened(name, LONGEST_NAME);
    return /^[$`%]/.test(name) ? short : `\${${short}}`;
  });
  const more = unknown.length > MOST_NAMED ? [`${unknown.length - MOST_NAMED} more`] : [];
  return [...named, ...more].join(", ");
}

const MOST_NAMED = 10;

/** In UTF-16 code units. */
const LONGEST_NAME = 100;

/** A list item as the model has it, without the scalar. */
export function listedText({ value, at, via }: Listed<Scalar>): Listed<string> {
  const text = asWord(value);
  return { value: text, text, at, ...(via === undefined ? {} : { via }) };
}
