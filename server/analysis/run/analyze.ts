import { type Assembly, assemble, type Lookup } from "../compose/project/assemble.ts";
import { isBaseName } from "../compose/project/project-files.ts";
import type { BuildRequest, DockerfileReader } from "../compose/resolve/build.ts";
import { resolveProject } from "../compose/resolve/resolve.ts";
import { couldBeCompose, isComposeName, looksLikeCompose } from "../compose/syntax/detect.ts";
import type { Value } from "../dockerfile/resolve/expand.ts";
import { resolveDockerfile } from "../dockerfile/resolve/resolve.ts";
import { isDockerfileName, isScript } from "../dockerfile/syntax/detect.ts";
import type { Instruction } from "../dockerfile/syntax/tree.ts";
import type { InputError, Project } from "../model/project.ts";
import type { Dockerfile } from "../model/stage.ts";
import type { Config } from "../settings/config.ts";
import { baseName, directoryOf } from "../text/uri.ts";
import { rootOf, type YamlFile } from "../yaml/yaml-file.ts";
import { buildContext } from "./build-context.ts";
import type { ParseCache } from "./cache.ts";
import { type Checked, type CheckOptions, findingsOf, shownInputErrors } from "./findings.ts";
import { dockerfileSubjects, projectSubjects } from "./run-rules.ts";
import type { AllowSource } from "./suppress.ts";

export type { Lookup };

/** What an analysis is given beside files and settings. */
export interface AnalyzeOptions extends CheckOptions {
  readonly cache: ParseCache;
  /** The editor's own word for what the file is, where its name says nothing. */
  readonly language?: "compose" | "dockerfile";
}

/** What the analysis says of one file, with the project or the stages that it is about. */
export interface Analysis extends Checked {
  /** `other` is a file that is not for us: nothing is said about it. */
  readonly kind: "compose" | "dockerfile" | "other";
  readonly file: string;
  /** What could not be read, and what Compose or BuildKit would refuse. */
  readonly inputErrors: readonly InputError[];
  readonly project?: Project;
  readonly dockerfile?: Dockerfile;
  /** URIs that are named and not loaded yet. */
  readonly needs: readonly string[];
}

/** A file as far as it is read: what else it needs, and its analysis once nothing more is to come. */
export interface Prepared {
  /** URIs that are named and not loaded yet. */
  readonly needs: readonly string[];
  /** Resolves what is left to resolve, and runs the rules. */
  analysis(): Analysis;
}

/**
 * Analyses one file, or the files of one project as `docker compose -f a -f b` takes them.
 * Pure: all it knows of other files comes from `lookup`, and the result depends on nothing else but the arguments.
 */
export function analyze(entry: readonly string[], lookup: Lookup, config: Config, options: AnalyzeOptions): Analysis {
  return prepare(entry, lookup, config, options).analysis();
}

/** The part of `analyze` that finds out what other files are needed, so that nothing else is done before all are there. */
export function prepare(entry: readonly string[], lookup: Lookup, config: Config, options: AnalyzeOptions): Prepared {
  const file = entry[0] ?? "";
  const text = lookup(file);
  if (text === undefined) return notOurs(file, [], [file]);
  if (text === null)
    return notOurs(file, [{ at: { file, start: 0, end: 0 }, message: `${baseName(file)} cannot be read` }], []);
  if (options.language === "dockerfile" || (options.language === undefined && isDockerfileName(file))) {
    return lookAtDockerfile(file, text, lookup, config, options);
  }
  const compose = options.cache.compose(file, text);
  const named = entry.length > 1 || options.language === "compose" || isComposeName(file);
  if (named ? couldBeCompose(rootOf(compose)) : looksLikeCompose(rootOf(compose))) {
    return lookAtProject(entry, compose, lookup, config, options);
  }
  return named ? notOurs(file, compose.inputErrors, []) : notOurs(file, [], []);
}

function notOurs(file: string, inputErrors: readonly InputError[], needs: readonly string[]): Prepared {
  return { needs, analysis: () => ({ ...unanalysed(file, inputErrors), needs }) };
}

/** What there is to say of a file in which nothing is looked for. */
export function unanalysed(file: string, inputErrors: readonly InputError[]): Analysis {
  const none = { findings: [], suppressed: [], hidden: () => [], edits: () => undefined, fixes: () => [] };
  return { kind: "other", file, inputErrors, needs: [], ...none };
}

