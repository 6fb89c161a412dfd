import fc from "fast-check";
import { COMPOSE_KEYS } from "../../server/analysis/facts/compose-key-table.ts";
import { HOSTILE } from "./hostile-output.ts";

/** Keys or names with what stands behind them, in order. */
export type Entries = readonly (readonly [name: string, content: string])[];

/** What one shape adds to a project. Contents of YAML are written on one line, or begin with a line break and stand six deep. */
export interface Part {
  /** Keys at the top of the Compose file, before its services. */
  readonly top?: Entries;
  /** Keys of the service `web`. */
  readonly keys?: Entries;
  /** Services beside `web`. */
  readonly services?: Entries;
  /** Files beside the Compose file, by name. */
  readonly files?: Entries;
  /** Lines in front of the Compose file and behind it. */
  readonly head?: string;
  readonly tail?: string;
}

/** What every object answers to, whatever is in it. */
export const INHERITED = [
  "constructor",
  "__proto__",
  "toString",
  "hasOwnProperty",
  "valueOf",
  "isPrototypeOf",
  "prototype",
  "toJSON",
  "then",
  "length",
];

/** A text as YAML and JSON both read it. */
export const quoted = (text: string): string => JSON.stringify(text);

const ORDINARY = ["web", "a", "b", "default", "host", "service:web", "ALL", "/", ".", "80:80", "0", "true", "", "~"];

/** A word as it may stand anywhere: an ordinary one, one that every object answers to, a hostile one, or one with a variable. */
export const word: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...ORDINARY) },
  { weight: 3, arbitrary: fc.constantFrom(...INHERITED) },
  { weight: 2, arbitrary: HOSTILE },
  { weight: 2, arbitrary: fc.constantFrom("$A", "${A}", "${A:-b}", "${toString}", "a$B3:$B2", "${A:?no}") },
);

const PATHS = COMPOSE_KEYS.map(({ path }) => path.split("."));

/** The path of a key that Compose has, with names for its stars; the whole of a service or section, and keys of nobody's, now and then. */
export const path: fc.Arbitrary<readonly string[]> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(fc.constantFrom(...PATHS), fc.constantFrom("a", "default", ...INHERITED))
      .map(([keys, name]) =>
        keys.map((key, depth) => (key === "*" ? (depth === 1 && keys[0] === "services" ? "web" : name) : key)),
      ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ["x-other"],
      ["services"],
      ["services", "other"],
      ["services", "web", "x-other"],
      ["services", "web", "other"],
      ["networks"],
      ["include"],
    ),
  },
);

/** The part that holds a value of YAML at a path. */
export function at([first = "x-none", second, ...rest]: readonly string[], value: string): Part {
  const within = (keys: readonly string[]): string =>
    keys.reduceRight((below, key) => `{${quoted(key)}: ${below}}`, value);
  if (first !== "services" || second === undefined)
    return { top: [[first, within(second === undefined ? [] : [second, ...rest])]] };
  const [key, ...deeper] = rest;
  if (second !== "web" || key === undefined) return { services: [[second, within(rest)]] };
  return { keys: [[key, within(deeper)]] };
}

/** Several parts in one. */
export function joined(...parts: readonly Part[]): Part {
  return {
    top: parts.flatMap(({ top = [] }) => top),
    keys: parts.flatMap(({ keys = [] }) => keys),
    services: parts.flatMap(({ services = [] }) => services),
    files: parts.flatMap(({ files = [] }) => files),
    head: parts.map(({ head = "" }) => head).join(""),
    tail: parts.map(({ tail = "" }) => tail).join(""),
  };
}

/** A value of YAML on one line that may hold others of its kind. */
export const flow: fc.Arbitrary<string> = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    word.map(quoted),
    fc.array(tie("value"), { maxLength: 3 }).map((items) => `[${items.join(", ")}]`),
    fc.array(fc.tuple(word, tie("value")), { maxLength: 3 }).map(mapping),
  ),
})).value;

/** A mapping on one line, each key once. */
export function mapping(entries: Entries): string {
  return `{${[...new Map(entries)].map(([key, value]) => `${quoted(key)}: ${value}`).join(", ")}}`;
}
