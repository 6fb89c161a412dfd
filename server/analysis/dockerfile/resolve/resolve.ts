import type { InputError } from "../../model/project.ts";
import type { Dockerfile, Run } from "../../model/stage.ts";
import type { Script } from "../../shell/script.ts";
import { isTemplateLine } from "../syntax/parse.ts";
import type { DockerfileTree, Instruction } from "../syntax/tree.ts";
import { applyInstruction, type Context } from "./apply.ts";
import { baseOf } from "./base.ts";
import type { Value } from "./expand.ts";
import type { Built, OpenStage } from "./stage-builder.ts";
import { type DraftRun, type StageBuilder, startStage } from "./stage-builder.ts";
import { markUsed } from "./used.ts";
import { defineGlobalArgs, type Globals, globalScope } from "./variables.ts";

/** What a build is told beside the Dockerfile. */
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
  const globals: Globals = { scope: globalScope(), args: options.args };
  const args = sections.before
    .filter(({ keyword }) => keyword === "ARG")
    .flatMap((arg) => defineGlobalArgs(tree.file, tree.escapedBy, arg, globals));
  const { built, named } = buildStages(tree, sections.stages, globals, options.contexts ?? new Set());
  markUsed(built, named, options.target);
  const syntax = tree.directives.find(({ name }) => name === "syntax");
  const dockerfile: Dockerfile = {
    kind: "dockerfile",
    file: tree.file,
    stages: built.map(({ stage }) => stage),
    args,
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
  if (stages.length === 0) return { before, stages };
  const early = before.find(({ keyword }) => keyword !== "ARG" && !isTemplateLine(keyword));
  if (early)
    inputErrors.push({ at: early.at, message: `${early.keyword} stands before the first FROM: only ARG may.` });
  for (const { from } of stages) {
    if (from.complete && !isWellFormed(from))
      inputErrors.push({ at: from.at, message: "FROM takes an image, or an image, AS and a name." });
  }
  const surplus = stages[MOST_STAGES]?.from;
  if (surplus) inputErrors.push({ at: surplus.at, message: `Only the first ${MOST_STAGES} stages are read.` });
  return { before, stages: stages.slice(0, MOST_STAGES) };
}

function isWellFormed({ arguments: words }: Instruction): boolean {
  return words.length === 1 || (words.length === 3 && words[1]?.text.toUpperCase() === "AS");
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
    const stage = { draft, stage: stageOf(draft, built.length, name) };
    built.push(stage);
    if (name !== undefined) named.set(name, stage);
  }
  return { built, named };
}

/** Behind an instruction that is cut off, or in a template, nobody knows what the stage ends with. */
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

function stageOf(draft: StageBuilder, index: number, name: string | undefined): OpenStage {
  const { image, parent, profile, windows, at: baseAt } = draft.base;
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
    image,
    windows,
    user: draft.user,
    users: draft.users,
    runs: draft.runs.map((run) => runOf(run, draft)),
    copies: draft.copies,
    variables: draft.variables,
    exposed: draft.exposed,
    volumes: draft.volumes,
    workdirs: draft.workdirs,
    entrypoint: draft.entrypoint,
    command: draft.command,
    healthcheck: draft.healthcheck,
    ...(parent ? { parent: parent.stage } : {}),
    ...(profile ? { profile } : {}),
  };
}

/** `CMD`, `ENTRYPOINT` and `HEALTHCHECK` run as the user that the stage ends with. */
function runOf({ instruction, keyword, user, script }: DraftRun, draft: StageBuilder): Run {
  return new StageRun(keyword, instruction, user ?? draft.user, script);
}

class StageRun implements Run {
  readonly at: Run["at"];
  readonly instruction: Run["instruction"];
  readonly user: Run["user"];
  readonly flags: Run["flags"];
  readonly #script: () => Script;

  constructor(keyword: Run["instruction"], { at, flags }: Instruction, user: Run["user"], script: () => Script) {
    this.at = at;
    this.instruction = keyword;
    this.user = user;
    this.flags = flags;
    this.#script = script;
  }

  get script(): Script {
    return this.#script();
  }
}
