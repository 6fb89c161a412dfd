import { isRemote } from "../../model/remote.ts";
import type { Place } from "../../text/span.ts";
import { baseName, directoryOf, resolvePath } from "../../text/uri.ts";
import { isNull } from "../../yaml/scalar.ts";
import { type Entry, entryOf, type Mapping, type Node, nodeAt } from "../../yaml/tree.ts";
import { declaredIn, SECTIONS, type Section } from "../syntax/declared.ts";
import type { Merger } from "./merge.ts";
import { scalarText } from "./named-paths.ts";
import type { SourceFiles, Surroundings } from "./source-files.ts";

/** Longer chains of `extends` than this are taken for a mistake. */
const DEEPEST_CHAIN = 50;

interface Scope extends Surroundings {
  /** What is in force of this file before `extends` is followed. */
  readonly root: Mapping | undefined;
  /** Where what is extended is looked for. */
  readonly section: Section;
}

/** Follows `extends` in the files of one project. What is extended twice is worked out once. */
export class Extends {
  readonly #sources: SourceFiles;
  readonly #merger: Merger;
  readonly #extended = new Map<Mapping, Mapping>();
  readonly #bases = new Map<string, Scope>();

  constructor(sources: SourceFiles, merger: Merger) {
    this.#sources = sources;
    this.#merger = merger;
  }

  /** A document whose services and jobs have what they extend. */
  follow(root: Mapping, around: Surroundings): Mapping {
    let whole = root;
    for (const section of SECTIONS) {
      const declared = entryOf(root, section);
      if (declared?.value.kind !== "mapping") continue;
      const scope: Scope = { ...around, root, section };
      let entries: Map<string, Entry> | undefined;
      for (const [name, entry] of declaredIn(root, section)) {
        const value = this.#service(entry, scope, []);
        if (value === entry.value) continue;
        entries ??= new Map(declared.value.entries);
        entries.set(name, { ...entry, value });
      }
      if (entries !== undefined)
        whole = withEntry(whole, section, { ...declared, value: { ...declared.value, entries } });
    }
    return whole;
  }

  #service(entry: Entry & { readonly value: Mapping }, scope: Scope, chain: readonly Mapping[]): Mapping {
    const service = entry.value;
    const extending = entryOf(service, "extends");
    if (extending === undefined || isNull(extending.value)) return service;
    const done = this.#extended.get(service);
    if (done !== undefined) return done;
    const result = this.#extending(service, extending, scope, chain);
    this.#extended.set(service, result);
    return result;
  }

  #extending(service: Mapping, extending: Entry, scope: Scope, chain: readonly Mapping[]): Mapping {
    const own = without(service, "extends");
    const name = scalarText(extending.value.kind === "scalar" ? extending.value : nodeAt(extending.value, "service"));
    const at =
      extending.value.kind === "scalar"
        ? extending.value.at
        : (nodeAt(extending.value, "service")?.at ?? extending.key);
    if (!saysWhat(extending.value))
      this.#sources.refuse({ at: extending.key, by: "Compose", because: "extends must name a service" });
    const source = this.#baseScope(extending.value, scope);
    if (name === undefined || source === undefined) return own;
    const base = entryOf(nodeAt(source.root, source.section), name);
    if (base !== undefined && isNull(base.value)) return own;
    const word = source.section === "jobs" ? "job" : "service";
    if (base?.value.kind !== "mapping") {
      this.#sources.refuse({
        at,
        by: "Compose",
        because: `cannot extend ${word} "${name}": ${baseName(source.file)} has no such ${word}`,
      });
      return own;
    }
    if (chain.includes(base.value) || base.value === service || chain.length > DEEPEST_CHAIN) {
      this.#sources.refuse({ at, by: "Compose", because: `${word} "${name}" extends itself in a circle` });
      return own;
    }
    const whole = this.#service({ ...base, value: base.value }, source, [...chain, service]);
    return this.#merger.service(broughtBy(whole, at), own, scope.section);
  }

  /** Where what is extended is: in the same file, or among the services of the one that `file` names. Undefined where that cannot be read or known. */
  #baseScope(extending: Node, scope: Scope): Scope | undefined {
    const named = nodeAt(extending, "file");
    const path = scalarText(named);
    if (named === undefined || isNull(named)) return scope;
    if (path === undefined) return undefined;
    if (isRemote(path)) {
      this.#sources.remotes.push({ text: path, by: "extends", at: named.at });
      return undefined;
    }
    const file = resolvePath(scope.directory, path);
    if (!this.#sources.has(file, path, named.at)) return undefined;
    const known = this.#bases.get(file);
    if (known !== undefined) return known;
    const around: Surroundings = { file, directory: directoryOf(file), variables: scope.variables };
    let merged: Mapping | undefined;
    for (const document of this.#sources.documents(around)) merged = this.#merger.files(merged, document);
    const base: Scope = { ...around, root: merged, section: "services" };
    this.#bases.set(file, base);
    return base;
  }
}

/** Whether `extends` says what is extended, be it by a variable. */
function saysWhat(extending: Node): boolean {
  const service = extending.kind === "mapping" ? nodeAt(extending, "service") : extending;
  return service?.kind === "scalar" && !isNull(service);
}

function broughtBy(service: Mapping, via: Place): Mapping {
  return {
    ...service,
    entries: new Map([...service.entries].map(([key, entry]) => [key, { ...entry, via }] as const)),
  };
}

function without(mapping: Mapping, key: string): Mapping {
  const entries = new Map(mapping.entries);
  entries.delete(key);
  return { ...mapping, entries };
}

function withEntry(mapping: Mapping, key: string, entry: Entry): Mapping {
  return { ...mapping, entries: new Map(mapping.entries).set(key, entry) };
}
