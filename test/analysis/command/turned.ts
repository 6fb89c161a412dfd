import { readFileSync } from "node:fs";
import path from "node:path";
import { resolveCommands } from "../../../server/analysis/command/resolve/resolve.ts";
import { type ComposeService, composeServiceOf } from "../../../server/analysis/command/service/compose-service.ts";
import { parseCommands } from "../../../server/analysis/command/syntax/parse.ts";
import { DEFAULT_ENGINE } from "../../../server/analysis/facts/engine.ts";
import type { Container } from "../../../server/analysis/model/container.ts";
import { CASES } from "./cases.ts";
import { NOTHING_AT_HAND } from "./sources.ts";
import { HERE } from "./spoken-body.ts";

/** A command, the container that it starts, and what becomes of it as a Compose service. */
export interface Turned {
  readonly line: string;
  readonly container: Container;
  readonly made: ComposeService;
}

/** All commands of a script that lies in `HERE`. */
export function turnedOf(script: string): readonly Turned[] {
  const { commands } = parseCommands(`file://${HERE}/run.sh`, script, "shell");
  const { services } = resolveCommands(
    { file: `file://${HERE}/run.sh`, text: script, kind: "shell", commands },
    DEFAULT_ENGINE,
    NOTHING_AT_HAND,
  );
  return commands.flatMap((command, index) => {
    const container = services[index];
    if (container === undefined) return [];
    const made = composeServiceOf(command, container, script.slice(command.whole.start, command.at.start));
    return [{ line: script.slice(command.whole.start, command.whole.end), container, made }];
  });
}

/** The lines in the shapes that public scripts have. */
export const LINES: readonly Turned[] = turnedOf(readFileSync(path.join(import.meta.dirname, "lines.sh"), "utf8"));

/** The command lines that were put to the Docker CLI, one for each flag in each of its forms and for how flags meet. */
export const PUT: readonly Turned[] = turnedOf(
  CASES.map((words) => `docker ${words.map((word) => `'${word}'`).join(" ")}\n`).join(""),
);
