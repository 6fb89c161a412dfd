import { type ComposeRelease, isComposeSince } from "../../facts/engine.ts";
import type { InputError, RemoteFile } from "../../model/project.ts";
import type { Refusal } from "../../model/refusal.ts";
import { isRemote } from "../../model/remote.ts";
import { directoryOf, resolvePath } from "../../text/uri.ts";
import { said, told } from "../../text/wording.ts";
import { entryOf, hasUnresolved, type Mapping, type Node, nodeAt } from "../../yaml/tree.ts";
import type { YamlFile } from "../../yaml/yaml-file.ts";
import { Environments } from "./environments.ts";
import { Extends } from "./extends.ts";
import type { Caller } from "./invocation.ts";
import { Merger } from "./merge.ts";
import { pathsOf, scalarText } from "./named-paths.ts";
import { type MergeResource, Sections } from "./sections.ts";
import { type Lookup, SourceFiles, type Surroundings } from "./source-files.ts";
import { startOf } from "./start.ts";
import type { Variables } from "./variables.ts";

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
  /** The first mistake in the YAML of each file that has one: whoever reads the project refuses it for that. */
  readonly unreadable: readonly InputError[];
  /** Files that are named and not loaded yet. */
  readonly needs: readonly string[];
  /** Whether `COMPOSE_FILE` names the entry, so that it is a Compose file whatever its name and content. */
  readonly listed: boolean;
  /** Why Compose does not take the entry by itself, although it is called so that it would; goes behind the file's name in a sentence. */
  readonly unused?: string;
}

/** Longer chains of `include` than this are taken for a mistake. */
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
  const sources = new SourceFiles(lookup, parse, caller);
  const environments = new Environments(sources);
  const { files, directory, name, variables, listed, unused } = startOf(entry, caller, { sources, environments });
  const includes = new Includes(sources, environments, caller);
  const root = includes.project(files, directory, variables, []);
  const { read } = sources;
  const variablesFor = (file: string): Variables => read.get(file)?.variables ?? variables;
  return {
    root,
    files: [...read.keys()],
    directory,
    hasOwnVariables: caller.envFiles === undefined,
    name,
    remotes: sources.remotes,
    directoryFor: (file) => read.get(file)?.directory ?? directory,
    variables,
    variablesFor,
    setIn: (file, variable) => environments.setIn(variablesFor(file), variable),
    bases: new Set([...read.keys()].filter((file) => !includes.merged.has(file))),
    inputErrors: sources.inputErrors,
    refusals: sources.refusals,
    broken: sources.broken,
    unreadable: [...sources.unreadable.values()],
    needs: [...sources.needs],
    listed,
    ...(unused === undefined ? {} : { unused }),
  };
}

/** Lays the files of a project, and of the projects that it includes, over each other. What is included twice is worked out once. */
class Includes {
  /** The files that are a project's own, be it that of the entry or one that is included. */
  readonly merged = new Set<string>();
  readonly #sources: SourceFiles;
  readonly #environments: Environments;
  readonly #compose: ComposeRelease;
  readonly #merger: Merger;
  readonly #extends: Extends;
  /** What each include made, by its variables, then by its files and its directory. */
  readonly #made = new Map<Variables, Map<string, Mapping | undefined>>();
  #left = MOST_INCLUDES;
  #textLeft = MOST_INCLUDED_TEXT;

  constructor(sources: SourceFiles, environments: Environments, compose: ComposeRelease) {
    this.#sources = sources;
    this.#environments = environments;
    this.#compose = compose;
    this.#merger = new Merger(compose, sources.report, sources.refuse);
    this.#extends = new Extends(sources, this.#merger);
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
      const around: Surroundings = { file, directory, variables };
      for (const document of this.#sources.documents(around))
        merged = this.#merger.files(merged, this.#whole(document, around, [...including, ...files]));
    }
    return merged;
  }

  /**
   * A document with what it includes and extends. Since Compose 5.2 what is included is there first, so that it can be extended.
   * Source: https://github.com/compose-spec/compose-go/blob/v2.12.1/loader/loader.go (loadYamlFile)
   */
  #whole(document: Mapping, around: Surroundings, including: readonly string[]): Mapping {
    if (isComposeSince(this.#compose, "5.2"))
      return this.#extends.follow(this.#include(document, around, including), around);
    return this.#include(this.#extends.follow(document, around), around, including);
  }

  #include(root: Mapping, scope: Surroundings, including: readonly string[]): Mapping {
    const includes = entryOf(root, "include")?.value;
    if (includes?.kind !== "sequence") return root;
    const imported = new Set(includes.items.flatMap(({ value }) => this.#included(value, scope, including) ?? []));
    const merge = isComposeSince(this.#compose, "5.0") ? this.#mergeResource : undefined;
    const sections = new Sections(root, merge, this.#sources.refuse);
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
    this.#sources.remotes.push(...remote.map((path) => ({ ...path, by: "include" as const })));
    if (first === undefined || remote.length > 0 || paths.some(({ text }) => hasUnresolved(text))) return undefined;
    const files = paths.map(({ text }) => resolvePath(scope.directory, text));
    if (files.some((file) => including.includes(file)) || including.length > DEEPEST_CHAIN) {
      this.#sources.refuse({ at: first.at, by: "Compose", because: `${first.text} includes itself in a circle` });
      return undefined;
    }
    if (!paths.every(({ text, at }, index) => this.#sources.has(files[index] ?? "", text, at))) return undefined;
    const named = scalarText(nodeAt(include, "project_directory"));
    const directory = named === undefined ? directoryOf(files[0] ?? "") : resolvePath(scope.directory, named);
    const envFiles = pathsOf(nodeAt(include, "env_file")).map(({ text }) => resolvePath(scope.directory, text));
    const variables = this.#environments.of(
      envFiles.length > 0 ? envFiles : [resolvePath(directory, ".env")],
      scope.variables,
    );
    const key = [directory, ...files].join("\n");
    const made = this.#made.get(variables) ?? new Map<string, Mapping | undefined>();
    this.#made.set(variables, made);
    if (made.has(key)) return made.get(key);
    if (!this.#mayInclude(files)) {
      this.#sources.report({
        at: first.at,
        ...told(said`this project includes too much: ${first.text} is not analysed`),
        cut: true,
      });
      return undefined;
    }
    const whole = this.project(files, directory, variables, including);
    made.set(key, whole);
    return whole;
  }

  #mayInclude(files: readonly string[]): boolean {
    for (const file of files) this.#textLeft -= this.#sources.text(file)?.length ?? 0;
    this.#left -= 1;
    return this.#left >= 0 && this.#textLeft >= 0;
  }
}
