import { LEVELS } from "../../model/level.ts";
import { RULES_BY_ID } from "../../rules/index.ts";
import { ruleMarkdown } from "../hover/rule-docs.ts";
import type { TypedKey, TypedValue } from "./completion-cursor.ts";
import type { Item } from "./item.ts";

/** The keys of `.bulkhead.yaml` that are not there yet. */
export function settingsKeys({ path, siblings, hasColon }: TypedKey): readonly Item[] {
  const keys = path.length === 1 && path[0] === "rules" ? ruleKeys() : KEYS.get(path.join("."));
  const missing = (keys ?? []).filter(({ text }) => !siblings.has(text));
  return hasColon ? missing : missing.map((item) => ({ ...item, text: `${item.text}: ` }));
}

/** The values of `.bulkhead.yaml`. */
export function settingsItems({ path }: TypedValue): readonly Item[] {
  const [key, below] = path;
  if (key === "profile" && path.length === 1) return PROFILES;
  if ((key === "engine" && path.length === 1) || (key === "engine" && below === "mode")) return MODES;
  if (key === "engine" && below === "cgroup") return CGROUPS;
  if (key === "engine" && below === "lsm") return MODULES;
  if (key === "rules" && path.length === 2) return LEVEL_ITEMS.map((item) => ({ ...item, ...defaultOf(below, item) }));
  if (key === "exceptions" && path.includes("rule")) return ruleItems();
  return [];
}

const PROFILES: readonly Item[] = [
  {
    text: "default",
    detail: "what somebody wrote that weakens isolation, and one finding for each service that is not hardened",
  },
  { text: "strict", detail: "each missing piece of hardening by a rule of its own" },
];

const MODES: readonly Item[] = [
  { text: "rootful", detail: "Docker with a daemon that runs as root" },
  { text: "rootless", detail: "Docker with a daemon that runs as a user" },
  { text: "userns-remap", detail: "rootful Docker that maps root in containers to another user" },
  { text: "podman", detail: "Podman" },
  { text: "swarm", detail: "rootful Docker that schedules services" },
];

const MODULES: readonly Item[] = [
  { text: "apparmor", detail: "Debian, Ubuntu, SUSE" },
  { text: "selinux", detail: "Fedora, Red Hat Enterprise Linux" },
];

const CGROUPS: readonly Item[] = [
  { text: "2", detail: "every current distribution" },
  { text: "1", detail: "older hosts" },
];

/** By the path of the mapping that they stand in. */
const KEYS: ReadonlyMap<string, readonly Item[]> = new Map([
  [
    "",
    [
      { text: "profile", detail: "how much is reported: default or strict" },
      { text: "engine", detail: "who runs the containers" },
      { text: "rules", detail: "a level for all findings of a rule, or off" },
      { text: "paths", detail: "which files are looked at" },
      { text: "exceptions", detail: "findings that are right where they are, with their reasons" },
    ],
  ],
  [
    "engine",
    [
      { text: "mode", detail: "who runs the daemon, and whether user ids are remapped" },
      { text: "version", detail: "the engine's release, such as 29.5" },
      { text: "cgroup", detail: "the version of control groups on the host" },
      { text: "lsm", detail: "what the host's kernel confines containers with" },
    ],
  ],
  ["paths", [{ text: "ignore", detail: "files and directories about which nothing is said" }]],
  [
    "exceptions",
    [
      { text: "rule", detail: "the rules whose findings are allowed" },
      { text: "reason", detail: "why it is right" },
      { text: "paths", detail: "the files that it holds for" },
      { text: "service", detail: "the services that it holds for" },
      { text: "until", detail: "the last day on which it holds, such as 2027-01-31" },
    ],
  ],
]);

/** Made when they are asked for: the pages of all rules take longer to make than anything else that is made at the start. */
function ruleKeys(): readonly Item[] {
  return [...RULES_BY_ID.values()].map((rule) => ({
    text: rule.id,
    detail: rule.docs.title,
    documentation: ruleMarkdown(rule),
  }));
}

function ruleItems(): readonly Item[] {
  return [...RULES_BY_ID.values()].map(({ id, docs }) => ({ text: id, detail: docs.title }));
}

const LEVEL_ITEMS: readonly Item[] = [
  ...LEVELS.map((text) => ({ text, detail: "" })),
  { text: "off", detail: "the rule is silent" },
];

function defaultOf(rule: string | undefined, { text }: Item): Partial<Item> {
  return RULES_BY_ID.get(rule ?? "")?.level === text ? { detail: "the rule's own level" } : {};
}
