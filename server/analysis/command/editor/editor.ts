import { runFlagFor } from "../../facts/run-flags.ts";
import type { AllowChange, ServiceChange, Written } from "../../model/change.ts";
import { applyEdits, type Edit } from "../../text/edit.ts";
import { holds, type Place } from "../../text/span.ts";
import { allowsIn } from "../syntax/allows.ts";
import { parseCommands } from "../syntax/parse.ts";
import type { CommandFile, ContainerCommand, Flag } from "../syntax/tree.ts";
import { allowEdit } from "./allow.ts";
import { CommandDraft } from "./command-draft.ts";
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
      if (!apply(draft, command, change)) return undefined;
    }
  }
  const edits = [...allows, ...[...drafts.values()].flatMap((draft) => draft.edits())];
  const text = applyEdits(file.text, edits);
  if (text === undefined) return undefined;
  const after = parseCommands(file.file, text, file.kind);
  const meant = file.commands.map((command) => drafts.get(command)?.meant() ?? flagsIn(command));
  return isAsMeant(file, after, meant) && allowsStand(after, changes) ? edits : undefined;
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

/** False where the change cannot be made. */
function apply(draft: CommandDraft, command: ContainerCommand, change: ServiceChange): boolean {
  switch (change.do) {
    case "remove-at":
      return draft.removeAt(change.at);
    case "replace-at":
      return draft.replaceAt(change.at, change.value);
    case "write-at":
      return typeof change.value === "string" && draft.replaceAt(change.at, change.value);
    case "remove":
      return inMount(command, change.service.at) === undefined && removeAll(draft, command, change.path);
    case "append":
      return addAll(draft, command, change.path, change.items);
    case "set":
      return set(draft, command, change.service.at, change.path, change.value);
    case "put":
      return put(draft, command, change);
    case "add":
    case "rename":
      return false;
  }
}

/** The flag that holds a list's entry which a change is about, such as a mount. */
function inMount({ flags, at }: ContainerCommand, place: Place): Flag | undefined {
  if (place.start === at.start) return undefined;
  return flags.find((flag) => holds(flag.value.at, place));
}

function withKey({ flags }: ContainerCommand, key: string): readonly Flag[] {
  return flags.filter(({ fact }) => fact.key === key);
}

function removeAll(draft: CommandDraft, command: ContainerCommand, path: readonly string[]): boolean {
  const flags = withKey(command, path.join("."));
  return flags.length > 0 && flags.every((flag) => draft.remove(flag));
}

function addAll(
  draft: CommandDraft,
  command: ContainerCommand,
  path: readonly string[],
  items: readonly Written[],
): boolean {
  const fact = runFlagFor(path.join("."), command.program);
  if (fact === undefined || fact.takes !== "list") return false;
  return items.every((item) => typeof item === "string" && draft.add(fact, item));
}

/** Sets a key: a list becomes one flag for each item, a value takes the place of the last one. */
function set(
  draft: CommandDraft,
  command: ContainerCommand,
  at: Place,
  path: readonly string[],
  value: Written,
): boolean {
  const mount = inMount(command, at);
  if (mount !== undefined) return setInMount(draft, mount, path, value);
  const key = path.join(".");
  const fact = runFlagFor(key, command.program);
  if (fact === undefined) return false;
  const written = withKey(command, key);
  if (Array.isArray(value)) {
    const isListed = written.length === 0 || written.every((flag) => draft.remove(flag));
    return isListed && addAll(draft, command, path, value);
  }
  if (typeof value === "object" || fact.takes === "list") return false;
  const last = written.at(-1);
  return last === undefined ? draft.add(fact, String(value)) : draft.replaceValue(last, String(value));
}

/** The fields of a mount by their path in the long form of a volume. */
const MOUNT_FIELDS: ReadonlyMap<string, (value: string) => string | undefined> = new Map<
  string,
  (value: string) => string | undefined
>([
  ["read_only", (value: string) => (value === "true" ? "readonly" : undefined)],
  ["bind.recursive", (value: string) => `bind-recursive=${value}`],
]);

function setInMount(draft: CommandDraft, flag: Flag, path: readonly string[], value: Written): boolean {
  const field = MOUNT_FIELDS.get(path.join("."))?.(String(value));
  const { text } = flag.value;
  const name = field?.split("=")[0] ?? "";
  const isThere = text.split(",").some((one) => one === name || one.startsWith(`${name}=`));
  return flag.fact.name === "mount" && field !== undefined && !isThere && draft.replaceValue(flag, `${text},${field}`);
}

function put(draft: CommandDraft, command: ContainerCommand, change: ServiceChange & { do: "put" }): boolean {
  const { key, item, name } = change;
  const known = withKey(command, key).find(({ value }) => value.text === name || value.text.startsWith(`${name}=`));
  if (known !== undefined) return draft.replaceValue(known, item);
  return addAll(draft, command, [key], [item]);
}

/** Whether each rule that a comment is to allow is named by a comment. */
function allowsStand(after: CommandFile, changes: readonly CommandChange[]): boolean {
  const wanted = changes.flatMap((change) => (change.do === "allow" ? change.rules : []));
  if (wanted.length === 0) return true;
  const named = new Set(allowsIn(after).flatMap(({ allow }) => allow.ids.map(({ id }) => id)));
  return wanted.every((rule) => named.has(rule));
}
