import { resolveCommands } from "../command/resolve/resolve.ts";
import { commandFileKind, isShellScript } from "../command/syntax/detect.ts";
import type { CommandFile } from "../command/syntax/tree.ts";
import { type Assembly, assemble, type Lookup } from "../compose/project/assemble.ts";
import { settingPlaces } from "../compose/project/dotenv.ts";
import { isIncluded } from "../compose/project/includers.ts";
import type { Invocation } from "../compose/project/invocation.ts";
import { isBaseName } from "../compose/project/project-files.ts";
import type { Variables } from "../compose/project/variables.ts";
import type { BuildRequest, DockerfileReader } from "../compose/resolve/build.ts";
import { resolveProject } from "../compose/resolve/resolve.ts";
import { isComposeName, isTemplate, looksLikeCompose, whyNotCompose } from "../compose/syntax/detect.ts";
import { engineUnder } from "../daemon/resolve/engine.ts";
import { daemonFileKind } from "../daemon/syntax/detect.ts";
import { daemonOfJson } from "../daemon/syntax/json-daemon.ts";
import type { DaemonFile } from "../daemon/syntax/tree.ts";
import { daemonOfUnit } from "../daemon/syntax/unit-daemon.ts";
import { resolveDevContainer } from "../devcontainer/resolve/resolve.ts";
import { isDevContainerName } from "../devcontainer/syntax/detect.ts";
import type { DevContainer } from "../devcontainer/syntax/tree.ts";
import type { Value } from "../dockerfile/resolve/expand.ts";
import { resolveDockerfile } from "../dockerfile/resolve/resolve.ts";
import { isDockerfileName, whyNotDockerfile } from "../dockerfile/syntax/detect.ts";
import { parseDockerfile } from "../dockerfile/syntax/parse.ts";
import { relocated } from "../dockerfile/syntax/relocate.ts";
import type { DockerfileTree, Instruction } from "../dockerfile/syntax/tree.ts";
import type { CommandFileKind } from "../facts/command-files.ts";
import { withEvidence } from "../learned/attach.ts";
import type { InputError, Project } from "../model/project.ts";
import type { Refusal } from "../model/refusal.ts";
import type { Dockerfile } from "../model/stage.ts";
import { resolveUnit } from "../quadlet/resolve/resolve.ts";
import { hasSection, type UnitPlace, unitPlace } from "../quadlet/syntax/detect.ts";
import type { QuadletUnit } from "../quadlet/syntax/tree.ts";
import { unitOf } from "../quadlet/syntax/unit.ts";
import { type Config, commandFileUse, isOpen } from "../settings/config.ts";
import { Lines } from "../text/lines.ts";
import type { Place, Span } from "../text/span.ts";
import { baseName, directoryOf } from "../text/uri.ts";
import { scalarText } from "../yaml/scalar-text.ts";
import { type Scalar, wholeOf } from "../yaml/tree.ts";
import { rootOf, type YamlFile } from "../yaml/yaml-file.ts";
import { filesBeside } from "./beside.ts";
import { buildContext } from "./build-context.ts";
import type { ParseCache } from "./cache.ts";
import { commandSource } from "./command-source.ts";
import { composeSource } from "./compose-source.ts";
import { daemonSource } from "./daemon-source.ts";
import { devContainerSource, readAs } from "./devcontainer-source.ts";
import { dockerfileSource } from "./dockerfile-source.ts";
import { type Checked, type CheckOptions, findingsOf, shownInputErrors } from "./findings.ts";
import { quadletSource } from "./quadlet-source.ts";
import { containerSubjects, daemonSubjects, dockerfileSubjects, projectSubjects } from "./run-rules.ts";
import type { Source } from "./source.ts";

export type { Lookup };

/** What an analysis is given beside files and settings. */
export interface AnalyzeOptions extends CheckOptions {
  readonly cache: ParseCache;
  /** How Compose is called for the files of the entry. */
  readonly invocation?: Invocation;
  /** The editor's own word for what the file is, where its name says nothing. */
  readonly language?: "compose" | "dockerfile" | CommandFileKind;
}

