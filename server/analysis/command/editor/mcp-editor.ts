import { runFlagFor } from "../../facts/run-flags.ts";
import { editJson } from "../../json/edit.ts";
import type { JsonFile } from "../../json/json-file.ts";
import type { AllowChange, ServiceChange, Written } from "../../model/change.ts";
import type { Edit } from "../../text/edit.ts";
import { holds, samePlace } from "../../text/span.ts";
import { allowLineEdit } from "../../yaml/line-allows.ts";
import type { CommandFile, ContainerCommand } from "../syntax/tree.ts";
import { JsonWords } from "./json-words.ts";

/** The text edits that apply the changes to a file of JSON whose lists are command lines, all or none. Undefined where that cannot be had. */
export function editMcp(
  { commands }: CommandFile,
  json: JsonFile,
  changes: readonly (ServiceChange | AllowChange)[],
): readonly Edit[] | undefined {
  const comments: Edit[] = [];
  const lists = new Map<ContainerCommand, JsonWords>();
  for (const change of changes) {
    const at = "at" in change ? change.at : change.service.at;
    const command = commands.find(({ whole }) => holds(whole, at));
    if (change.do === "allow") {
      const edit = commands.some((one) => one.comments === "//") ? allowLineEdit("//", json, change) : undefined;
      if (edit === undefined) return undefined;
      comments.push(edit);
      continue;
    }
    if (command?.words === undefined) return undefined;
    const { words: path, program, flags, image } = command;
    const list =
      lists.get(command) ?? new JsonWords({ root: json.root, path, program, flags, ...(image ? { image } : {}) });
    lists.set(command, list);
    if (image === undefined || !apply(list, command, change)) return undefined;
  }
  const all = [...lists.values()].flatMap((list) => list.changes);
  const edits = all.length === 0 ? [] : editJson(json, all);
  return edits && [...comments, ...edits];
}

function apply(list: JsonWords, command: ContainerCommand, change: ServiceChange): boolean {
  const isCommand = !("service" in change) || samePlace(change.service.at, command.at);
  switch (change.do) {
    case "remove-at": {
      const flag = list.flagAt(change.at);
      return flag !== undefined && list.remove(flag);
    }
    case "replace-at":
      return list.replaceAt(change.at, change.value);
    case "write-at":
      return typeof change.value === "string" && list.replaceAt(change.at, change.value);
    case "remove": {
      const flags = list.flagsFor(change.path.join("."));
      return isCommand && flags.length > 0 && flags.every((flag) => list.removeWords(flag));
    }
    case "append":
      return isCommand && addAll(list, command, change.path.join("."), change.items);
    case "set":
      return isCommand && set(list, command, change.path.join("."), change.value);
    case "put": {
      const known = list.flagsFor(change.key).find(({ value }) => value.text.startsWith(`${change.name}=`));
      return known === undefined ? addAll(list, command, change.key, [change.item]) : list.replace(known, change.item);
    }
    case "add":
    case "rename":
      return false;
  }
}

function addAll(list: JsonWords, { program }: ContainerCommand, key: string, items: readonly Written[]): boolean {
  const fact = runFlagFor(key, program);
  const texts = items.filter((item) => typeof item === "string");
  return (
    fact?.takes === "list" && texts.length === items.length && list.add(texts.map((text) => `--${fact.name}=${text}`))
  );
}

function set(list: JsonWords, command: ContainerCommand, key: string, value: Written): boolean {
  const written = list.flagsFor(key);
  if (Array.isArray(value)) return written.every((flag) => list.removeWords(flag)) && addAll(list, command, key, value);
  const fact = runFlagFor(key, command.program);
  if (fact === undefined || fact.takes === "list" || typeof value === "object") return false;
  const last = written.at(-1);
  if (last !== undefined) return list.replace(last, String(value));
  return list.add([fact.takes === "switch" && value === true ? `--${fact.name}` : `--${fact.name}=${value}`]);
}
