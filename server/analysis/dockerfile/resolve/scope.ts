import { countWhile } from "../../text/sorted.ts";
import type { Value, Variables } from "./expand.ts";

interface Entry {
  readonly version: number;
  readonly value: Value;
}

type Entries = Map<string, Entry[]>;

/**
 * The variables of a build stage as they change from instruction to instruction. A look at them is kept cheap to take, since every `RUN` takes one.
 * An `ARG` or `ENV` replaces what was set before, and a stage sees those of the stage that it is built from.
 */
export class Scope {
  readonly #all: Entries = new Map();
  readonly #env: Entries = new Map();
  readonly #parent: Scope | undefined;
  readonly #missing: Variables;
  #version = 0;

  /** `missing` answers for names that neither this scope nor its parents set. */
  constructor(parent: Scope | undefined, missing: Variables) {
    this.#parent = parent;
    this.#missing = missing;
  }

  set(name: string, kind: "ENV" | "ARG", value: Value): void {
    const entry = { version: ++this.#version, value };
    add(this.#all, name, entry);
    if (kind === "ENV") add(this.#env, name, entry);
  }

  /** Whether this scope or a parent sets the name. */
  has(name: string): boolean {
    for (let scope: Scope | undefined = this; scope; scope = scope.#parent) if (scope.#all.has(name)) return true;
    return false;
  }

  /** The variables as they are now, whatever is set later. `ENV` alone is what a container is started with. */
  variables(kinds: "all" | "ENV"): Variables {
    const version = this.#version;
    return (name) => {
      let limit = version;
      for (let scope: Scope | undefined = this; scope; scope = scope.#parent) {
        const entries = kinds === "all" ? scope.#all : scope.#env;
        const entry = lastUpTo(entries.get(name) ?? [], limit);
        if (entry) return entry.value;
        limit = Number.POSITIVE_INFINITY;
      }
      return this.#missing(name);
    };
  }
}

function add(entries: Entries, name: string, entry: Entry): void {
  const before = entries.get(name);
  if (before) before.push(entry);
  else entries.set(name, [entry]);
}

function lastUpTo(entries: readonly Entry[], version: number): Entry | undefined {
  return entries[countWhile(entries.length, (index) => (entries[index]?.version ?? 0) <= version) - 1];
}
