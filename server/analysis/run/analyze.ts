import { editCompose } from "../compose/editor/editor.ts";
import { type Assembly, assemble, type Lookup } from "../compose/project/assemble.ts";
import { isBaseName } from "../compose/project/project-files.ts";
import type { BuildRequest, DockerfileReader } from "../compose/resolve/build.ts";
import { resolveProject } from "../compose/resolve/resolve.ts";
import { couldBeCompose, isComposeName, looksLikeCompose } from "../compose/syntax/detect.ts";
import { editDockerfile } from "../dockerfile/editor/editor.ts";
import type { Value } from "../dockerfile/resolve/expand.ts";
import { resolveDockerfile } from "../dockerfile/resolve/resolve.ts";
import { isDockerfileName } from "../dockerfile/syntax/detect.ts";
import type { Instruction } from "../dockerfile/syntax/tree.ts";
import type { AllowChange, Change, Fix, ServiceChange, StageChange } from "../model/change.ts";
import type { AllowedFinding, Finding } from "../model/finding.ts";
import type { Project, Trouble } from "../model/project.ts";
import type { Dockerfile } from "../model/stage.ts";
import { RULES } from "../rules/index.ts";
import type { AnyRule } from "../rules/rule.ts";
import type { Config } from "../settings/config.ts";
import { isMatched, withoutExceptions } from "../settings/exceptions.ts";
import type { Edit } from "../text/edit.ts";
import { LONGEST_MESSAGE, shortened } from "../text/shorten.ts";
import type { Place } from "../text/span.ts";
import { baseName, directoryOf } from "../text/uri.ts";
import { type ComposeFile, rootOf } from "../yaml/yaml-file.ts";
import { buildContext } from "./build-context.ts";
import type { ParseCache } from "./cache.ts";
import { isAskedFor, RuleIndex } from "./rule-index.ts";
import { dockerfileSubjects, grouped, projectSubjects, runRules, type SubjectLists } from "./run-rules.ts";
import { type AllowSource, suppress } from "./suppress.ts";
import { isTakenAway } from "./taken-away.ts";

export type { Lookup };

export interface AnalyzeOptions {
  readonly cache: ParseCache;
  /** The editor's own word for what the file is, where its name says nothing. */
  readonly language?: "compose" | "dockerfile";
  /** The rules to run; all of them unless a test wants one. */
  readonly rules?: readonly AnyRule[];
  /** Called for a rule that throws; the others go on. */
  onRuleError(rule: string, error: unknown): void;
}

/** What the analysis says of one file, with the project or the stages that it is about. */
export interface Analysis {
  /** `other` is a file that is not for us: nothing is said about it. */
  readonly kind: "compose" | "dockerfile" | "other";
  readonly file: string;
  /** In the order of their places; without those that a comment allows. */
  readonly findings: readonly Finding[];
  /** Those that a comment or an exception of the settings allows. */
  readonly suppressed: readonly AllowedFinding[];
  /** What rules that are off would find, and what is found in files that the settings leave out. */
  hidden(): readonly Finding[];
  /** What could not be read, and what Compose or BuildKit would refuse. */
  readonly troubles: readonly Trouble[];
  readonly project?: Project;
  readonly dockerfile?: Dockerfile;
  /** URIs that are named and not loaded yet. */
  readonly needs: readonly string[];
  /** The text edits of a fix, checked to make of the file exactly what the fix says; undefined where that cannot be had. */
  edits(fix: Fix): readonly Edit[] | undefined;
  /** The fixes of a finding that can be had, in the rule's order. */
  fixes(finding: Finding): readonly { readonly fix: Fix; readonly edits: readonly Edit[] }[];
}

/** A file as far as it is read: what else it needs, and its analysis once nothing more is to come. */
export interface Looked {
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
  return look(entry, lookup, config, options).analysis();
}

