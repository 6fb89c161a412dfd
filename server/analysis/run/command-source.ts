import { editCommands } from "../command/editor/editor.ts";
import { allowsIn } from "../command/syntax/allows.ts";
import type { CommandFile } from "../command/syntax/tree.ts";
import { isServiceChange } from "../model/change.ts";
import type { Source } from "./source.ts";

/** A file with commands that start containers as a source. */
export function commandSource(commands: CommandFile): Source {
  const { file } = commands;
  return {
    file,
    holdsContainers: true,
    allows: () => allowsIn(commands).map(({ allow, cover }) => ({ allow, cover: { file, ...cover } })),
    edits: (changes) => {
      const own = changes.filter((change) => change.do === "allow" || isServiceChange(change));
      return own.length < changes.length ? undefined : editCommands(commands, own);
    },
  };
}