/** What the analysis says of one file, with the project or the stages that it is about. */
export interface Analysis extends Checked {
  /** `command` is a file with commands that start containers, `devcontainer` is a `devcontainer.json`, `quadlet` a unit of Podman's, `daemon` says how Docker's daemon runs; `other` is a file that is not for us: nothing is found in it. */
  readonly kind: "compose" | "dockerfile" | "command" | "devcontainer" | "quadlet" | "daemon" | "other";
  readonly file: string;
  /** What could not be read. */
  readonly inputErrors: readonly InputError[];
  /** What Compose or BuildKit refuses, of which findings tell. */
  readonly refusals: readonly Refusal[];
  /** Why a file is not for us, behind its name in a sentence; undefined for one that is, and for one that cannot be read. */
  readonly skipped?: string;
  /** Why Compose does not take a file by itself, although it is called so that it would; behind its name in a sentence. */
  readonly unused?: string;
  /** The containers of a Compose project, or those that the commands of a file start. */
  readonly project?: Project;
  readonly dockerfile?: Dockerfile;
  /** What is known of the names of a Compose project beyond what its containers hold. */
  readonly names?: ProjectNames;
  /** The commands that start the project's containers, where such do. */
  readonly commands?: CommandFile;
  /** The unit that becomes the project's container, where one does. */
  readonly unit?: QuadletUnit;
  /** The file that has the project's container started, where a `devcontainer.json` does. */
  readonly devContainer?: DevContainer;
  /** What a file says of Docker's daemon, where one does. */
  readonly daemon?: DaemonFile;
  /** URIs that are named and not loaded yet. */
  readonly needs: readonly string[];
}

/** What the names in the files of a Compose project stand for. */
export interface ProjectNames {
  /** Those of the project's files of which it takes only what `extends` names. */
  readonly bases: ReadonlySet<string>;
  /** The value of a variable for a file of the project; undefined where neither a file nor Compose itself sets it. */
  valueOf(file: string, variable: string): ReturnType<Variables>;
  /** Where a `.env` file sets it; undefined where none does. */
  setAt(file: string, variable: string): SetAt | undefined;
}

/** The name of a variable in a `.env` file. */
interface SetAt extends Place {
  /** From 1 on. */
  readonly line: number;
  /** All variables that the file sets. */
  readonly beside: readonly string[];
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
  const { daemon } = config;
  if (daemon === undefined) return prepareUnder(entry, lookup, config, options);
  const text = lookup(daemon);
  const told = typeof text === "string" ? daemonOfJson(options.cache.json(daemon, text)) : undefined;
  const engine = told === undefined ? config.engine : engineUnder(config.engine, told.daemon);
  const { needs, analysis } = prepareUnder(entry, lookup, { ...config, engine }, options);
  if (text === undefined) return { needs: [...needs, daemon], analysis };
  if (told !== undefined) return { needs, analysis };
  const message = `${baseName(daemon)}, which engine.daemon of the settings names, holds no settings of Docker's daemon`;
  const inputError = { at: { file: daemon, start: 0, end: 0 }, message };
  const warned = (): Analysis => {
    const made = analysis();
    return made.kind === "other" ? made : { ...made, inputErrors: [...made.inputErrors, inputError] };
  };
  return { needs, analysis: warned };
}

