import { parseDotenv } from "./dotenv.ts";
import type { SourceFiles } from "./source-files.ts";
import type { Variables } from "./variables.ts";

type Value = Exclude<ReturnType<Variables>, undefined>;

/** The variables that the `.env` files of one project set, and which of them sets which. */
export class Environments {
  readonly #sources: SourceFiles;
  readonly #known = new Map<Variables, Map<string, Variables>>();
  /** What each set of variables adds to the one that it begins with: the file of each name. */
  readonly #added = new Map<Variables, { readonly outer: Variables; readonly files: ReadonlyMap<string, string> }>();

  constructor(sources: SourceFiles) {
    this.#sources = sources;
  }

  /**
   * The variables that `.env` files set; those of `outer` win. A missing file sets nothing. The same files give the
   * same object, and files that add nothing give `outer` itself, so that callers recognise an `include` of the same
   * project.
   */
  of(files: readonly string[], outer: Variables): Variables {
    const key = files.join("\n");
    const known = this.#known.get(outer)?.get(key);
    if (known !== undefined) return known;
    const values = new Map<string, Value>();
    const setters = new Map<string, string>();
    for (const file of files) {
      const text = this.#sources.text(file);
      if (typeof text !== "string") continue;
      const lookup: Variables = (name) => outer(name) ?? values.get(name);
      for (const [name, value] of parseDotenv(text, lookup, this.#sources.filled)) {
        if (outer(name) !== undefined) continue;
        values.set(name, value);
        setters.set(name, file);
      }
    }
    const environment: Variables = values.size === 0 ? outer : (name) => outer(name) ?? values.get(name);
    if (environment !== outer) this.#added.set(environment, { outer, files: setters });
    setBelow(this.#known, outer, key, environment);
    setBelow(this.#known, environment, key, environment);
    return environment;
  }

  /** Notes that one set of variables begins with another, and that no file sets what it adds. */
  begins(variables: Variables, outer: Variables): void {
    this.#added.set(variables, { outer, files: new Map() });
  }

  /** The file that sets a variable; the outermost of those that do wins, as its value does. */
  setIn(variables: Variables, name: string): string | undefined {
    let found: string | undefined;
    for (let added = this.#added.get(variables); added !== undefined; added = this.#added.get(added.outer))
      found = added.files.get(name) ?? found;
    return found;
  }
}

function setBelow<K, V>(maps: Map<K, Map<string, V>>, outer: K, key: string, value: V): void {
  const inner = maps.get(outer) ?? new Map<string, V>();
  maps.set(outer, inner.set(key, value));
}
