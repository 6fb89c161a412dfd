import { DAEMON_KEY_NAMES, type DaemonKey, daemonKey } from "../../facts/daemon-keys.ts";
import { type JsonFile, objectOf } from "../../json/json-file.ts";
import { locationAt } from "../../json/location.ts";
import { daemonKeyMarkdown } from "../hover/daemon.ts";
import type { Completion, Item } from "./item.ts";

/** The keys of `daemon.json` that are not there yet, those that isolation hangs on first, and the words of a value; undefined where nothing of ours can stand. */
export function daemonCompletion(json: JsonFile, offset: number): Completion | undefined {
  const location = locationAt(json, offset);
  const [key, ...below] = location?.path ?? [];
  if (location === undefined || typeof key !== "string" || below.length > 0) return undefined;
  const { start, end, inQuotes, isKey } = location;
  const written = new Set(objectOf(json)?.entries.keys());
  const items = isKey ? keyItems((name) => name !== key && written.has(name)) : valueItems(key, inQuotes);
  const quoted = items.map((item) => ({ ...item, label: item.text, text: JSON.stringify(item.text) }));
  const isText = isKey || daemonKey(key)?.takes === "text";
  return items.length === 0
    ? undefined
    : { at: { file: json.file, start, end }, items: inQuotes || !isText ? items : quoted };
}

const RANKS: Readonly<Record<NonNullable<DaemonKey["effect"]>, number>> = {
  strengthens: 0,
  depends: 1,
  weakens: 2,
  neutral: 3,
};

function keyItems(isThere: (name: string) => boolean): readonly Item[] {
  const rank = ({ effect }: DaemonKey): number => (effect === undefined ? RANKS.neutral : RANKS[effect]);
  return DAEMON_KEY_NAMES.flatMap((name) => (isThere(name) ? [] : (daemonKey(name) ?? [])))
    .sort((a, b) => rank(a) - rank(b))
    .map((fact) => ({
      text: fact.name,
      detail: fact.effect === undefined ? "" : EFFECTS[fact.effect],
      documentation: daemonKeyMarkdown(fact),
    }));
}

const EFFECTS: Readonly<Record<NonNullable<DaemonKey["effect"]>, string>> = {
  strengthens: "strengthens isolation",
  depends: "depends on its value",
  weakens: "⚠ weakens isolation",
  neutral: "",
};

/** A switch is written without quotes, and a word of a text within them. */
function valueItems(key: string, inQuotes: boolean): readonly Item[] {
  if (daemonKey(key)?.takes !== "boolean") return WORDS.get(key) ?? [];
  return inQuotes ? [] : ["true", "false"].map((text) => ({ text, detail: "" }));
}

/** Source: https://docs.docker.com/reference/cli/dockerd/ */
const WORDS: ReadonlyMap<string, readonly Item[]> = new Map([
  [
    "default-cgroupns-mode",
    [
      { text: "private", detail: "a tree of control groups for each container" },
      { text: "host", detail: "⚠ the host's tree of control groups" },
    ],
  ],
  [
    "default-ipc-mode",
    [
      { text: "private", detail: "shared memory for each container" },
      { text: "shareable", detail: "which others may join" },
    ],
  ],
  [
    "seccomp-profile",
    [
      { text: "builtin", detail: "the default: Docker's own filter" },
      { text: "unconfined", detail: "⚠ no filter of system calls for any container" },
    ],
  ],
  ["userns-remap", [{ text: "default", detail: "root in containers is nobody on the host" }]],
]);
