import type { LostHardening } from "../../model/container.ts";
import type { Place } from "../../text/span.ts";
import { isNull } from "../../yaml/scalar.ts";
import { type Entry, entryOf, type Mapping, type Node, nodeAt } from "../../yaml/tree.ts";
import { asList } from "../syntax/long-forms.ts";

/** The hardening that one of a service's layers had and a later one took away; what merge keys bring counts as a layer. */
export function lostIn(service: Mapping): readonly LostHardening[] {
  return service.lost ?? lostToMergeKeys(service);
}

/**
 * The hardening that a service would inherit through merge keys, but silently replaces by keys of its own: YAML
 * replaces a list as a whole, while Compose appends when it merges files. An empty list is a deliberate choice and
 * does not count. Source: https://yaml.org/type/merge.html
 */
function lostToMergeKeys(service: Mapping): readonly LostHardening[] {
  return (service.merges ?? []).flatMap(({ from, via }) =>
    [...from.entries].flatMap(([key, below]): readonly LostHardening[] => {
      const above = service.entries.get(key);
      if (above === undefined || above.value === below.value || isChoice(above.value)) return [];
      return gone(key, below, above, above.merged ? via : above.key, "merge key");
    }),
  );
}

/** The hardening of a lower layer that a service's `!reset` and `!override` take away. */
export function lostToTags(base: Mapping | undefined, service: Mapping): readonly LostHardening[] {
  if (base === undefined) return [];
  return [...service.entries].flatMap(([key, above]): readonly LostHardening[] => {
    const below = base.entries.get(key);
    const { tag } = above.value;
    if (below === undefined || (tag !== "reset" && tag !== "override")) return [];
    const left = tag === "reset" ? undefined : above;
    return gone(key, below, left, above.key, tag === "reset" ? "!reset" : "!override");
  });
}

/** What was lost on the way to the merged service and that no later layer gave back. */
export function stillLost(service: Mapping): readonly LostHardening[] {
  const now = new Map<string, ReadonlySet<string>>();
  return lostIn(service).filter(({ key, text }) => {
    const there = now.get(key) ?? new Set(hardeningIn(key, service.entries.get(key)?.value).map((one) => one.text));
    now.set(key, there);
    return !there.has(text) && !(key === "cap_drop" && there.has("ALL"));
  });
}

/** Only what says something else is a replacement: a list of other items, a mapping with other keys. */
function isChoice(node: Node): boolean {
  if (node.kind === "scalar") return true;
  return node.kind === "sequence" ? node.items.length === 0 : node.entries.size === 0;
}

function gone(
  key: string,
  below: Entry,
  above: Entry | undefined,
  at: Place,
  by: LostHardening["by"],
): readonly LostHardening[] {
  const left = new Set(hardeningIn(key, above?.value).map(({ text }) => text));
  if (key === "cap_drop" && left.has("ALL")) return [];
  const chosen = key === "security_opt" ? optionNames(above?.value) : new Set();
  return hardeningIn(key, below.value)
    .filter(({ text }) => !left.has(text) && !chosen.has(nameOf(text)))
    .map(({ text, from }) => ({ key, text, at, from, by }));
}

/** What an entry of a service hardens, in words that are the same for the same thing. */
function hardeningIn(key: string, node: Node | undefined): readonly { readonly text: string; readonly from: Place }[] {
  if (node === undefined) return [];
  if (key === "cap_drop" || key === "security_opt") {
    return (asList(node)?.items ?? []).flatMap(({ value }) => {
      const text = value.kind === "scalar" ? normalised(key, value.text) : undefined;
      return text === undefined ? [] : [{ text, from: value.at }];
    });
  }
  if (key === "deploy") return limitsIn(node);
  const strong = node.kind === "scalar" && !isNull(node) && isStrong(key, node.text);
  return strong ? [{ text: node.text, from: node.at }] : [];
}

/** The options that a list speaks of at all: to say otherwise there is a choice. */
function optionNames(node: Node | undefined): ReadonlySet<string> {
  const items = node === undefined ? [] : (asList(node)?.items ?? []);
  return new Set(items.map(({ value }) => (value.kind === "scalar" ? nameOf(value.text) : "")));
}

function nameOf(option: string): string {
  return option.split(/[=:]/, 1)[0] ?? "";
}

function normalised(key: "cap_drop" | "security_opt", text: string): string | undefined {
  if (key === "cap_drop") return text.toUpperCase().replace(/^CAP_/, "");
  const [name = "", value = ""] = text.split(/[=:](.*)/s, 2);
  if (name === "no-new-privileges") return /^(?:|true|1|t)$/i.test(value) ? name : undefined;
  const confines = /^(?:seccomp|apparmor|label)$/.test(name) && !/^(?:unconfined|disable)$/.test(value);
  return confines ? `${name}=${value}` : undefined;
}

function limitsIn(deploy: Node): readonly { readonly text: string; readonly from: Place }[] {
  const limits = nodeAt(deploy, "resources", "limits");
  return ["memory", "pids"].flatMap((name) => {
    const entry = entryOf(limits, name);
    return entry === undefined || isNull(entry.value)
      ? []
      : [{ text: `resources.limits.${name}`, from: entry.value.at }];
  });
}

function isStrong(key: string, text: string): boolean {
  if (key === "read_only") return /^(?:true|yes|on|y)$/i.test(text);
  if (key === "user") return !/^(?:0|root)?(?::|$)/.test(text);
  return key === "mem_limit" || (key === "pids_limit" && text !== "-1" && text !== "0");
}
