import { type ComposeRelease, isComposeSince } from "../../facts/engine.ts";
import type { InputError, RemoteFile } from "../../model/project.ts";
import type { Refusal } from "../../model/refusal.ts";
import { isRemote } from "../../model/remote.ts";
import type { Place } from "../../text/span.ts";
import {
  baseName,
  directoriesAbove,
  directoryOf,
  inDirectory,
  pathOf,
  resolvePath,
  withoutSlashes,
} from "../../text/uri.ts";
import { isNull } from "../../yaml/scalar.ts";
import { type Entry, entryOf, hasUnresolved, type Mapping, type Node, nodeAt } from "../../yaml/tree.ts";
import type { YamlFile } from "../../yaml/yaml-file.ts";
import { declaredIn, SECTIONS, type Section } from "../syntax/declared.ts";

import { parseDotenv } from "./dotenv.ts";
import { interpolate } from "./interpolate.ts";
import type { Caller } from "./invocation.ts";
import { keysThatAreNoTexts } from "./keys.ts";
import { Merger } from "./merge.ts";
import { pathsOf, scalarText } from "./named-paths.ts";
import { BASE_NAMES, isBaseName, isOverrideName, OVERRIDE_NAMES } from "./project-files.ts";
import { type MergeResource, Sections } from "./sections.ts";
import { setElsewhere, substitute, TextBudget, type Variables } from "./variables.ts";

/** The text of a file by URI: undefined where it is not loaded yet, null where it cannot be read. */
export type Lookup = (uri: string) => string | null | undefined;

/** A project's files, merged into one tree. */
export interface Assembly {
  readonly root: Mapping | undefined;
  /** The files that decide the project, entry files first. */
  readonly files: readonly string[];
  /** The project's own directory. */
  readonly directory: string;
  /** Whether its `.env` is what the variables come from, and no other file is named in its place. */
  readonly hasOwnVariables: boolean;
  /** What Compose calls the project by what its files say; undefined where they do not tell. */
  readonly name: string | undefined;
  /** The directory against which a file's relative paths resolve. */
  directoryFor(file: string): string;
  /** The variables of the project. */
  readonly variables: Variables;
  /** The variables that a file is read with. */
  variablesFor(file: string): Variables;
  /** The `.env` file that sets a variable for a Compose file; undefined for one that no file sets. */
  setIn(file: string, variable: string): string | undefined;
  /** Those of `files` of which the project takes only what `extends` names. */
  readonly bases: ReadonlySet<string>;
  readonly remotes: readonly RemoteFile[];
  readonly inputErrors: readonly InputError[];
  readonly refusals: readonly Refusal[];
  /** The files whose YAML is not whole: what is wrong there may be what comes of that. */
  readonly broken: ReadonlySet<string>;
  /** Files that are named and not loaded yet. */
  readonly needs: readonly string[];
  /** Whether `COMPOSE_FILE` names the entry, so that it is a Compose file whatever its name and content. */
  readonly listed: boolean;
  /** Why Compose does not take the entry by itself, although it is called so that it would; goes behind the file's name in a sentence. */
  readonly unused?: string;
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
  caller: Caller,
): Assembly {
  const assembler = new Assembler(lookup, parse, caller);
  const { files, directory, name, variables, listed, unused } = assembler.start(entry, caller);
  const root = assembler.project(files, directory, variables, []);
  return {
    root,
    files: [...assembler.files],
    directory,
    hasOwnVariables: caller.envFiles === undefined,
    name,
    remotes: assembler.remotes,
    directoryFor: (file) => assembler.directories.get(file) ?? directory,
    variables,
    variablesFor: (file) => assembler.variables.get(file) ?? variables,
    setIn: (file, variable) => assembler.setIn(assembler.variables.get(file) ?? variables, variable),
    bases: new Set([...assembler.files].filter((file) => !assembler.merged.has(file))),
    inputErrors: assembler.inputErrors,
    refusals: assembler.refusals,
    broken: assembler.broken,
    needs: [...assembler.needs],
    listed,
    ...(unused === undefined ? {} : { unused }),
  };
}

