import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseCommands } from "../../server/analysis/command/syntax/parse.ts";
import { RUN_FLAGS } from "../../server/analysis/facts/run-flag-table.ts";
import type { Check } from "./check.ts";
import { checksOf } from "./checks.ts";
import { keptChecks } from "./kept-checks.ts";
import { engineOf, type Observation } from "./observation.ts";
import { SCRIPT } from "./observe.ts";
import { predict, resolved } from "./predict.ts";

const PROJECTS = path.join(import.meta.dirname, "projects");
const OBSERVATIONS = path.join(import.meta.dirname, "observations");

/** Flags of `docker run` that no command of the projects has, with the reason. What the engine says was seen on Engine 28.5. */
export const NOT_RUN: ReadonlyMap<string, string> = new Map([
  ...["cpu-count", "cpu-percent", "io-maxbandwidth", "io-maxiops"].map(
    (name) => [name, "The Docker CLI takes it for a daemon on Windows alone."] as const,
  ),
  ...["cpu-rt-period", "cpu-rt-runtime"].map(
    (name) =>
      [name, "The control groups of the machine have no time for real-time processes: runc cannot write it."] as const,
  ),
  ["gpus", "The machine has no GPU, and no driver for one: the engine refuses it."],
  ["help", "It starts nothing."],
  ["init", "Debian's packages have no `docker-init`: the engine refuses it."],
  ["storage-opt", "The file system of the engine's data has no quotas: the engine refuses it."],
]);

/** The commands of a project by the names of their containers, each with the flags that it names. */
function flagsByName(project: string): ReadonlyMap<string, ReadonlySet<string>> {
  const text = readFileSync(path.join(PROJECTS, project, SCRIPT), "utf8");
  const { commands } = parseCommands(`file:///${SCRIPT}`, text, "shell");
  return new Map(
    commands.map(({ flags }) => {
      const name = flags.findLast(({ fact }) => fact.name === "name")?.value.text ?? "";
      return [name, new Set(flags.map(({ fact }) => fact.name))] as const;
    }),
  );
}

/** The projects whose containers a script starts with commands. */
function scriptProjects(): readonly string[] {
  return readdirSync(PROJECTS).filter((name) => readdirSync(path.join(PROJECTS, name)).includes(SCRIPT));
}

/** Everything that is predicted of a project beside what was seen of it. */
export async function projectChecks(directory: string, observation: Observation): Promise<readonly Check[]> {
  const engine = engineOf(observation.machine);
  const { services } = await resolved(directory, engine);
  return [
    ...checksOf(await predict(directory, engine), observation, directory),
    ...keptChecks(services, observation.subjects),
  ];
}

/** A flag that Docker knows, with the containers whose commands name it and what came of comparing them; or why there are none. */
export interface SeenFlag {
  readonly name: string;
  readonly containers: readonly string[];
  readonly checks: readonly Check[];
  readonly reason: string | undefined;
}

/** All flags of `docker run`, in the order of the table. */
export async function seenFlags(): Promise<readonly SeenFlag[]> {
  const rows = (await Promise.all(scriptProjects().map(comparedCommands))).flat();
  return RUN_FLAGS.filter(({ docker }) => docker === undefined).map(({ name }) => {
    const named = rows.filter(({ flags }) => flags.has(name));
    return {
      name,
      containers: named.map((row) => row.container),
      checks: named.flatMap(({ checks }) => checks),
      reason: NOT_RUN.get(name),
    };
  });
}

interface ComparedCommand {
  readonly container: string;
  readonly flags: ReadonlySet<string>;
  readonly checks: readonly Check[];
}

async function comparedCommands(project: string): Promise<readonly ComparedCommand[]> {
  const file = path.join(OBSERVATIONS, `${project}.json`);
  const observation = JSON.parse(readFileSync(file, "utf8")) as Observation;
  const checks = await projectChecks(path.join(PROJECTS, project), observation);
  return [...flagsByName(project)].map(([container, flags]) => ({
    container,
    flags,
    checks: checks.filter(({ subject }) => subject === container),
  }));
}
