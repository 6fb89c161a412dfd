import { type JsonFile, type JsonPath, objectOf } from "../../json/json-file.ts";
import { type JsonLocation, locationAt } from "../../json/location.ts";
import type { Project } from "../../model/project.ts";
import { nodeAt } from "../../yaml/tree.ts";
import { capabilityItems } from "./capabilities.ts";
import { PRIVILEGED, securityItems } from "./compose.ts";
import type { Completion, Item } from "./item.ts";
import { userItems } from "./user.ts";

/** The words about isolation that can be written at an offset of a `devcontainer.json`; undefined where none can. */
export function devContainerCompletion(
  json: JsonFile,
  project: Project | undefined,
  offset: number,
): Completion | undefined {
  const location = locationAt(json, offset);
  if (location === undefined || location.isKey) return undefined;
  const { start, end, inQuotes } = location;
  const items = itemsFor(location, json, project);
  if (items.length === 0) return undefined;
  const quoted = (item: Item): Item => ({ ...item, label: item.text, text: JSON.stringify(item.text) });
  const isPlain = location.path[0] === "privileged";
  return { at: { file: json.file, start, end }, items: inQuotes || isPlain ? items : items.map(quoted) };
}

function itemsFor(
  { path, typed, inQuotes }: JsonLocation,
  json: JsonFile,
  project: Project | undefined,
): readonly Item[] {
  const [key, index] = path;
  const isItem = path.length === 2 && typeof index === "number";
  if (path.length === 1) {
    if (key === "privileged") return inQuotes ? [] : PRIVILEGED;
    return key === "containerUser" ? userItems(project?.services[0]?.profile) : [];
  }
  if (!isItem) return [];
  if (key === "capAdd") return capabilityItems("cap_add", typed);
  if (key === "securityOpt") return securityItems(typed);
  return key === "runArgs" ? wordItems(typed, wordBefore(json, path)) : [];
}

/** What can be a word of `runArgs`: what a flag that ends the word before takes, or a flag that has begun with its value, or one of those that harden. */
function wordItems(typed: string, before: string | undefined): readonly Item[] {
  const begun = /^(--[\w-]+)=/.exec(typed)?.[1];
  const flag = begun ?? before ?? "";
  const rest = begun === undefined ? typed : typed.slice(begun.length + 1);
  const values =
    flag === "--cap-add"
      ? capabilityItems("cap_add", rest)
      : flag === "--cap-drop"
        ? capabilityItems("cap_drop", rest)
        : flag === "--security-opt"
          ? securityItems(rest)
          : undefined;
  if (values === undefined) return HARDENING;
  return begun === undefined ? values : values.map((item) => ({ ...item, text: `${begun}=${item.text}` }));
}

const HARDENING: readonly Item[] = [
  { text: "--cap-drop=ALL", detail: "no capability is left but those of capAdd; sudo and package managers need some" },
  { text: "--security-opt=no-new-privileges", detail: "no program gains privileges: sudo stops working" },
  { text: "--pids-limit=2000", detail: "processes and threads together" },
  { text: "--memory=4g", detail: "more memory it does not get" },
  { text: "--network=none", detail: "no network at all" },
  { text: "--cap-add=", detail: "one capability more" },
  { text: "--security-opt=", detail: "seccomp, AppArmor, SELinux" },
];

function wordBefore(json: JsonFile, [, index]: JsonPath): string | undefined {
  const words = nodeAt(objectOf(json), "runArgs");
  const before = words?.kind === "sequence" && typeof index === "number" ? words.items[index - 1]?.value : undefined;
  return before?.kind === "scalar" ? before.text : undefined;
}
