import type { InputError, RemoteFile } from "../../model/project.ts";
import type { Place } from "../../text/span.ts";
import { baseName, directoryOf, inDirectory, resolvePath } from "../../text/uri.ts";
import { isNull } from "../../yaml/scalar.ts";
import { type Entry, entryOf, hasUnresolved, type Mapping, type Node, nodeAt } from "../../yaml/tree.ts";
import type { YamlFile } from "../../yaml/yaml-file.ts";
import { asList } from "../syntax/long-forms.ts";
import { isRemote } from "../syntax/short-syntax.ts";
import { parseDotenv } from "./dotenv.ts";
import { interpolate } from "./interpolate.ts";
import { Merger, servicesOf } from "./merge.ts";
import { BASE_NAMES, isBaseName, isOverrideName, OVERRIDE_NAMES } from "./project-files.ts";
import { Sections } from "./sections.ts";
import { TextBudget, type Variables } from "./variables.ts";

/** The text of a file by URI: undefined where it is not loaded yet, null where it cannot be read. */
export type Lookup = (uri: string) => string | null | undefined;

/** A project's files, merged into one tree. */
export interface Assembly {
  readonly root: Mapping | undefined;
  /** The files that decide the project, entry files first. */
  readonly files: readonly string[];
  /** The project's own directory. */
  readonly directory: string;
  /** The directory against which a file's relative paths resolve. */
  directoryFor(file: string): string;
  readonly remotes: readonly RemoteFile[];
  readonly inputErrors: readonly InputError[];
  /** Files that are named and not loaded yet. */
  readonly needs: readonly string[];
}

/** Deeper chains of `extends` and `include` than this are taken for a mistake. */
const DEEPEST_CHAIN = 50;

/** How many projects one project may include, each counted once for each set of variables that it is included with. */
const MOST_INCLUDES = 500;

/** How much text the files of all projects that are included may hold together, counted likewise. In UTF-16 code units. */
const MOST_INCLUDED_TEXT = 4 * 1024 * 1024;

/**
 * Brings together what decides a project: the entry files, the override beside a file of the usual name, `include`, `extends` and `.env`.
 * Every file is read through `lookup`; what is not loaded yet is listed in `needs`, and everything else is resolved all the same.
 * Source: https://docs.docker.com/compose/how-tos/multiple-compose-files/ and https://docs.docker.com/reference/compose-file/include/
 */
export function assemble(
  entry: readonly string[],
  lookup: Lookup,
  parse: (file: string, text: string) => YamlFile,
): Assembly {
  const assembler = new Assembler(lookup, parse);
  const files = assembler.entryFiles(entry);
  const directory = directoryOf(files[0] ?? "");
  const root = assembler.project(
    files,
    directory,
    assembler.environment([inDirectory(directory, ".env")], () => undefined),
    [],
  );
  return {
    root,
    files: [...assembler.files],
    directory,
    remotes: assembler.remotes,
    directoryFor: (file) => assembler.directories.get(file) ?? directory,
    inputErrors: assembler.inputErrors,
    needs: [...assembler.needs],
  };
}

interface Scope {
  readonly file: string;
  readonly directory: string;
  readonly variables: Variables;
  /** The services of this file as they are before `extends` is followed. */
  readonly services: ReadonlyMap<string, Entry & { readonly value: Mapping }>;
}

class Assembler {
  readonly files = new Set<string>();
  readonly directories = new Map<string, string>();
  readonly remotes: RemoteFile[] = [];
  readonly inputErrors: InputError[] = [];
  readonly needs = new Set<string>();
  readonly #lookup: Lookup;
  readonly #parse: (file: string, text: string) => YamlFile;
  readonly #extended = new Map<Mapping, Mapping>();
  readonly #bases = new Map<string, Scope>();
  /** What each include made, by its variables, then by its files and its directory. */
  readonly #includes = new Map<Variables, Map<string, Mapping | undefined>>();
  readonly #environments = new Map<Variables, Map<string, Variables>>();
  readonly #filled = new TextBudget();
  #includesLeft = MOST_INCLUDES;
  #includedTextLeft = MOST_INCLUDED_TEXT;
  readonly #report = (inputError: InputError): void => void this.inputErrors.push(inputError);
  readonly #merger = new Merger(this.#report);

  constructor(lookup: Lookup, parse: (file: string, text: string) => YamlFile) {
    this.#lookup = lookup;
    this.#parse = parse;
  }

