import type { CapabilityName } from "../facts/capabilities.ts";
import { layersOf, type Run, type Stage } from "../model/stage.ts";
import { fileCapabilities } from "../shell/privilege.ts";
import type { Command } from "../shell/script.ts";

/** What a Dockerfile's own start shows that it needs. */
export interface StartNeeds {
  readonly names: readonly CapabilityName[];
  readonly evidence: string;
}

/** Programs that go on as another user, which takes both. They are peeled off the command that they start. */
const SWITCHES: ReadonlySet<string> = new Set(["gosu", "su-exec", "setpriv", "runuser"]);

/**
 * The capabilities that files of the image carry: the kernel refuses to start a program with an effective file capability that is not in
 * the container's bounding set. Undefined where they are all, or a file's capabilities cannot be read.
 * Source: https://man7.org/linux/man-pages/man7/capabilities.7.html (Safety checking for capability-dumb binaries).
 */
export function imageFileCapabilities(stage: Stage): readonly CapabilityName[] | undefined {
  const names = new Set<CapabilityName>();
  for (const command of commandsOf(stage, "RUN")) {
    const given = fileCapabilities(command);
    if (command.name === "setcap" && given.length === 0 && !command.words.some(({ text }) => text === "-r"))
      return undefined;
    for (const one of given) {
      if (one === "ALL") return undefined;
      names.add(one);
    }
  }
  return [...names];
}

/**
 * What a stage's `ENTRYPOINT` and `CMD` need of a root process where they end in a program that runs as another user. `the base's` where
 * the Dockerfile leaves both to its base image. Undefined where the program stays root, or a script decides that is not in the Dockerfile.
 */
export function startNeeds(stage: Stage): StartNeeds | "the base's" | undefined {
  const entrypoint = lastRun(stage, "ENTRYPOINT");
  const command = lastRun(stage, "CMD");
  if (!entrypoint && !command) return "the base's";
  // The words of CMD are then arguments of the program that ENTRYPOINT starts.
  const start = entrypoint ?? command;
  if (!start?.script.complete) return undefined;
  const { commands } = start.script;
  const last = commands.at(-1);
  const by = last?.through.find((name) => SWITCHES.has(name));
  if (!last || by === undefined) return undefined;
  const others = commands.slice(0, -1);
  if (!others.every(({ name }) => name !== undefined && KNOWN.has(name))) return undefined;
  const owns = others.some(({ name }) => name === "chown");
  // A directory that is the other user's with mode 0700 cannot be entered at the second start without DAC_OVERRIDE.
  const names: CapabilityName[] = owns ? ["CHOWN", "DAC_OVERRIDE", "SETGID", "SETUID"] : ["SETGID", "SETUID"];
  return { names, evidence: `the start uses ${[...(owns ? ["chown"] : []), by].join(" and ")}` };
}

/** Commands whose needs are known: CHOWN for one of them, and nothing for the others in what belongs to root. */
const KNOWN: ReadonlySet<string> = new Set([
  "chown",
  "mkdir",
  "set",
  "cd",
  "echo",
  "export",
  "umask",
  "test",
  "[",
  "true",
  ":",
]);

function* commandsOf(stage: Stage, instruction: Run["instruction"]): Generator<Command> {
  for (const layer of layersOf(stage)) {
    for (const run of layer.runs) if (run.instruction === instruction) yield* run.script.commands;
  }
}

function lastRun(stage: Stage, instruction: Run["instruction"]): Run | undefined {
  for (const layer of layersOf(stage)) {
    const run = layer.runs.findLast((one) => one.instruction === instruction);
    if (run) return run;
  }
  return undefined;
}
