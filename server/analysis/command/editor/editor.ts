import type { AllowChange, ServiceChange } from "../../model/change.ts";
import { applyEdits, type Edit } from "../../text/edit.ts";
import { holds } from "../../text/span.ts";
import { allowsIn } from "../syntax/allows.ts";
import { parseCommands } from "../syntax/parse.ts";
import type { CommandFile, ContainerCommand } from "../syntax/tree.ts";
import { allowEdit } from "./allow.ts";
import { CommandDraft } from "./command-draft.ts";
import { allowsStand, changeFlags } from "./flag-changes.ts";
import { editMcp } from "./mcp-editor.ts";
import { flagsIn, isAsMeant } from "./proof.ts";

export type CommandChange = ServiceChange | AllowChange;

/**
 * The text edits that apply the changes to a file that holds commands, all or none: flags go, come or say something else, in the layout of their command.
 * The whole text is parsed again and must hold the same commands with exactly the flags that were meant. Undefined where that is not so, where a change
 * says what no flag does, and where a value stands in the file as a variable.
 */
export function editCommands(file: CommandFile, changes: readonly CommandChange[]): readonly Edit[] | undefined {
  if (file.commands.length > MOST_COMMANDS || file.text.length > LONGEST_TEXT) return undefined;
  if (file.json !== undefined) return editMcp(file, file.json, changes);
  const drafts = new Map<ContainerCommand, CommandDraft>();
  const allows: Edit[] = [];
  for (const change of changes) {
    const command = commandOf(file, change);
    if (command === undefined && !(change.do === "allow" && change.scope === "file")) return undefined;
    if (change.do === "allow") {
      const edit = allowEdit(file, command, change);
      if (edit === undefined) return undefined;
      allows.push(edit);
    } else if (command !== undefined) {
      const draft = drafts.get(command) ?? new CommandDraft(file.text, command);
      drafts.set(command, draft);
      if (!changeFlags(draft, change)) return undefined;
    }
  }
  const edits = [...allows, ...[...drafts.values()].flatMap((draft) => draft.edits())];
  const text = applyEdits(file.text, edits);
  if (text === undefined) return undefined;
  const after = parseCommands(file.file, text, file.kind);
  const meant = file.commands.map((command) => drafts.get(command)?.meant() ?? flagsIn(command));
  return isAsMeant(file, after, meant) && allowsStand(() => allowsIn(after), changes) ? edits : undefined;
}

/** Proving an edit reads the whole file again, so that all fixes of a file take its length squared: longer ones have findings and no fixes. */
const MOST_COMMANDS = 100;
/** In UTF-16 code units. */
const LONGEST_TEXT = 100_000;

/** The command that a change is about, by a place in it. */
function commandOf({ commands }: CommandFile, change: CommandChange): ContainerCommand | undefined {
  const at = "at" in change ? change.at : change.service.at;
  return commands.find(({ whole }) => holds(whole, at));
}
