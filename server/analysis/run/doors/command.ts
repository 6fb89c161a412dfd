import { editCommands } from "../../command/editor/editor.ts";
import { resolveCommands } from "../../command/resolve/resolve.ts";
import { allowsIn } from "../../command/syntax/allows.ts";
import { commandFileKind, isShellScript } from "../../command/syntax/detect.ts";
import type { CommandFile } from "../../command/syntax/tree.ts";
import type { CommandFileKind } from "../../facts/command-files.ts";
import { jsonAllows } from "../../json/allows.ts";
import { commandFileUse } from "../../settings/config.ts";
import type { Analysis } from "../analysis.ts";
import { findingsOf } from "../findings.ts";
import { containerSubjects } from "../run-rules.ts";
import { allowsOf, editsOfContainers, type Source } from "../source.ts";
import { readersFor } from "./builds.ts";
import { type DoorReader, type Entry, notOurs, switchedOff } from "./door-reader.ts";

/** Scripts, makefiles, workflows, documents and settings of agents, as far as commands in them start containers. */
export const commandReader: DoorReader = {
  kind: "command",
  prepare(entry) {
    const { file, text, config, options } = entry;
    const kind = kindOf(entry);
    if (kind === undefined) return undefined;
    if (commandFileUse(config, kind) === "off") return switchedOff(file);
    const commands = options.cache.commands(file, text, kind);
    if (commands.commands.length === 0) return notOurs(file, [], [], "starts no container");
    const needs = new Set<string>();
    const project = resolveCommands(commands, config.engine, readersFor(entry, needs));
    const analysis = (): Analysis => ({
      ...{ kind: "command", file, project, commands, inputErrors: [], refusals: [], needs: [...needs] },
      ...findingsOf([file], containerSubjects(project), [commandSource(commands)], config, options),
    });
    return { needs: [...needs], analysis };
  },
};

/** What the editor's word or the name says; a file without either is a script where its first line says so. */
function kindOf({ file, text, options: { language } }: Entry): CommandFileKind | undefined {
  if (language === "compose" || language === "dockerfile") return undefined;
  return commandFileKind(file) ?? language ?? (isShellScript(text) ? "shell" : undefined);
}

function commandSource(commands: CommandFile): Source {
  const { file, json } = commands;
  return {
    file,
    holdsContainers: true,
    allows: () => allowsOf(file, json === undefined ? allowsIn(commands) : jsonAllows(json)),
    edits: editsOfContainers((changes) => editCommands(commands, changes)),
  };
}