/** The same with an engine of which all is known that is to be known. */
function prepareUnder(entry: readonly string[], lookup: Lookup, config: Config, options: AnalyzeOptions): Prepared {
  const file = entry[0] ?? "";
  const text = lookup(file);
  if (text === undefined) return notOurs(file, [], [file]);
  if (text === null)
    return notOurs(file, [{ at: { file, start: 0, end: 0 }, message: `${baseName(file)} cannot be read` }], []);
  if (options.language === "dockerfile" || (options.language === undefined && isDockerfileName(file))) {
    return lookAtDockerfile(file, text, lookup, config, options);
  }
  const place = options.language === undefined ? unitPlace(file) : undefined;
  if (place !== undefined && hasSection(text, place.section))
    return lookAtUnit(file, text, place, lookup, config, options);
  if (isDevContainerName(file)) return lookAtDevContainer(file, text, lookup, config, options);
  const daemon = options.language === undefined ? daemonIn(file, text, options) : undefined;
  if (daemon !== undefined && !isOpen(config, "daemon"))
    return notOurs(file, [], [], "is of a kind that the settings switch off");
  if (daemon !== undefined) return lookAtDaemon(file, daemon, config, options);
  const commands = commandKindOf(file, text, options);
  if (commands !== undefined) return lookAtCommands(file, text, commands, lookup, config, options);
  const compose = options.cache.compose(file, text);
  const named = entry.length > 1 || options.language === "compose" || isComposeName(file);
  const root = rootOf(compose);
  const why = named
    ? whyNotCompose(root)
    : looksLikeCompose(root)
      ? undefined
      : "is no Compose file by name or content";
  if (why === undefined) return lookAtProject(entry, compose, named, lookup, config, options);
  if (!named && whyNotCompose(root) === undefined) return lookIfListed(entry, compose, why, lookup, config, options);
  if (!named || compose.inputErrors.length === 0) return notOurs(file, [], [], why);
  return notOurs(file, isTemplate(text) ? compose.inputErrors.slice(0, 1).map(templateError) : compose.inputErrors, []);
}

/** What the editor's word or the name says; a file without either is a script where its first line says so. */
function commandKindOf(file: string, text: string, { language }: AnalyzeOptions): CommandFileKind | undefined {
  if (language === "compose" || language === "dockerfile") return undefined;
  return commandFileKind(file) ?? language ?? (isShellScript(text) ? "shell" : undefined);
}

function lookAtCommands(
  file: string,
  text: string,
  kind: CommandFileKind,
  lookup: Lookup,
  config: Config,
  options: AnalyzeOptions,
): Prepared {
  if (commandFileUse(config, kind) === "off") return notOurs(file, [], [], "is of a kind that the settings switch off");
  const commands = options.cache.commands(file, text, kind);
  if (commands.commands.length === 0) return notOurs(file, [], [], "starts no container");
  const needs = new Set<string>();
  const project = resolveCommands(commands, config.engine, noting(lookup, needs));
  const analysis = (): Analysis => ({
    ...{ kind: "command", file, project, commands, inputErrors: [], refusals: [], needs: [...needs] },
    ...findingsOf([file], containerSubjects(project), [commandSource(commands)], config, options),
  });
  return { needs: [...needs], analysis };
}

/** What a file of the daemon's means for every container of its host. */
function lookAtDaemon(file: string, read: DaemonFile, config: Config, options: AnalyzeOptions): Prepared {
  const { daemon, refusals } = read;
  const analysis = (): Analysis => ({
    ...{ kind: "daemon", file, daemon: read, inputErrors: [], refusals, needs: [] },
    ...findingsOf([file], daemonSubjects(daemon, refusals), [daemonSource(read)], config, options),
  });
  return { needs: [], analysis };
}

/** The daemon's settings that a file holds, by its name and what stands in it; undefined for all others. */
function daemonIn(file: string, text: string, { cache }: AnalyzeOptions): DaemonFile | undefined {
  const kind = daemonFileKind(file);
  if (kind === undefined) return undefined;
  return kind === "json" ? daemonOfJson(cache.json(file, text)) : daemonOfUnit(cache.unit(file, text));
}

