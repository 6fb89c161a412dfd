import { editCommands } from "../command/editor/editor.ts";
import { allowsIn, type CommandAllow } from "../command/syntax/allows.ts";
import type { CommandFile } from "../command/syntax/tree.ts";
import { jsonAllows } from "../json/allows.ts";
import { isServiceChange } from "../model/change.ts";
import type { Source } from "./source.ts";

function allowsOf(commands: CommandFile): readonly CommandAllow[] {
  return commands.json === undefined ? allowsIn(commands) : jsonAllows(commands.json);
}

/** A file with commands that start containers as a source. */
export function commandSource(commands: CommandFile): Source {
  const { file } = commands;
  return {
    file,
    holdsContainers: true,
    allows: () => allowsOf(commands).map(({ allow, cover }) => ({ allow, cover: { file, ...cover } })),
    edits: (changes) => {
      const own = changes.filter((change) => change.do === "allow" || isServiceChange(change));
      return own.length < changes.length ? undefined : editCommands(commands, own);
    },
  };
}