/** What a project begins with. */
interface Start {
  readonly files: readonly string[];
  readonly directory: string;
  readonly name: string | undefined;
  readonly variables: Variables;
  readonly listed: boolean;
  readonly unused?: string;
}

/** A Compose that was called in a directory, with what it knows before it has read a Compose file. */
interface Called {
  readonly here: string;
  /** Holds the project's name once that is known. */
  readonly names: Map<string, string | undefined>;
  readonly variables: Variables;
}

/** A way of calling Compose, with the files that it takes then. */
interface Call extends Called {
  readonly files: readonly string[];
  /** Whether `COMPOSE_FILE` names them. */
  readonly listed: boolean;
  readonly unused?: string;
}

/** The directories above one up to the outermost, the nearest first; none where the outermost does not lie above it. */
function directoriesWithin(directory: string, outermost: string | undefined): readonly string[] {
  if (outermost === undefined || !directory.startsWith(`${withoutSlashes(outermost)}/`)) return [];
  return directoriesAbove(directory, MOST_ABOVE).filter((above) => above.length >= outermost.length);
}

/** Nobody calls Compose further above a file than this. */
const MOST_ABOVE = 20;

/** Variables that a login sets for the sockets of its agents, unless a file does. */
const LOGIN: ReadonlySet<string> = new Set(["SSH_AUTH_SOCK", "XDG_RUNTIME_DIR"]);

/** The paths of `COMPOSE_FILE`. Without a separator of its own, Compose takes the system's, which is a semicolon on Windows. */
function separated(paths: string, separator: ReturnType<Variables>): readonly string[] {
  const written = typeof separator === "string" && separator !== "" ? separator : undefined;
  return paths.split(written ?? (paths.includes(";") ? ";" : ":"));
}

/** Source: https://docs.docker.com/compose/how-tos/project-name/ */
function normalisedName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9_-]/g, "")
    .replace(/^[_-]+/, "");
}

/** The file that a document stands in, and what it is read with. */
interface Surroundings {
  readonly file: string;
  readonly directory: string;
  readonly variables: Variables;
}

interface Scope extends Surroundings {
  /** What is in force of this file before `extends` is followed. */
  readonly root: Mapping | undefined;
  /** Where what is extended is looked for. */
  readonly section: Section;
}

class Assembler {
  readonly files = new Set<string>();
  /** Those of them that are entry files, or included by one. */
  readonly merged = new Set<string>();
  readonly directories = new Map<string, string>();
  readonly variables = new Map<string, Variables>();
  readonly remotes: RemoteFile[] = [];
  readonly inputErrors: InputError[] = [];
  readonly refusals: Refusal[] = [];
  readonly broken = new Set<string>();
  readonly needs = new Set<string>();
  readonly #lookup: Lookup;
  readonly #parse: (file: string, text: string) => YamlFile;
  readonly #extended = new Map<Mapping, Mapping>();
  readonly #bases = new Map<string, Scope>();
  /** What each include made, by its variables, then by its files and its directory. */
  readonly #includes = new Map<Variables, Map<string, Mapping | undefined>>();
  readonly #environments = new Map<Variables, Map<string, Variables>>();
  /** What each set of variables adds to the one that it begins with: the file of each name. */
  readonly #added = new Map<Variables, { readonly outer: Variables; readonly files: ReadonlyMap<string, string> }>();
  readonly #filled = new TextBudget();
  #includesLeft = MOST_INCLUDES;
  #includedTextLeft = MOST_INCLUDED_TEXT;
  readonly #report = (inputError: InputError): void => void this.inputErrors.push(inputError);
  readonly #refuse = (refusal: Refusal): void => void this.refusals.push(refusal);
  readonly #merger: Merger;
  readonly #compose: ComposeRelease;

  constructor(lookup: Lookup, parse: (file: string, text: string) => YamlFile, compose: ComposeRelease) {
    this.#lookup = lookup;
    this.#parse = parse;
    this.#compose = compose;
    this.#merger = new Merger(compose, this.#report, this.#refuse);
  }

