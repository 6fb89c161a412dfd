import type { Fix } from "../model/change.ts";
import type { Stage, Variable } from "../model/stage.ts";

/**
 * Takes a secret out of a Dockerfile, with the whole instruction that declares it, and names what gives it to a build or a container without keeping it in
 * the image. None where the file names the variable elsewhere, runs what reads any, or declares others beside it. A program may still read it from its
 * environment, of which the file tells nothing.
 */
export function removeVariable({ name, kind, at, shared }: Variable, stage: Stage): readonly Fix[] {
  if (shared || stage.mentions(name) !== 1 || readsAny(stage)) return [];
  const isStarted = kind === "ENV" && (stage.final || stage.child !== undefined || stage.triggered);
  const instead = isStarted ? TO_CONTAINERS : TO_BUILDS;
  return [
    {
      title: `Remove ${kind} ${name} (${instead})`,
      safe: false,
      confidence: "low",
      alone: instead,
      changes: [{ do: "remove-instruction", at }],
    },
  ];
}

const TO_BUILDS = "a build takes secrets with RUN --mount=type=secret";
const TO_CONTAINERS = "whoever starts the container gives it, with environment or env_file";

/** Whether a command of the stage, or of one that is built from it, reads variables that it does not name. */
function readsAny({ runs, child }: Stage): boolean {
  if (child !== undefined && readsAny(child)) return true;
  return runs.some(({ script }) => script.commands.some(({ name }) => name !== undefined && READERS.has(name)));
}

/** Programs that print the environment, or fill it into files. */
const READERS: ReadonlySet<string> = new Set(["dockerize", "env", "envsubst", "gomplate", "printenv"]);
