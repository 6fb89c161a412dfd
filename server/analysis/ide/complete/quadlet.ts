import type { Engine } from "../../facts/engine.ts";
import { isEngineSince } from "../../facts/engine.ts";
import { type QuadletKey, type QuadletSection, quadletKeys } from "../../facts/quadlet-keys.ts";
import type { Container } from "../../model/container.ts";
import type { QuadletUnit } from "../../quadlet/syntax/tree.ts";
import { unitKeyMarkdown } from "../hover/quadlet.ts";
import { capabilityItems } from "./capabilities.ts";
import type { Completion, Item } from "./item.ts";
import { userItems } from "./user.ts";

/** What can be written at an offset of a unit: a key of Quadlet's section, and the value of a key that is about isolation. */
export function unitCompletion(
  { own, section }: QuadletUnit,
  container: Container | undefined,
  engine: Engine,
  offset: number,
): Completion | undefined {
  const { text, file } = own;
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const typed = text.slice(start, offset);
  if (sectionAt(text, start) !== section) return undefined;
  const key = /^[ \t]*(\w*)$/.exec(typed)?.[1];
  if (key !== undefined) {
    const [rest = ""] = /^\w*/.exec(text.slice(offset)) ?? [];
    const isAssigned = text.charAt(offset + rest.length) === "=";
    const at = { file, start: offset - key.length, end: offset + rest.length };
    return { at, items: keyItems(section, engine, isAssigned) };
  }
  const [, name = "", value = ""] = /^[ \t]*(\w+)[ \t]*=(.*)$/.exec(typed) ?? [];
  const fact = quadletKeys(section)?.get(name);
  const word = lastWord(value);
  const items = fact && valueItems(fact, word, container);
  if (items === undefined || items.length === 0) return undefined;
  const [rest = ""] = /^[^\s"']*/.exec(text.slice(offset)) ?? [];
  return { at: { file, start: offset - word.length, end: offset + rest.length }, items };
}

/** What is typed of a word, without a quote before it. */
function lastWord(value: string): string {
  let start = value.length;
  while (start > 0 && !/[\s"']/.test(value.charAt(start - 1))) start--;
  return value.slice(start);
}

function sectionAt(text: string, offset: number): string | undefined {
  return [...text.slice(0, offset).matchAll(/^[ \t]*\[([^[\]\n]+)\]/gm)].at(-1)?.[1];
}

/** Those that close a wall come first. */
const FIRST: readonly string[] = [
  ...["DropCapability", "AddCapability", "NoNewPrivileges", "ReadOnly", "User", "UserNS", "PublishPort", "Memory"],
  ...["PidsLimit", "Tmpfs", "Secret", "Network", "Volume"],
];

function keyItems(section: QuadletSection, engine: Engine, isAssigned: boolean): readonly Item[] {
  const keys = [...(quadletKeys(section)?.values() ?? [])].filter(
    ({ since }) => engine.mode !== "podman" || isEngineSince(engine, since),
  );
  const rank = ({ name }: QuadletKey): number => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);
  return keys
    .sort((a, b) => rank(a) - rank(b))
    .map((key) => ({
      text: isAssigned ? key.name : `${key.name}=`,
      label: key.name,
      detail: key.flag === undefined ? "of Quadlet" : `--${key.flag}${key.start === undefined ? "" : ` ${key.start}`}`,
      documentation: unitKeyMarkdown(key),
    }));
}

function valueItems(
  { name, reads, start }: QuadletKey,
  word: string,
  container: Container | undefined,
): readonly Item[] {
  const weakens = start?.startsWith("label=disable") === true || name === "EnvironmentHost";
  if (reads === "switch")
    return [
      { text: "true", detail: weakens ? "⚠ switches it on" : "switches it on" },
      { text: "false", detail: "switches it off" },
    ];
  switch (name) {
    case "DropCapability":
      return capabilityItems("cap_drop", word);
    case "AddCapability":
      return capabilityItems("cap_add", word);
    case "User":
      return userItems(container?.profile);
    case "UserNS":
      return [
        { text: "auto", detail: "a range of ids of its own for each container" },
        { text: "keep-id", detail: "the user who runs Podman has their own id inside" },
        { text: "nomap", detail: "that user has no id inside" },
        { text: "host", detail: "⚠ no user namespace of its own" },
      ];
    case "Network":
      return [
        { text: "none", detail: "no network at all" },
        { text: "pasta", detail: "through a process of the user's" },
        { text: "host", detail: "⚠ the host's network" },
      ];
    case "PublishPort":
      return [{ text: "127.0.0.1:", detail: "reached from the host alone" }];
    case "SeccompProfile":
    case "AppArmor":
      return [{ text: "unconfined", detail: "⚠ none at all" }];
    default:
      return [];
  }
}
