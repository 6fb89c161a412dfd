import { DAEMON_KEY_NAMES, type DaemonValue, daemonKey } from "../../facts/daemon-keys.ts";
import { type JsonFile, objectOf } from "../../json/json-file.ts";
import type { Listed } from "../../model/container.ts";
import type { Daemon, DaemonSetting } from "../../model/daemon.ts";
import type { Refusal } from "../../model/refusal.ts";
import { nearest } from "../../text/nearest.ts";
import { baseName } from "../../text/uri.ts";
import type { Node } from "../../yaml/tree.ts";
import type { DaemonFile } from "./tree.ts";

/** A `daemon.json`; undefined for a file of that name that has no key of the daemon's, which is another program's. */
export function daemonOfJson(json: JsonFile): DaemonFile | undefined {
  const root = objectOf(json);
  if (root === undefined || ![...root.entries.keys()].some((key) => daemonKey(key) !== undefined)) return undefined;
  const settings = new Map<string, DaemonSetting>();
  const refusals: Refusal[] = [];
  for (const [key, { key: keyAt, value }] of root.entries) {
    const fact = daemonKey(key);
    if (fact === undefined) {
      refusals.push(unknownKey(key, keyAt));
      continue;
    }
    const wrong = whyWrong(value, fact.takes);
    if (wrong !== undefined) refusals.push(wrongValue(key, value, fact.takes, wrong));
    else settings.set(key, { key, keyAt, at: value.at, items: itemsOf(value) });
  }
  const [comment] = json.comments;
  if (comment !== undefined)
    refusals.push({
      at: firstLine(comment, json.text),
      by: "dockerd",
      because: "it is plain JSON, which has no comments",
    });
  const daemon: Daemon = { file: json.file, by: baseName(json.file), settings, isPart: false };
  return { daemon, refusals: [...refusals, ...refusedValues(daemon)], source: { kind: "json", json } };
}

function firstLine(at: Refusal["at"], text: string): Refusal["at"] {
  const feed = text.indexOf("\n", at.start);
  return feed < 0 || feed > at.end ? at : { ...at, end: feed };
}

function unknownKey(key: string, at: Refusal["at"]): Refusal {
  const meant = nearest(key, DAEMON_KEY_NAMES);
  const because = `it knows no key "${key}"`;
  if (meant === undefined) return { at, by: "dockerd", because };
  const changes = [{ do: "rename" as const, at, name: meant }];
  return {
    ...{ at, by: "dockerd", because: `${because}; "${meant}" is near` },
    mend: { title: `Rename it to ${meant}`, changes, isGuess: true },
  };
}

const NOUNS: Readonly<Record<DaemonValue, string>> = {
  boolean: "true or false, without quotes",
  text: "a text",
  texts: "a list of texts",
  number: "a number",
  mapping: "an object",
  any: "anything",
};

function wrongValue(key: string, value: Node, takes: DaemonValue, right: boolean | "unknown"): Refusal {
  const at = value.at;
  const because = `${key} takes ${NOUNS[takes]}`;
  if (right === "unknown") return { at, by: "dockerd", because };
  return {
    ...{ at, by: "dockerd", because },
    mend: { title: `Write ${String(right)} without quotes`, changes: [{ do: "write-at", at, value: right }] },
  };
}

/** Undefined for a value of the right type; else the boolean that was surely meant, or nothing that is known. */
function whyWrong(value: Node, takes: DaemonValue): boolean | "unknown" | undefined {
  const isText = value.kind === "scalar" && value.quotes === "double";
  const word = value.kind === "scalar" ? value.text : "";
  switch (takes) {
    case "any":
      return undefined;
    case "boolean":
      if (value.kind === "scalar" && !isText && /^(?:true|false|null)$/.test(word)) return undefined;
      return isText && /^(?:true|false)$/.test(word) ? word === "true" : "unknown";
    case "text":
      return isText || word === "null" ? undefined : "unknown";
    case "number":
      return value.kind === "scalar" && !isText && /^-?\d/.test(word) ? undefined : "unknown";
    case "texts":
      return value.kind === "sequence" || word === "null" ? undefined : "unknown";
    case "mapping":
      return value.kind === "mapping" || word === "null" ? undefined : "unknown";
  }
}

/** Source: dockerd --validate of 28.5.2 */
function refusedValues(daemon: Daemon): readonly Refusal[] {
  return REFUSED.flatMap(({ key, accepted, because }) => {
    const [said] = daemon.settings.get(key)?.items ?? [];
    return said === undefined || accepted.test(said.value) ? [] : [{ at: said.at, by: "dockerd" as const, because }];
  });
}

const REFUSED: readonly { readonly key: string; readonly accepted: RegExp; readonly because: string }[] = [
  {
    key: "default-ipc-mode",
    accepted: /^(?:private|shareable)?$/,
    because: "default-ipc-mode takes private or shareable",
  },
  {
    key: "default-cgroupns-mode",
    accepted: /^(?:host|private)?$/,
    because: "default-cgroupns-mode takes host or private",
  },
  {
    key: "log-level",
    accepted: /^(?:debug|info|warn|warning|error|fatal|panic|trace)?$/i,
    because: "log-level takes debug, info, warn, error or fatal",
  },
  { key: "ip", accepted: /^[\da-fA-F:.]*$/, because: "ip takes an address" },
];

function itemsOf(value: Node): readonly Listed<string>[] {
  switch (value.kind) {
    case "scalar":
      return [{ value: value.text, text: value.text, at: value.at }];
    case "sequence":
      return value.items.flatMap(({ value: item }) =>
        item.kind === "scalar" ? [{ value: item.text, text: item.text, at: item.at }] : [],
      );
    case "mapping":
      return [...value.entries].flatMap(([name, { value: member }]) =>
        member.kind === "scalar" ? [{ value: `${name}=${member.text}`, text: member.text, at: member.at }] : [],
      );
  }
}