/** A drop-in is looked at over its unit's own file, and told of what it decides itself. */
function lookAtUnit(
  file: string,
  text: string,
  { section, base, name, isDropIn }: UnitPlace,
  lookup: Lookup,
  config: Config,
  options: AnalyzeOptions,
): Prepared {
  if (!isOpen(config, "quadlet")) return notOurs(file, [], [], "is of a kind that the settings switch off");
  const needs = new Set<string>();
  const read = noting(lookup, needs);
  const own = options.cache.unit(file, text);
  const below = isDropIn && base !== undefined ? read(base) : undefined;
  const files = typeof below === "string" ? [options.cache.unit(base ?? "", below), own] : [own];
  const unit = unitOf(section, name, own, files, !isDropIn || typeof below === "string");
  const project = resolveUnit(unit, config.engine, read);
  const analysis = (): Analysis => ({
    ...{ kind: "quadlet", file, project, unit, inputErrors: [], refusals: project.refusals, needs: [...needs] },
    ...findingsOf(
      [file],
      section === "Network" ? projectSubjects(project) : containerSubjects(project),
      [quadletSource(unit, config.engine)],
      config,
      options,
    ),
  });
  return { needs: [...needs], analysis };
}

function lookAtDevContainer(
  file: string,
  text: string,
  lookup: Lookup,
  config: Config,
  options: AnalyzeOptions,
): Prepared {
  if (!isOpen(config, "devcontainer")) return notOurs(file, [], [], "is of a kind that the settings switch off");
  const { cache } = options;
  const json = cache.json(file, text);
  const devContainer = readAs(json, config.engine);
  if (devContainer === undefined) return notOurs(file, [], [], "names nothing that a dev container is made of");
  const needs = new Set<string>();
  const read = noting(lookup, needs);
  const project = resolveDevContainer(devContainer, config.engine, {
    dockerfile: dockerfileReader(lookup, cache, needs, new Map(), () => undefined),
    context: (directory, dockerfile, files) => buildContext(directory, dockerfile, files, read),
    read,
    parseCompose: (uri, content) => cache.compose(uri, content),
  });
  const dockerfileSources = [...project.dockerfiles.keys()].flatMap((uri): Source[] => {
    const content = lookup(uri);
    return typeof content === "string" ? [dockerfileSource(cache.dockerfile(uri, content))] : [];
  });
  const sources = [devContainerSource(devContainer, config.engine), ...dockerfileSources];
  const about = { kind: "devcontainer", file, project, devContainer, refusals: [] } as const;
  const analysis = (): Analysis => ({
    ...{ ...about, inputErrors: [], needs: [...needs] },
    ...findingsOf([file], containerSubjects(project), sources, config, options),
  });
  return { needs: [...needs], analysis };
}

function notOurs(
  file: string,
  inputErrors: readonly InputError[],
  needs: readonly string[],
  skipped?: string,
): Prepared {
  const why = skipped === undefined ? {} : { skipped };
  return { needs, analysis: () => ({ ...unanalysed(file, inputErrors), needs, ...why }) };
}

/** What is told of a template of a Compose file, in place of all that keeps it from being one. */
function templateError({ at }: Pick<InputError, "at">): InputError {
  return {
    at,
    message: "this is a template that another program makes a Compose file of: what it fills in is not read",
  };
}

/** What there is to say of a file in which nothing is looked for. */
export function unanalysed(file: string, inputErrors: readonly InputError[]): Analysis {
  const none = { findings: [], suppressed: [], hidden: () => [], edits: () => undefined, fixes: () => [] };
  return { kind: "other", file, inputErrors, refusals: [], needs: [], ...none };
}

function lookAtDockerfile(
  file: string,
  text: string,
  lookup: Lookup,
  config: Config,
  options: AnalyzeOptions,
): Prepared {
  const tree = options.cache.dockerfile(file, text);
  const why = whyNotDockerfile(tree);
  if (why !== undefined) return notOurs(file, [], [], why);
  const needs = new Set<string>();
  const copies = tree.instructions.filter(takesFromContext);
  const copied = copies.flatMap(({ arguments: words }) => words.slice(0, -1).map(({ text }) => text));
  const context =
    copies.length > 0 ? buildContext(directoryOf(file), file, { named: [], copied }, noting(lookup, needs)) : undefined;
  const analysis = (): Analysis => {
    const { dockerfile: alone, inputErrors } = resolveDockerfile(tree, { args: new Map() });
    const dockerfile = context === undefined ? alone : { ...alone, context };
    return {
      ...{ kind: "dockerfile", file, dockerfile, needs: [...needs], refusals: dockerfile.refusals },
      inputErrors: shownInputErrors([...tree.inputErrors, ...inputErrors], [file], config),
      ...findingsOf([file], dockerfileSubjects(dockerfile), [dockerfileSource(tree)], config, options),
    };
  };
  return { needs: [...needs], analysis };
}

