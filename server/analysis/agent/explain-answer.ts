import type { Engine } from "../facts/engine.ts";
import type { Container } from "../model/container.ts";
import { type ExplainedSubject, explained } from "../report/explain.ts";
import type { OriginJson } from "../report/explain-json.ts";
import type { Locate } from "../report/location.ts";
import type { ReportedInputError } from "../report/report.ts";
import { wallRows } from "../report/wall-rows.ts";
import type { Analysis } from "../run/analysis.ts";
import { stageContainer } from "../run/stage-container.ts";
import type { Printable } from "../text/printable.ts";
import type { Standing } from "../walls/wall.ts";
import { type AnsweredProblem, answeredProblems, unansweredProblems } from "./check-answer.ts";
import { quoted } from "./quoted.ts";

/** How one wall of a container stands, and where that is decided. */
interface AnsweredWall {
  readonly wall: string;
  readonly standing: Standing;
  readonly state: Printable;
  /** Left out where the engine's default or the image decides. Lines count from 1. */
  readonly decided?: { readonly file: Printable; readonly line: number; readonly how: OriginJson["how"] };
}

interface AnsweredContainer {
  readonly kind: ExplainedSubject["json"]["kind"];
  readonly name: Printable;
  /** From 0, perfect, to 10; left out for hooks and Windows containers. */
  readonly exposure?: number;
  readonly walls: readonly AnsweredWall[];
}

/** What the engine would give the containers of a file. */
export interface ExplainAnswer {
  readonly file: Printable;
  readonly engine: string;
  readonly containers: readonly AnsweredContainer[];
  readonly problems: readonly AnsweredProblem[];
  readonly leftOut: { readonly containers: number; readonly walls: number; readonly problems: number };
}

/** Which containers are explained, and how many at most. */
export interface ExplainScope {
  readonly engine: Engine;
  readonly most: number;
  /** Only this service, with its hooks. */
  readonly service?: string | undefined;
  /** What could not be read. */
  readonly problems: readonly ReportedInputError[];
}

/** How many things that pass one wall are told: a service may have thousands of mounts. */
const MOST_STATES = 12;

/** What the engine would give each container, for a language model. Without any container where the file has none, or not the one that is asked for. */
export function explainAnswer(
  analysis: Analysis,
  locate: Locate,
  { engine, most, service, problems }: ExplainScope,
): ExplainAnswer {
  const { services, networks } = analysis.project ?? { services: [], networks: new Map() };
  const chosen = containersOf(analysis, engine).filter(({ name }) => service === undefined || name === service);
  const subjects = explained(chosen.slice(0, most), { engine, services, networks }, locate);
  const told = subjects.slice(0, most);
  const containers = told.map(containerAnswer);
  const leftOut = chosen.length - Math.min(chosen.length, most) + subjects.length - told.length;
  const walls = containers.reduce((sum, one) => sum + one.leftOut, 0);
  return {
    file: quoted(locate({ file: analysis.file, start: 0, end: 0 }).file),
    engine: `${engine.mode} ${engine.version}, cgroup v${engine.cgroup}, ${engine.lsm.join(", ") || "no security module"}`,
    containers: containers.map(({ container }) => container),
    problems: answeredProblems(problems),
    leftOut: { containers: leftOut, walls, problems: unansweredProblems(problems) },
  };
}

/** The containers that a file declares; of a Dockerfile, that of its last stage run by itself. */
function containersOf({ project, dockerfile }: Analysis, engine: Engine): readonly Container[] {
  if (project !== undefined) return project.services;
  const stage = dockerfile?.stages.at(-1);
  return stage === undefined ? [] : [stageContainer(stage, engine)];
}

function containerAnswer(subject: ExplainedSubject): {
  readonly container: AnsweredContainer;
  readonly leftOut: number;
} {
  const { json } = subject;
  const rows = wallRows(subject);
  const walls = rows.flatMap(({ label, states }) =>
    states.slice(0, MOST_STATES).map(({ text, origin, standing }): AnsweredWall => {
      const decided = origin === undefined || origin.how === "image" ? {} : { decided: decidedAt(origin) };
      return { wall: label, standing, state: quoted(text), ...decided };
    }),
  );
  const exposure = json.kind === "hook" || json.exposure === undefined ? {} : { exposure: json.exposure };
  const all = rows.reduce((sum, { states }) => sum + states.length, 0);
  return {
    container: { kind: json.kind, name: quoted(json.name, 100), ...exposure, walls },
    leftOut: all - walls.length,
  };
}

function decidedAt({ how, file, line }: OriginJson): NonNullable<AnsweredWall["decided"]> {
  return { file: quoted(file), line, how };
}
