import { mappingOf } from "../../command/resolve/mapping.ts";
import type { ContainerCommand } from "../../command/syntax/tree.ts";
import type { Engine } from "../../facts/engine.ts";
import type { Analysis } from "../../run/analysis.ts";
import { touches } from "../../text/span.ts";
import { explainValue } from "./compose.ts";
import { cursorBelow } from "./compose-cursor.ts";
import type { Explained } from "./explained.ts";
import { serviceSummary } from "./service.ts";

/** Explains what stands at an offset of a command that starts a container: the word `run`, a flag, a flag's value, the image. */
export function explainCommand({ commands, project }: Analysis, engine: Engine, offset: number): Explained | undefined {
  const index = commands?.commands.findIndex(({ whole }) => touches(whole, offset)) ?? -1;
  const command = commands?.commands[index];
  const container = project?.services[index];
  if (command === undefined || container === undefined || project === undefined) return undefined;
  if (touches(command.at, offset))
    return { at: command.at, markdown: serviceSummary(container, { ...project, engine }), specific: true };
  const path = ["services", container.name];
  const { mapping } = mappingOf(command);
  const value = [...mapping.entries].flatMap(([key, entry]) => cursorBelow(entry.value, [...path, key], offset) ?? []);
  const [found] = value;
  const explained = found && explainValue(found, project, offset);
  return explained ?? explainFlag(command, path, offset);
}

/** The flag by itself, where its value says nothing more. */
function explainFlag({ flags }: ContainerCommand, path: readonly string[], offset: number): Explained | undefined {
  const flag = flags.find(({ at }) => touches(at, offset));
  const key = flag?.fact.key;
  if (flag === undefined || key === undefined) return undefined;
  return explainValue({ path: [...path, ...key.split(".")], at: flag.at }, undefined, offset);
}