  /** A single file of a usual name goes with the override beside it, and an override with its base, as `docker compose up` would take them. */
  entryFiles(entry: readonly string[]): readonly string[] {
    const [only] = entry;
    if (only === undefined || entry.length > 1) return entry;
    const directory = directoryOf(only);
    if (isBaseName(only)) return [only, ...this.#firstOf(directory, OVERRIDE_NAMES)];
    if (isOverrideName(only)) return [...this.#firstOf(directory, BASE_NAMES), only];
    return entry;
  }

  #firstOf(directory: string, names: readonly string[]): readonly string[] {
    const uris = names.map((name) => inDirectory(directory, name));
    return uris.filter((uri) => typeof this.#read(uri) === "string").slice(0, 1);
  }

  /**
   * The variables that `.env` files set; those of `outer` win. A file that is missing sets nothing.
   * The same files give the same variables, and `outer` itself where they add nothing to it, so that who includes the same twice is told by them.
   */
  environment(files: readonly string[], outer: Variables): Variables {
    const key = files.join("\n");
    const known = this.#environments.get(outer)?.get(key);
    if (known !== undefined) return known;
    const values = new Map<string, Value>();
    for (const file of files) {
      const text = this.#read(file);
      if (typeof text !== "string") continue;
      const lookup: Variables = (name) => outer(name) ?? values.get(name);
      for (const [name, value] of parseDotenv(text, lookup, this.#filled))
        if (outer(name) === undefined) values.set(name, value);
    }
    const environment: Variables = values.size === 0 ? outer : (name) => outer(name) ?? values.get(name);
    setBelow(this.#environments, outer, key, environment);
    setBelow(this.#environments, environment, key, environment);
    return environment;
  }

  /** The merged tree of the files of one project; `including` are the files that led here. */
  project(
    files: readonly string[],
    directory: string,
    variables: Variables,
    including: readonly string[],
  ): Mapping | undefined {
    let merged: Mapping | undefined;
    for (const file of files) {
      for (const document of this.#documents(file, directory, variables)) {
        const scope: Scope = { file, directory, variables, services: servicesOf(document) };
        const whole = this.#include(this.#extend(document, scope), scope, [...including, ...files]);
        merged = this.#merger.files(merged, whole);
      }
    }
    return merged;
  }

  #documents(file: string, directory: string, variables: Variables): Mapping[] {
    const text = this.#read(file);
    if (typeof text !== "string") return [];
    this.files.add(file);
    this.directories.set(file, directory);
    const parsed = this.#parse(file, text);
    this.inputErrors.push(...parsed.inputErrors);
    return parsed.documents.flatMap(({ root }) => {
      if (root?.kind !== "mapping") return [];
      const filled = interpolate(root, withProjectName(variables, root, directory), this.#filled, this.#report);
      return filled.kind === "mapping" ? [filled] : [];
    });
  }

  #read(uri: string): string | null | undefined {
    const text = this.#lookup(uri);
    if (text === undefined) this.needs.add(uri);
    return text;
  }

  #extend(root: Mapping, scope: Scope): Mapping {
    const services = entryOf(root, "services");
    if (services?.value.kind !== "mapping") return root;
    let entries: Map<string, Entry> | undefined;
    for (const [name, entry] of scope.services) {
      const value = this.#service(entry, scope, []);
      if (value === entry.value) continue;
      entries ??= new Map(services.value.entries);
      entries.set(name, { ...entry, value });
    }
    if (entries === undefined) return root;
    return withEntry(root, "services", { ...services, value: { ...services.value, entries } });
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
    const source = this.#baseScope(extending.value, scope);
    if (name === undefined || source === undefined) return own;
    const base = source.services.get(name);
    if (base === undefined) {
      this.#report({ at, message: `cannot extend service "${name}": ${baseName(source.file)} has no such service` });
      return own;
    }
    if (chain.includes(base.value) || base.value === service || chain.length > DEEPEST_CHAIN) {
      this.#report({ at, message: `service "${name}" extends itself in a circle` });
      return own;
    }
    const whole = this.#service(base, source, [...chain, service]);
    return this.#merger.service(broughtBy(whole, at), own);
  }

  /** Where the extended service is: in the same file, or in the one that `file` names. Undefined where that cannot be read or known. */
  #baseScope(extending: Node, scope: Scope): Scope | undefined {
    const named = nodeAt(extending, "file");
    const path = scalarText(named);
    if (named === undefined) return scope;
    if (path === undefined) return undefined;
    if (isRemote(path)) {
      this.remotes.push({ text: path, by: "extends", at: named.at });
      return undefined;
    }
    const file = resolvePath(scope.directory, path);
    if (!this.#readNamed(file, path, named.at)) return undefined;
    const known = this.#bases.get(file);
    if (known !== undefined) return known;
    const directory = directoryOf(file);
    let merged: Mapping | undefined;
    for (const document of this.#documents(file, directory, scope.variables))
      merged = this.#merger.files(merged, document);
    const base: Scope = { file, directory, variables: scope.variables, services: servicesOf(merged) };
    this.#bases.set(file, base);
    return base;
  }

  #readNamed(file: string, path: string, at: Place): boolean {
    const text = this.#read(file);
    if (text === null) this.#report({ at, message: `${path} cannot be read` });
    return typeof text === "string";
  }

  #include(root: Mapping, scope: Scope, including: readonly string[]): Mapping {
    const includes = entryOf(root, "include")?.value;
    if (includes?.kind !== "sequence") return root;
    const imported = new Set(includes.items.flatMap(({ value }) => this.#included(value, scope, including) ?? []));
    const sections = new Sections(root, this.#report);
    for (const mapping of imported) {
      if (!this.#merger.spends(Sections.sizeOf(mapping), includes)) break;
      sections.import(mapping);
    }
    return sections.whole();
  }

  #included(include: Node, scope: Scope, including: readonly string[]): Mapping | undefined {
    const paths = pathsOf(include.kind === "mapping" ? nodeAt(include, "path") : include);
    const [first] = paths;
    const remote = paths.filter(({ text }) => isRemote(text));
    this.remotes.push(...remote.map((path) => ({ ...path, by: "include" as const })));
    if (first === undefined || remote.length > 0 || paths.some(({ text }) => hasUnresolved(text))) return undefined;
    const files = paths.map(({ text }) => resolvePath(scope.directory, text));
    if (files.some((file) => including.includes(file)) || including.length > DEEPEST_CHAIN) {
      this.#report({ at: first.at, message: `${first.text} includes itself in a circle` });
      return undefined;
    }
    if (!paths.every(({ text, at }, index) => this.#readNamed(files[index] ?? "", text, at))) return undefined;
    const named = scalarText(nodeAt(include, "project_directory"));
    const directory = named === undefined ? directoryOf(files[0] ?? "") : resolvePath(scope.directory, named);
    const envFiles = pathsOf(nodeAt(include, "env_file")).map(({ text }) => resolvePath(scope.directory, text));
    const variables = this.environment(
      envFiles.length > 0 ? envFiles : [resolvePath(directory, ".env")],
      scope.variables,
    );
    const key = [directory, ...files].join("\n");
    const known = this.#includes.get(variables);
    if (known?.has(key)) return known.get(key);
    if (!this.#mayInclude(files)) {
      this.#report({
        at: first.at,
        message: `this project includes too much: ${first.text} is not analysed`,
        cut: true,
      });
      return undefined;
    }
    const made = this.project(files, directory, variables, including);
    setBelow(this.#includes, variables, key, made);
    return made;
  }

  #mayInclude(files: readonly string[]): boolean {
    for (const file of files) this.#includedTextLeft -= this.#read(file)?.length ?? 0;
    this.#includesLeft -= 1;
    return this.#includesLeft >= 0 && this.#includedTextLeft >= 0;
  }
}

function setBelow<K, V>(maps: Map<K, Map<string, V>>, outer: K, key: string, value: V): void {
  const inner = maps.get(outer) ?? new Map<string, V>();
  maps.set(outer, inner.set(key, value));
}

interface NamedPath {
  readonly text: string;
  readonly at: Place;
}

type Value = Exclude<ReturnType<Variables>, undefined>;

function pathsOf(node: Node | undefined): readonly NamedPath[] {
  const list = node === undefined ? undefined : asList(node);
  return (list?.items ?? []).flatMap(({ value }) => {
    const text = scalarText(value.kind === "mapping" ? nodeAt(value, "path") : value);
    return text === undefined ? [] : [{ text, at: value.at }];
  });
}

/** The text of a scalar that is known whole. */
function scalarText(node: Node | undefined): string | undefined {
  return node?.kind === "scalar" && !isNull(node) && !hasUnresolved(node.text) ? node.text : undefined;
}

/** Compose sets COMPOSE_PROJECT_NAME from `name`, else from the directory. Source: https://docs.docker.com/compose/how-tos/project-name/ */
function withProjectName(variables: Variables, root: Mapping, directory: string): Variables {
  return (name) => {
    const value = variables(name);
    if (value !== undefined || name !== "COMPOSE_PROJECT_NAME") return value;
    const written = scalarText(nodeAt(root, "name"));
    if (written !== undefined && !written.includes("$")) return written;
    return baseName(directory)
      .toLowerCase()
      .replace(/[^a-z0-9_-]/g, "")
      .replace(/^[_-]+/, "");
  };
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