function lookAtDockerfile(
  file: string,
  text: string,
  lookup: Lookup,
  config: Config,
  options: AnalyzeOptions,
): Prepared {
  const tree = options.cache.dockerfile(file, text);
  if (isScript(tree)) return notOurs(file, [], []);
  const needs = new Set<string>();
  const context = tree.instructions.some(takesFromContext)
    ? buildContext(directoryOf(file), file, [], noting(lookup, needs))
    : undefined;
  const analysis = (): Analysis => {
    const { dockerfile: alone, inputErrors } = resolveDockerfile(tree, { args: new Map() });
    const dockerfile = context === undefined ? alone : { ...alone, context };
    const sources: readonly AllowSource[] = [{ kind: "dockerfile", file: tree }];
    return {
      ...{ kind: "dockerfile", file, dockerfile, needs: [...needs] },
      inputErrors: shownInputErrors([...tree.inputErrors, ...inputErrors], [file], config),
      ...findingsOf([file], dockerfileSubjects(dockerfile), sources, config, options),
    };
  };
  return { needs: [...needs], analysis };
}

function takesFromContext({ keyword, flags }: Instruction): boolean {
  return (keyword === "COPY" || keyword === "ADD") && !flags.some(({ name }) => name === "from");
}

function lookAtProject(
  entry: readonly string[],
  looked: YamlFile,
  lookup: Lookup,
  config: Config,
  options: AnalyzeOptions,
): Prepared {
  const assembly = assemble(entry, lookup, (file, text) => options.cache.compose(file, text));
  const resolved = (): Prepared => resolvedProject(entry, looked, assembly, lookup, config, options);
  // Another file may change what every service is, so services are not resolved before all are there.
  return assembly.needs.length > 0 ? { needs: assembly.needs, analysis: () => resolved().analysis() } : resolved();
}

function resolvedProject(
  entry: readonly string[],
  looked: YamlFile,
  assembly: Assembly,
  lookup: Lookup,
  config: Config,
  options: AnalyzeOptions,
): Prepared {
  const { cache } = options;
  const needs = new Set(assembly.needs);
  const read: InputError[] = [];
  const project = resolveProject(assembly, looked.file, {
    looked,
    whole: entry.length > 1 || assembly.files.length > 1 || isBaseName(looked.file),
    engine: config.engine,
    dockerfile: dockerfileReader(lookup, cache, needs, (inputError) => void read.push(inputError)),
    context: (directory, dockerfile, named) => buildContext(directory, dockerfile, named, noting(lookup, needs)),
    read: noting(lookup, needs),
  });
  const composeSources = assembly.files.flatMap((file): AllowSource[] => {
    const text = lookup(file);
    return typeof text === "string" ? [{ kind: "compose", file: cache.compose(file, text) }] : [];
  });
  const dockerfileSources = [...project.dockerfiles.keys()].flatMap((file): AllowSource[] => {
    const text = lookup(file);
    return typeof text === "string" ? [{ kind: "dockerfile", file: cache.dockerfile(file, text) }] : [];
  });
  const about = { kind: "compose", file: looked.file, project, needs: [...needs] } as const;
  const analysis = (): Analysis => ({
    ...about,
    inputErrors: shownInputErrors([...project.inputErrors, ...read], entry, config),
    ...findingsOf(entry, projectSubjects(project), [...composeSources, ...dockerfileSources], config, options),
  });
  return { needs: about.needs, analysis };
}

/** Reads a file and notes it where it is not loaded yet. */
function noting(lookup: Lookup, needs: Set<string>): Lookup {
  return (uri) => {
    const text = lookup(uri);
    if (text === undefined) needs.add(uri);
    return text;
  };
}

function dockerfileReader(
  lookup: Lookup,
  cache: ParseCache,
  needs: Set<string>,
  report: (inputError: InputError) => void,
): DockerfileReader {
  return ({ file, inline, target, args, contexts, at }) => {
    const text = inline ?? lookup(file);
    if (text === undefined) needs.add(file);
    if (text === null) report({ at, message: `${baseName(file)} of this build cannot be read` });
    if (typeof text !== "string") return undefined;
    const tree = cache.dockerfile(inline === undefined ? file : `${file}#dockerfile_inline`, text);
    const { dockerfile } = resolveDockerfile(tree, {
      args: buildArguments(args),
      contexts: new Set(contexts.map((name) => name.toLowerCase())),
      ...(target === undefined ? {} : { target }),
    });
    return dockerfile;
  };
}

/** An argument without a value is taken from the shell of whoever builds. */
function buildArguments(args: BuildRequest["args"]): ReadonlyMap<string, Value> {
  return new Map(
    [...args].map(([name, setting]): readonly [string, Value] => {
      if (setting.state === "unknown") return [name, setting];
      const { value } = setting;
      return [name, value === null ? { state: "unknown", because: `\${${name}}` } : { state: "known", value }];
    }),
  );
}
