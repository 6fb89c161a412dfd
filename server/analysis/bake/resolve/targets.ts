import { BAKE_JOINED } from "../../facts/bake-keys.ts";
import { type Bound, Budget, evaluate, type Scope } from "../../hcl/evaluate.ts";
import { isNull, unknown } from "../../hcl/values.ts";
import type { Place } from "../../text/span.ts";
import { type Entry, hasUnresolved, type Item, type Node } from "../../yaml/tree.ts";
import type { BakeFile, BakeTarget } from "../syntax/tree.ts";

/** A target with all that it inherits, and with the values of its attributes. */
export interface ResolvedTarget {
  readonly name: string;
  readonly at: Place;
  readonly whole: Place;
  readonly attributes: Attributes;
}

/** More targets than this are no longer made of a matrix: its names are unknown then. */
const MOST_COMBINATIONS = 64;

/** The most targets that are looked at in all files together. */
const MOST_TARGETS = 500;

/**
 * The targets of files that are laid over each other, in the order in which they first come: one for each combination of a matrix, those of one name
 * laid over each other, with what they inherit. Source: https://github.com/docker/buildx/blob/v0.29.1/bake/bake.go (ResolveTarget, Target.Merge)
 */
export function targetsOf(files: readonly BakeFile[]): readonly ResolvedTarget[] {
  const names = new Names(files);
  const declared = new Map<string, ResolvedTarget>();
  for (const { targets } of files) {
    for (const target of targets) {
      for (const one of names.combined(target)) {
        if (declared.size >= MOST_TARGETS && !declared.has(one.name)) break;
        const below = declared.get(one.name);
        // The place of the first declaration stays: the others are laid over it.
        declared.set(
          one.name,
          below === undefined
            ? one
            : { ...below, attributes: laidOver(below.attributes, one.attributes, names.budget) },
        );
      }
    }
  }
  const inheriting = new Inheriting(declared, names.budget);
  return [...declared.values()].map((one) => ({ ...one, attributes: inheriting.of(one.name) ?? one.attributes }));
}

/** What the names of variables and functions stand for. */
class Names implements Scope {
  readonly budget = new Budget();
  readonly #files: readonly BakeFile[];
  readonly #values = new Map<string, Node | undefined>();

  constructor(files: readonly BakeFile[]) {
    this.#files = files;
  }

  variable(name: string): Bound | undefined {
    if (!this.#values.has(name)) {
      // A variable that stands for itself has no value while it is looked for.
      this.#values.set(name, undefined);
      const standard = this.#files.findLast(({ variables }) => variables.has(name))?.variables.get(name);
      if (standard !== undefined) this.#values.set(name, evaluate(standard, this, this.budget));
    }
    const value = this.#values.get(name);
    return value && { value, isDefault: true };
  }

  function(name: string): ReturnType<Scope["function"]> {
    return this.#files.findLast(({ functions }) => functions.has(name))?.functions.get(name);
  }

  /** A target without a matrix, or one for each combination of it. */
  combined({ name, at, whole, attributes }: BakeTarget): readonly ResolvedTarget[] {
    const matrix = attributes.get("matrix");
    const called = attributes.get("name")?.value;
    return this.#combinations(matrix && evaluate(matrix.value, this, this.budget)).map((bound) => {
      const scope: Scope = {
        variable: (one) => {
          const value = bound.get(one);
          return value === undefined ? this.variable(one) : { value, isDefault: false };
        },
        function: (one) => this.function(one),
      };
      const own = called && evaluate(called, scope, this.budget);
      const values = [...attributes].map(
        ([key, { key: place, value }]) => [key, { key: place, value: evaluate(value, scope, this.budget) }] as const,
      );
      const isNamed = own?.kind === "scalar" && !hasUnresolved(own.text);
      return { name: isNamed ? own.text : name, at, whole, attributes: new Map(values) };
    });
  }

  #combinations(matrix: Node | undefined): readonly ReadonlyMap<string, Node>[] {
    const axes = matrix?.kind === "mapping" ? [...matrix.entries] : [];
    let all: ReadonlyMap<string, Node>[] = [new Map()];
    for (const [name, { value }] of axes) {
      const items = value.kind === "sequence" ? value.items.map((item) => item.value) : [unknown(name, value.at)];
      if (all.length * items.length > MOST_COMBINATIONS)
        return [new Map(axes.map(([one, entry]) => [one, unknown(one, entry.key)]))];
      all = all.flatMap((known) => items.map((item) => new Map([...known, [name, item]])));
    }
    return all;
  }
}

class Inheriting {
  readonly #declared: ReadonlyMap<string, ResolvedTarget>;
  readonly #budget: Budget;
  readonly #known = new Map<string, Attributes | undefined>();

  constructor(declared: ReadonlyMap<string, ResolvedTarget>, budget: Budget) {
    this.#declared = declared;
    this.#budget = budget;
  }

  /** The attributes of a target with what it inherits; undefined for one that nobody declares, and for one that is just being made. */
  of(name: string, depth = 0): Attributes | undefined {
    const own = this.#declared.get(name);
    if (own === undefined || this.#known.has(name)) return this.#known.get(name);
    this.#known.set(name, undefined);
    const { attributes } = own;
    const inherits = attributes.get("inherits")?.value;
    const bases = inherits?.kind === "sequence" && depth < DEEPEST ? inherits.items : [];
    let whole: Attributes = new Map();
    for (const { value } of bases) {
      const base = value.kind === "scalar" ? this.of(value.text, depth + 1) : undefined;
      if (base !== undefined) whole = laidOver(whole, this.#through(base, value.at), this.#budget);
    }
    const made = laidOver(whole, attributes, this.#budget);
    this.#known.set(name, made);
    return made;
  }

  /** What a base gives, by way of its name in `inherits`. */
  #through(base: Attributes, via: Place): Attributes {
    this.#budget.left -= base.size;
    return this.#budget.left < 0 ? new Map() : new Map([...base].map(([name, entry]) => [name, { ...entry, via }]));
  }
}

/** The deepest that targets may inherit: the stack ends somewhere. */
const DEEPEST = 100;

type Attributes = ReadonlyMap<string, Entry>;

function laidOver(below: Attributes, above: Attributes, budget: Budget): Attributes {
  if (below.size === 0) return above;
  const all = new Map(below);
  for (const [name, entry] of above) {
    const known = all.get(name);
    all.set(name, known !== undefined && BAKE_JOINED.has(name) ? joined(known, entry, budget) : entry);
  }
  return all;
}

function joined(below: Entry, above: Entry, budget: Budget): Entry {
  const [a, b] = [below.value, above.value];
  if (a.kind === "scalar" || b.kind !== a.kind) return above;
  budget.left -= a.kind === "sequence" ? a.items.length : a.entries.size;
  if (budget.left < 0) return above;
  if (a.kind === "sequence" && b.kind === "sequence")
    return { ...above, value: { ...b, items: [...a.items.map((item) => through(item, below)), ...b.items] } };
  if (a.kind !== "mapping" || b.kind !== "mapping") return above;
  const inherited = [...a.entries].map(([name, entry]) => [name, through(entry, below)] as const);
  const own = [...b.entries].filter(([name, { value }]) => !isNull(value) || !a.entries.has(name));
  return { ...above, value: { ...b, entries: new Map([...inherited, ...own]) } };
}

/** A member of what comes in by a name comes in by that name itself. */
function through<T extends Item>(item: T, { via }: Entry): T {
  return via === undefined ? item : { ...item, via };
}