function takesFromContext({ keyword, flags, inner }: Instruction): boolean {
  if (keyword === "ONBUILD" && inner) return takesFromContext(inner);
  return (keyword === "COPY" || keyword === "ADD") && !flags.some(({ name }) => name === "from");
}

/** A file that has services, of which no other thing says that it is a Compose file, is one where `COMPOSE_FILE` names it. */
function lookIfListed(
  entry: readonly string[],
  looked: YamlFile,
  why: string,
  lookup: Lookup,
  config: Config,
  options: AnalyzeOptions,
): Prepared {
  const parse = (uri: string, text: string): YamlFile => options.cache.compose(uri, text);
  const { listed, needs } = assemble(entry, lookup, parse, { ...options.invocation, compose: config.engine.compose });
  return listed ? lookAtProject(entry, looked, true, lookup, config, options) : notOurs(looked.file, [], needs, why);
}

function lookAtProject(
  entry: readonly string[],
  looked: YamlFile,
  named: boolean,
  lookup: Lookup,
  config: Config,
  options: AnalyzeOptions,
): Prepared {
  const parse = (uri: string, text: string): YamlFile => options.cache.compose(uri, text);
  const assembly = assemble(entry, lookup, parse, { ...options.invocation, compose: config.engine.compose });
  const resolved = (): Prepared => resolvedProject(entry, { file: looked, named }, assembly, lookup, config, options);
  // Another file may change what every service is, so services are not resolved before all are there.
  return assembly.needs.length > 0 ? { needs: assembly.needs, analysis: () => resolved().analysis() } : resolved();
}

function resolvedProject(
  entry: readonly string[],
  { file: looked, named }: { readonly file: YamlFile; readonly named: boolean },
  assembly: Assembly,
  lookup: Lookup,
  config: Config,
  options: AnalyzeOptions,
): Prepared {
  const { cache } = options;
  const needs = new Set(assembly.needs);
  const read: InputError[] = [];
  const inlines = new Map<string, InlineDockerfile>();
  const whole = resolveProject(assembly, looked.file, {
    looked,
    named,
    whole: entry.length > 1 || assembly.files.length > 1 || isBaseName(looked.file),
    isIncluded: (file) =>
      entry.length === 1 &&
      [...new Set([looked.file, file])].some((one) =>
        isIncluded(one, noting(lookup, needs), (uri, text) => options.cache.compose(uri, text)),
      ),
    engine: config.engine,
    dockerfile: dockerfileReader(lookup, cache, needs, inlines, (inputError) => void read.push(inputError)),
    context: (directory, dockerfile, files) => buildContext(directory, dockerfile, files, noting(lookup, needs)),
    read: noting(lookup, needs),
  });
  const project = withEvidence(withoutTemplates(whole, lookup), noting(lookup, needs));
  const composeSources = assembly.files.flatMap((file): Source[] => {
    const text = lookup(file);
    return typeof text === "string" ? [composeSource(cache.compose(file, text))] : [];
  });
  const dockerfileSources = [...project.dockerfiles.keys()].flatMap((file): Source[] => {
    const text = lookup(file);
    return typeof text === "string" ? [dockerfileSource(cache.dockerfile(file, text))] : [];
  });
  const inlineSources = [...inlines.values()].map(({ tree, within }) => dockerfileSource(tree, within));
  const beside = filesBeside(project.services, noting(lookup, needs));
  const { refusals } = project;
  const unused = assembly.unused === undefined ? {} : { unused: assembly.unused };
  const names: ProjectNames = {
    bases: assembly.bases,
    valueOf: (file, variable) => assembly.variablesFor(file)(variable),
    setAt: (file, variable) => setAt(assembly.setIn(file, variable), variable, lookup),
  };
  const about = { kind: "compose", file: looked.file, project, names, needs: [...needs], refusals, ...unused } as const;
  const analysis = (): Analysis => ({
    ...about,
    inputErrors: shownInputErrors([...project.inputErrors, ...read], entry, config),
    ...findingsOf(
      entry,
      projectSubjects(project),
      [...composeSources, ...dockerfileSources, ...inlineSources],
      config,
      options,
      beside,
    ),
  });
  return { needs: about.needs, analysis };
}