/** The part of `analyze` that finds out what other files are needed, so that nothing else is done before all are there. */
export function look(entry: readonly string[], lookup: Lookup, config: Config, options: AnalyzeOptions): Looked {
  const file = entry[0] ?? "";
  const text = lookup(file);
  if (text === undefined) return nothing(file, [], [file]);
  if (text === null)
    return nothing(file, [{ at: { file, start: 0, end: 0 }, message: `${baseName(file)} cannot be read` }], []);
  if (options.language === "dockerfile" || (options.language === undefined && isDockerfileName(file))) {
    return lookAtDockerfile(file, text, lookup, config, options);
  }
  const compose = options.cache.compose(file, text);
  const named = entry.length > 1 || options.language === "compose" || isComposeName(file);
  if (named ? couldBeCompose(rootOf(compose)) : looksLikeCompose(rootOf(compose))) {
    return lookAtProject(entry, compose, lookup, config, options);
  }
  return named ? nothing(file, compose.troubles, []) : nothing(file, [], []);
}

function nothing(file: string, troubles: readonly Trouble[], needs: readonly string[]): Looked {
  const none = { findings: [], suppressed: [], hidden: () => [], edits: () => undefined, fixes: () => [] };
  return { needs, analysis: () => ({ kind: "other", file, troubles, needs, ...none }) };
}

function lookAtDockerfile(file: string, text: string, lookup: Lookup, config: Config, options: AnalyzeOptions): Looked {
  const tree = options.cache.dockerfile(file, text);
  const needs = new Set<string>();
  const context = tree.instructions.some(takesFromContext)
    ? buildContext(directoryOf(file), file, [], reading(lookup, needs))
    : undefined;
  const analysis = (): Analysis => {
    const { dockerfile: alone, troubles } = resolveDockerfile(tree, { args: new Map() });
    const dockerfile = context === undefined ? alone : { ...alone, context };
    const sources: readonly AllowSource[] = [{ kind: "dockerfile", file: tree }];
    return {
      ...{ kind: "dockerfile", file, dockerfile, needs: [...needs] },
      troubles: toldTroubles([...tree.troubles, ...troubles], [file], config),
      ...checked([file], dockerfileSubjects(dockerfile), sources, config, options),
    };
  };
  return { needs: [...needs], analysis };
}

function takesFromContext({ keyword, flags }: Instruction): boolean {
  return (keyword === "COPY" || keyword === "ADD") && !flags.some(({ name }) => name === "from");
}

function lookAtProject(
  entry: readonly string[],
  looked: ComposeFile,
  lookup: Lookup,
  config: Config,
  options: AnalyzeOptions,
): Looked {
  const assembly = assemble(entry, lookup, (file, text) => options.cache.compose(file, text));
  const resolved = (): Looked => resolvedProject(entry, looked, assembly, lookup, config, options);
  // Another file may change what every service is, so services are not resolved before all are there.
  return assembly.needs.length > 0 ? { needs: assembly.needs, analysis: () => resolved().analysis() } : resolved();
}

function resolvedProject(
  entry: readonly string[],
  looked: ComposeFile,
  assembly: Assembly,
  lookup: Lookup,
  config: Config,
  options: AnalyzeOptions,
): Looked {
  const { cache } = options;
  const needs = new Set(assembly.needs);
  const read: Trouble[] = [];
  const project = resolveProject(assembly, looked.file, {
    looked,
    whole: entry.length > 1 || assembly.files.length > 1 || isBaseName(looked.file),
    engine: config.engine,
    dockerfile: dockerfileReader(lookup, cache, needs, (trouble) => void read.push(trouble)),
    context: (directory, dockerfile, named) => buildContext(directory, dockerfile, named, reading(lookup, needs)),
    read: reading(lookup, needs),
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
    troubles: toldTroubles([...project.troubles, ...read], entry, config),
    ...checked(entry, projectSubjects(project), [...composeSources, ...dockerfileSources], config, options),
  });
  return { needs: about.needs, analysis };
}

