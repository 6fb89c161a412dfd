import type { InputError } from "../../model/project.ts";
import type { Dockerfile, Run, Step } from "../../model/stage.ts";
import type { Script } from "../../shell/script.ts";
import { said, told } from "../../text/wording.ts";
import { isTemplateLine } from "../syntax/template.ts";
import type { DockerfileTree, Instruction } from "../syntax/tree.ts";
import { applyInstruction, type Context } from "./apply.ts";
import { baseOf } from "./base.ts";
import type { Value } from "./expand.ts";
import { dockerfileRefusals, isWellFormed, templateIn } from "./refusals.ts";
import type { Built, OpenStage } from "./stage-builder.ts";
import { type DraftRun, type StageBuilder, startStage } from "./stage-builder.ts";
import { markUsed } from "./used.ts";
import { defineGlobalArgs, type Globals, globalScope } from "./variables.ts";

/** The options of a build that are not in the Dockerfile. */
export interface BuildOptions {
  /** The name of the stage to build, in any case; the last stage where it is absent. A number names none. */
  readonly target?: string;
  /** Values for `ARG`s. */
  readonly args: ReadonlyMap<string, Value>;
  /** Names of additional build contexts, in lower case: a `FROM` of that name is not what the Dockerfile says. */
  readonly contexts?: ReadonlySet<string>;
}

/** A file with more stages is generated to do harm; only these are read. */
const MOST_STAGES = 1000;

/**
 * What BuildKit would make of the Dockerfile: its stages with everything that they inherit.
 * A file without `FROM` is a fragment and has none. The tree's own input errors are not repeated.
 * Source: https://github.com/moby/buildkit/blob/master/frontend/dockerfile/dockerfile2llb/convert.go
 */
export function resolveDockerfile(
  tree: DockerfileTree,
  options: BuildOptions,
): { readonly dockerfile: Dockerfile; readonly inputErrors: readonly InputError[] } {
  const inputErrors: InputError[] = [];
  const sections = sectionsOf(tree, inputErrors);
  const template = templateIn(tree);
  if (template !== undefined) inputErrors.push(template);
  const globals: Globals = { scope: globalScope(), args: options.args };
  const args = sections.before
    .filter(({ keyword }) => keyword === "ARG")
    .flatMap((arg) => defineGlobalArgs(tree.file, tree.escapedBy, arg, globals));
  const { built, named } = buildStages(tree, sections.stages, globals, options.contexts ?? new Set());
  markUsed(built, named, options.target);
  addTriggers(tree, built, { globals, built, named });
  const syntax = tree.directives.find(({ name }) => name === "syntax");
  const dockerfile: Dockerfile = {
    kind: "dockerfile",
    file: tree.file,
    stages: built.map(({ stage }) => stage),
    args,
    refusals: template === undefined ? dockerfileRefusals(tree) : [],
    ...(syntax ? { syntax: { text: syntax.value, at: syntax.at } } : {}),
  };
  return { dockerfile, inputErrors };
}

interface Section {
  readonly from: Instruction;
  readonly instructions: readonly Instruction[];
}

/** The instructions before the first `FROM`, and those of each stage. */
function sectionsOf(
  { instructions }: DockerfileTree,
  inputErrors: InputError[],
): { before: readonly Instruction[]; stages: readonly Section[] } {
  const before: Instruction[] = [];
  const stages: { from: Instruction; instructions: Instruction[] }[] = [];
  for (const instruction of instructions) {
    if (instruction.keyword === "FROM") stages.push({ from: instruction, instructions: [] });
    else (stages.at(-1)?.instructions ?? before).push(instruction);
  }
  const surplus = stages[MOST_STAGES]?.from;
  if (surplus)
    inputErrors.push({ at: surplus.at, ...told(said`Only the first ${MOST_STAGES} stages are read.`), cut: true });
  return { before, stages: stages.slice(0, MOST_STAGES) };
}

function buildStages(
  tree: DockerfileTree,
  sections: readonly Section[],
  globals: Globals,
  contexts: ReadonlySet<string>,
): { readonly built: readonly Built[]; readonly named: ReadonlyMap<string, Built> } {
  const built: Built[] = [];
  const named = new Map<string, Built>();
  const { escapedBy } = tree;
  const variables = globals.scope.variables("all");
  for (const { from, instructions } of sections) {
    const draft = startStage(
      tree.file,
      escapedBy,
      from.at,
      baseOf(from, { escapedBy, variables, stages: named, contexts }),
    );
    const triggers = draft.base.parent?.draft.onbuild ?? [];
    for (const instruction of [...triggers, ...instructions])
      applyGuarded(draft, instruction, { globals, built, named });
    const name = isWellFormed(from) ? from.arguments[2]?.text.toLowerCase() : undefined;
    const stage = { draft, stage: stageOf(tree, draft, built.length, name) };
    built.push(stage);
    if (name !== undefined) named.set(name, stage);
  }
  return { built, named };
}