  /** The files of the project that an entry stands for, with its directory and its variables. */
  start(entry: readonly string[], caller: Caller): Start {
    const { directory: given, envFiles, exact = false } = caller;
    const own = given ?? directoryOf(entry[0] ?? "");
    const call = exact || entry.length > 1 ? undefined : this.#callOf(entry[0] ?? "", own, caller);
    const { here, names, variables: outer } = call ?? this.#calledIn(own, envFiles);
    const files = call?.files ?? entry;
    const directory = given ?? directoryOf(files[0] ?? "");
    // Compose reads the file beside the first Compose file too, where it was called elsewhere.
    const variables =
      directory !== here && envFiles === undefined ? this.environment([inDirectory(directory, ".env")], outer) : outer;
    const login: Variables = (name) => variables(name) ?? (LOGIN.has(name) ? setElsewhere(name) : undefined);
    this.#added.set(login, { outer: variables, files: new Map() });
    const name = this.#projectName(files, directory, login);
    names.set("COMPOSE_PROJECT_NAME", name);
    const listed = call?.listed ?? false;
    return {
      files,
      directory,
      name,
      variables: login,
      listed,
      ...(call?.unused === undefined ? {} : { unused: call.unused }),
    };
  }

  /** What a Compose that is called in a directory starts with. */
  #calledIn(here: string, envFiles: readonly string[] | undefined): Called {
    const names = new Map<string, string | undefined>();
    const outside: Variables = (name) => {
      if (name === "PWD") return pathOf(here);
      if (name === "HOME" || name === "USER") return setElsewhere(name);
      return name === "COMPOSE_PROJECT_NAME" ? names.get(name) : undefined;
    };
    return { here, names, variables: this.environment(envFiles ?? [inDirectory(here, ".env")], outside) };
  }

  /**
   * How Compose is called so that it takes a file: in the nearest directory whose `COMPOSE_FILE` names it, or else in its own, where it goes with its
   * neighbour unless `COMPOSE_FILE` names others.
   * Sources: https://github.com/compose-spec/compose-go/blob/v2.16.2/cli/options.go and observation of Compose 5.7.1.
   */
  #callOf(only: string, own: string, { directory: given, envFiles, outermost }: Caller): Call {
    const first = this.#calledIn(own, envFiles);
    const named = this.#namedIn(first);
    if (named?.includes(only)) return { ...first, files: this.#readable(named, own), listed: true };
    for (const above of given === undefined ? directoriesWithin(own, outermost) : []) {
      const call = this.#calledIn(above, envFiles);
      const files = this.#namedIn(call);
      if (files?.includes(only)) return { ...call, files: this.#readable(files, above), listed: true };
    }
    if (named === undefined) return { ...first, files: this.#withNeighbour(only), listed: false };
    const why = "is not read by itself: COMPOSE_FILE in .env names other files";
    return {
      ...first,
      files: [only],
      listed: false,
      ...(isBaseName(only) || isOverrideName(only) ? { unused: why } : {}),
    };
  }

  /** The files that `COMPOSE_FILE` names; undefined where it is not set. Compose refuses an empty one, which leaves nothing but what is there without it. */
  #namedIn({ here, variables }: Called): readonly string[] | undefined {
    const named = variables("COMPOSE_FILE");
    if (typeof named !== "string" || named === "") return undefined;
    const paths = separated(named, variables("COMPOSE_PATH_SEPARATOR")).filter((path) => !isRemote(path));
    return paths.map((path) => resolvePath(here, path));
  }

  /** The files of `COMPOSE_FILE` as far as they are read; what is wrong with them is reported at the `.env` of a directory. */
  #readable(named: readonly string[], directory: string): readonly string[] {
    const at = { file: inDirectory(directory, ".env"), start: 0, end: 0 };
    const files = named.slice(0, MOST_INCLUDES);
    if (named.length > files.length)
      this.#report({ at, message: `COMPOSE_FILE names more than ${MOST_INCLUDES} files`, cut: true });
    for (const file of files) {
      // An empty path is the directory itself.
      const what = file === directory ? "a directory" : `${baseName(file)}, which cannot be read`;
      if (this.#read(file) === null) this.#report({ at, message: `COMPOSE_FILE names ${what}` });
    }
    return files;
  }

  /**
   * What the project is called: as `COMPOSE_PROJECT_NAME` in its `.env` says, else as the last of its files does that names it, else as its directory is.
   * Source: https://github.com/compose-spec/compose-go/blob/v2.16.2/loader/loader.go (projectName)
   */
  #projectName(files: readonly string[], directory: string, variables: Variables): string | undefined {
    const set = variables("COMPOSE_PROJECT_NAME");
    if (typeof set === "string" && set !== "") return set;
    const names = files.flatMap((file) => {
      const text = this.#read(file);
      const documents = typeof text === "string" ? this.#parse(file, text).documents : [];
      return documents.flatMap(({ root }) => nodeAt(root, "name") ?? []);
    });
    const named = names.findLast((node) => node.kind === "scalar" && !isNull(node) && node.text !== "");
    const { text, unknown } = substitute(named?.kind === "scalar" ? named.text : "", variables, this.#filled);
    return unknown.length > 0 ? undefined : normalisedName(text) || normalisedName(baseName(directory));
  }

  /** A single file of a usual name goes with the override beside it, and an override with its base, as `docker compose up` would take them. */
  #withNeighbour(only: string): readonly string[] {
    const directory = directoryOf(only);
    if (isBaseName(only)) return [only, ...this.#firstOf(directory, OVERRIDE_NAMES)];
    if (isOverrideName(only)) return [...this.#firstOf(directory, BASE_NAMES), only];
    return [only];
  }

  #firstOf(directory: string, names: readonly string[]): readonly string[] {
    const uris = names.map((name) => inDirectory(directory, name));
    return uris.filter((uri) => typeof this.#read(uri) === "string").slice(0, 1);
  }

  /**
   * The variables that `.env` files set; those of `outer` win. A missing file sets nothing. The same files give the
   * same object, and files that add nothing give `outer` itself, so that callers recognise an `include` of the same
   * project.
   */
  environment(files: readonly string[], outer: Variables): Variables {
    const key = files.join("\n");
    const known = this.#environments.get(outer)?.get(key);
    if (known !== undefined) return known;
    const values = new Map<string, Value>();
    const setters = new Map<string, string>();
    for (const file of files) {
      const text = this.#read(file);
      if (typeof text !== "string") continue;
      const lookup: Variables = (name) => outer(name) ?? values.get(name);
      for (const [name, value] of parseDotenv(text, lookup, this.#filled)) {
        if (outer(name) !== undefined) continue;
        values.set(name, value);
        setters.set(name, file);
      }
    }
    const environment: Variables = values.size === 0 ? outer : (name) => outer(name) ?? values.get(name);
    if (environment !== outer) this.#added.set(environment, { outer, files: setters });
    setBelow(this.#environments, outer, key, environment);
    setBelow(this.#environments, environment, key, environment);
    return environment;
  }

  /** The file that sets a variable; the outermost of those that do wins, as its value does. */
  setIn(variables: Variables, name: string): string | undefined {
    let found: string | undefined;
    for (let added = this.#added.get(variables); added !== undefined; added = this.#added.get(added.outer))
      found = added.files.get(name) ?? found;
    return found;
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
      this.merged.add(file);
      for (const document of this.#documents(file, directory, variables)) {
        const around = { file, directory, variables };
        merged = this.#merger.files(merged, this.#whole(document, around, [...including, ...files]));
      }
    }
    return merged;
  }

  /**
   * A document with what it includes and extends. Since Compose 5.2 what is included is there first, so that it can be extended.
   * Source: https://github.com/compose-spec/compose-go/blob/v2.12.1/loader/loader.go (loadYamlFile)
   */
  #whole(document: Mapping, around: Surroundings, including: readonly string[]): Mapping {
    if (isComposeSince(this.#compose, "5.2")) return this.#extend(this.#include(document, around, including), around);
    return this.#include(this.#extend(document, around), around, including);
  }

  #documents(file: string, directory: string, variables: Variables): Mapping[] {
    const text = this.#read(file);
    if (typeof text !== "string") return [];
    this.files.add(file);
    this.directories.set(file, directory);
    this.variables.set(file, variables);
    const parsed = this.#parse(file, text);
    this.inputErrors.push(...parsed.inputErrors);
    if (parsed.broken) this.broken.add(file);
    return parsed.documents.flatMap(({ root }) => {
      if (root?.kind !== "mapping") return [];
      for (const refusal of keysThatAreNoTexts(root)) this.#refuse(refusal);
      const filled = interpolate(root, variables, this.#filled, this.#report, this.#refuse);
      return filled.kind === "mapping" ? [filled] : [];
    });
  }

  #read(uri: string): string | null | undefined {
    const text = this.#lookup(uri);
    if (text === undefined) this.needs.add(uri);
    return text;
  }

  #extend(root: Mapping, around: Surroundings): Mapping {
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
      this.#refuse({ at: extending.key, by: "Compose", because: "extends must name a service" });
    const source = this.#baseScope(extending.value, scope);
    if (name === undefined || source === undefined) return own;
    const base = entryOf(nodeAt(source.root, source.section), name);
    if (base !== undefined && isNull(base.value)) return own;
    const word = source.section === "jobs" ? "job" : "service";
    if (base?.value.kind !== "mapping") {
      this.#refuse({
        at,
        by: "Compose",
        because: `cannot extend ${word} "${name}": ${baseName(source.file)} has no such ${word}`,
      });
      return own;
    }
    if (chain.includes(base.value) || base.value === service || chain.length > DEEPEST_CHAIN) {
      this.#refuse({ at, by: "Compose", because: `${word} "${name}" extends itself in a circle` });
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
    const base: Scope = { file, directory, variables: scope.variables, root: merged, section: "services" };
    this.#bases.set(file, base);
    return base;
  }

  #readNamed(file: string, path: string, at: Place): boolean {
    const text = this.#read(file);
    if (text === null) this.#report({ at, message: `${path} cannot be read` });
    return typeof text === "string";
  }

  #include(root: Mapping, scope: Surroundings, including: readonly string[]): Mapping {
    const includes = entryOf(root, "include")?.value;
    if (includes?.kind !== "sequence") return root;
    const imported = new Set(includes.items.flatMap(({ value }) => this.#included(value, scope, including) ?? []));
    const merge = isComposeSince(this.#compose, "5.0") ? this.#mergeResource : undefined;
    const sections = new Sections(root, merge, this.#refuse);
    for (const mapping of imported) {
      if (!this.#merger.spends(Sections.sizeOf(mapping), includes)) break;
      sections.import(mapping);
    }
    return sections.whole();
  }

  readonly #mergeResource: MergeResource = (section, below, above) =>
    section === "services" || section === "jobs"
      ? this.#merger.service(below, above, section)
      : this.#merger.resource(below, above, section);

  #included(include: Node, scope: Surroundings, including: readonly string[]): Mapping | undefined {
    const paths = pathsOf(include.kind === "mapping" ? nodeAt(include, "path") : include);
    const [first] = paths;
    const remote = paths.filter(({ text }) => isRemote(text));
    this.remotes.push(...remote.map((path) => ({ ...path, by: "include" as const })));
    if (first === undefined || remote.length > 0 || paths.some(({ text }) => hasUnresolved(text))) return undefined;
    const files = paths.map(({ text }) => resolvePath(scope.directory, text));
    if (files.some((file) => including.includes(file)) || including.length > DEEPEST_CHAIN) {
      this.#refuse({ at: first.at, by: "Compose", because: `${first.text} includes itself in a circle` });
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

type Value = Exclude<ReturnType<Variables>, undefined>;

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