/** Reads a file and notes it where it is not loaded yet. */
function reading(lookup: Lookup, needs: Set<string>): Lookup {
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
  report: (trouble: Trouble) => void,
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

const ALL_RULES = new RuleIndex(RULES);

type Checked = Pick<Analysis, "findings" | "suppressed" | "hidden" | "edits" | "fixes">;

/** A comment that covers nothing is only told of in the files that are looked at: what another file covers its own analysis tells. */
function checked(
  entry: readonly string[],
  subjects: SubjectLists,
  sources: readonly AllowSource[],
  config: Config,
  options: AnalyzeOptions,
): Checked {
  const rules = options.rules === undefined ? ALL_RULES : new RuleIndex(options.rules);
  const run = { rules, onRuleError: options.onRuleError };
  const found = told(runRules(subjects, config, run), entry, config);
  const hasRun = (rule: AnyRule): boolean => isAskedFor(rule, config);
  const { kept, suppressed, allows } = suppress(found, sources, rules.rules, hasRun);
  const { kept: left, allowed } = withoutExceptions(kept, config.exceptions ?? []);
  const own = told(allows, entry, config).filter(({ at }) => entry.includes(at.file));
  const comments = own.map((allow) => ({ name: { kind: "file" as const, name: "" }, subject: allow }));
  const findings = [...left, ...runRules({ allow: comments }, config, run)].sort(byPlace);
  const edits = (fix: Fix): readonly Edit[] | undefined => editsOf(fix.changes, sources);
  return {
    findings,
    suppressed: [...suppressed, ...allowed],
    hidden: () => {
      if (config.ignored === undefined && ![...config.rules.values()].includes("off")) return [];
      const all = runRules(subjects, withNothingOff(config), run);
      const known = new Set(found.map(causeOf));
      return suppress(all, sources, rules.rules, hasRun).kept.filter((one) => !known.has(causeOf(one)));
    },
    edits,
    fixes: (finding) =>
      finding.fixes.flatMap((fix) => {
        const made = edits(fix);
        return made === undefined ? [] : [{ fix, edits: made }];
      }),
  };
}

function withNothingOff({ profile, engine, rules }: Config): Config {
  return { profile, engine, rules: new Map([...rules].filter(([, level]) => level !== "off")) };
}

function causeOf({ rule, at, evidence }: Finding): string {
  return [rule, at.file, at.start, at.end, evidence].join("\0");
}

/** What is said of files that the settings do not leave out; an entry that they leave out brings nothing up elsewhere either. */
function told<T extends { readonly at: Place }>(
  all: readonly T[],
  [entry = ""]: readonly string[],
  { ignored = [] }: Config,
): readonly T[] {
  if (ignored.length === 0) return all;
  return isMatched(entry, ignored) ? [] : all.filter(({ at }) => !isMatched(at.file, ignored));
}

/** How many troubles are told of one entry; a name that is wrong in thousands of places tells no more. */
const MOST_TROUBLES = 1_000;

function toldTroubles(troubles: readonly Trouble[], entry: readonly string[], config: Config): readonly Trouble[] {
  const all = told(troubles, entry, config).map(({ at, message }) => ({
    at,
    message: shortened(message, LONGEST_MESSAGE),
  }));
  const rest = all[MOST_TROUBLES];
  if (rest === undefined) return all;
  const message = `there are ${all.length - MOST_TROUBLES} more problems, which are not listed`;
  return [...all.slice(0, MOST_TROUBLES), { at: rest.at, message }];
}

function byPlace(a: Finding, b: Finding): number {
  if (a.at.file !== b.at.file) return a.at.file < b.at.file ? -1 : 1;
  return a.at.start - b.at.start || a.at.end - b.at.end || (a.rule < b.rule ? -1 : Number(a.rule > b.rule));
}

/** Hands each file its own changes; the fix is refused as a whole where one file refuses, where another takes away what it writes, and where nothing changes. */
function editsOf(changes: readonly Change[], sources: readonly AllowSource[]): readonly Edit[] | undefined {
  const edits: Edit[] = [];
  for (const [uri, part] of grouped(changes, fileOf)) {
    const source = sources.find(({ file }) => file.file === uri);
    const others = sources.flatMap((one) => (one.kind === "compose" && one !== source ? [one.file] : []));
    if (part.some((change) => isServiceChange(change) && isTakenAway(change, others))) return undefined;
    const made =
      source?.kind === "compose"
        ? editCompose(source.file, part as readonly (ServiceChange | AllowChange)[])
        : source?.kind === "dockerfile"
          ? editDockerfile(source.file, part as readonly (StageChange | AllowChange)[])
          : undefined;
    if (made === undefined) return undefined;
    edits.push(...made);
  }
  return edits.length === 0 ? undefined : edits;
}

function isServiceChange(change: Change): change is ServiceChange {
  return "service" in change;
}

function fileOf(change: Change): string {
  if ("service" in change) return change.service.at.file;
  return "stage" in change ? change.stage.file : change.at.file;
}