/**
 * Reads what `ONBUILD` instructions will do to an image that is built from their stage, as a stage of its own by the name of theirs. Where a stage of
 * the file is built from it they are read there already.
 */
function addTriggers(tree: DockerfileTree, built: readonly Built[], context: Context): void {
  const parents = new Set(built.map(({ draft }) => draft.base.parent?.draft));
  for (const { stage, draft } of built) {
    if (draft.onbuild.length === 0 || parents.has(draft)) continue;
    const base = { ...draft.base, parent: { stage, draft } };
    const triggered = { ...startStage(draft.file, draft.escapedBy, stage.at, base), exposed: [] };
    for (const instruction of draft.onbuild) applyGuarded(triggered, instruction, context);
    const { final, used } = stage;
    stage.triggers = {
      ...stageOf(tree, triggered, stage.index, stage.named ? stage.name : undefined),
      final,
      used,
      triggered: true,
    };
  }
}

/** The end of a stage is unknown behind an instruction that is cut off, and in a template. */
function applyGuarded(draft: StageBuilder, instruction: Instruction, context: Context): void {
  applyInstruction(draft, instruction, context);
  const template = isTemplateLine(instruction.keyword);
  if (instruction.complete && !template) return;
  const because = template ? `a template, ${instruction.keyword}` : `${instruction.keyword} that is not read whole`;
  const unknown = { state: "unknown", origin: "dockerfile", at: instruction.at, because } as const;
  if (!template || draft.user.origin !== "dockerfile") draft.user = unknown;
  draft.command = unknown;
  draft.entrypoint = unknown;
}

function stageOf(tree: DockerfileTree, draft: StageBuilder, index: number, name: string | undefined): OpenStage {
  const { image, parent, profile, windows, at: baseAt } = draft.base;
  const runs = draft.runs.map((run) => new StageRun(run, draft));
  return {
    kind: "stage",
    index,
    name: name ?? String(index),
    named: name !== undefined,
    file: draft.file,
    at: draft.at,
    baseAt,
    final: false,
    used: false,
    lent: [],
    triggered: false,
    image,
    windows,
    user: draft.user,
    users: draft.users,
    runs,
    commands: (instruction) => commandsOf(runs, instruction),
    copies: draft.copies,
    variables: draft.variables,
    mentions: (variable) => mentionsOf(tree, variable),
    exposed: draft.exposed,
    texts: draft.texts,
    volumes: draft.volumes,
    workdirs: draft.workdirs,
    entrypoint: draft.entrypoint,
    command: draft.command,
    healthcheck: draft.healthcheck,
    ...(parent ? { parent: parent.stage } : {}),
    ...(profile ? { profile } : {}),
  };
}

/** How often the file's instructions name a variable: as a whole word, wherever it stands in them. */
function mentionsOf({ text, instructions }: DockerfileTree, variable: string): number {
  let count = 0;
  for (const { whole } of instructions) {
    const written = text.slice(whole.start, whole.end);
    for (let at = written.indexOf(variable); at >= 0; at = written.indexOf(variable, at + variable.length))
      if (!isInWord(written[at - 1]) && !isInWord(written[at + variable.length])) count += 1;
  }
  return count;
}

function isInWord(character: string | undefined): boolean {
  return character !== undefined && /\w/.test(character);
}

function* commandsOf(runs: readonly Run[], instruction: Run["instruction"]): Generator<Step> {
  for (const run of runs) {
    if (run.instruction !== instruction) continue;
    for (const command of run.script.commands) yield { run, command };
  }
}

/** `CMD`, `ENTRYPOINT` and `HEALTHCHECK` run as the user and in the directory that the stage ends with. */
class StageRun implements Run {
  readonly at: Run["at"];
  readonly instruction: Run["instruction"];
  readonly user: Run["user"];
  readonly directory: Run["directory"];
  readonly from: Run["from"];
  readonly flags: Run["flags"];
  readonly #script: () => Script;

  constructor({ keyword, instruction, user, directory, from, script }: DraftRun, draft: StageBuilder) {
    this.at = instruction.at;
    this.instruction = keyword;
    this.user = user ?? draft.user;
    this.directory = directory ?? draft.workdir;
    this.from = from;
    this.flags = instruction.flags;
    this.#script = script;
  }

  get script(): Script {
    return this.#script();
  }
}