function setAt(file: string | undefined, variable: string, lookup: Lookup): SetAt | undefined {
  const text = file === undefined ? undefined : lookup(file);
  if (file === undefined || typeof text !== "string") return undefined;
  const places = settingPlaces(text);
  const at = places.get(variable);
  return at && { file, ...at, line: new Lines(text).positionAt(at.start).line + 1, beside: [...places.keys()] };
}

/** Of a file that is a template one thing is told, whatever is wrong with it as it is. */
function withoutTemplates(project: Project, lookup: Lookup): Project {
  const isMade = (file: string): boolean => {
    const text = lookup(file);
    return typeof text === "string" && isTemplate(text);
  };
  const wrong = [...project.inputErrors, ...project.refusals].map(({ at }) => at.file);
  const made = new Set([...new Set(wrong)].filter(isMade));
  if (made.size === 0) return project;
  const told = [...made].flatMap((file) => {
    const first = [...project.inputErrors, ...project.refusals].find(({ at }) => at.file === file);
    return first === undefined ? [] : [templateError(first)];
  });
  const isOther = ({ at }: InputError | Refusal): boolean => !made.has(at.file);
  return {
    ...project,
    inputErrors: [...project.inputErrors.filter((one) => isOther(one) || one.cut === true), ...told],
    refusals: project.refusals.filter(isOther),
  };
}

/** Reads a file and notes it where it is not loaded yet. */
function noting(lookup: Lookup, needs: Set<string>): Lookup {
  return (uri) => {
    const text = lookup(uri);
    if (text === undefined) needs.add(uri);
    return text;
  };
}

/** A Dockerfile within a Compose file, and its extent there. */
interface InlineDockerfile {
  readonly tree: DockerfileTree;
  readonly within: Span;
}

function dockerfileReader(
  lookup: Lookup,
  cache: ParseCache,
  needs: Set<string>,
  inlines: Map<string, InlineDockerfile>,
  report: (inputError: InputError) => void,
): DockerfileReader {
  return ({ file, inline, target, args, contexts, at }) => {
    const text = lookup(inline?.at.file ?? file);
    if (text === undefined) needs.add(file);
    if (text === null) report({ at, message: `${baseName(file)} of this build cannot be read` });
    if (typeof text !== "string") return undefined;
    const tree = inline === undefined ? cache.dockerfile(file, text) : inlineTree(inline, text, inlines);
    const { dockerfile } = resolveDockerfile(tree, {
      args: buildArguments(args),
      contexts: new Set(contexts.map((name) => name.toLowerCase())),
      ...(target === undefined ? {} : { target }),
    });
    return dockerfile;
  };
}

/** The Dockerfile that a scalar holds, with its places in the Compose file. Services that share an anchor share it. */
function inlineTree(scalar: Scalar, source: string, inlines: Map<string, InlineDockerfile>): DockerfileTree {
  const { file, start } = scalar.at;
  const key = `${start} ${file}`;
  const known = inlines.get(key);
  if (known) return known.tree;
  const text = scalarText(source, scalar);
  const tree = relocated(parseDockerfile(file, text.text), file, text, source);
  inlines.set(key, { tree, within: wholeOf(scalar) });
  return tree;
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
