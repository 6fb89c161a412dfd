import { RULES_BY_ID } from "../rules/index.ts";
import { LEVELS } from "../rules/rule.ts";
import type { TypedValue } from "./compose.ts";
import type { Item } from "./item.ts";

/** The values of `.bulkhead.yaml`. */
export function settingsItems({ path }: TypedValue): readonly Item[] {
  const [key, below] = path;
  if (key === "profile" && path.length === 1) return PROFILES;
  if ((key === "engine" && path.length === 1) || (key === "engine" && below === "mode")) return MODES;
  if (key === "engine" && below === "lsm") return MODULES;
  if (key === "rules" && path.length === 2) return LEVEL_ITEMS.map((item) => ({ ...item, ...defaultOf(below, item) }));
  if (key === "exceptions" && path.includes("rule")) return RULE_ITEMS;
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

const RULE_ITEMS: readonly Item[] = [...RULES_BY_ID.values()].map(({ id, docs }) => ({ text: id, detail: docs.title }));

const LEVEL_ITEMS: readonly Item[] = [
  ...LEVELS.map((text) => ({ text, detail: "" })),
  { text: "off", detail: "the rule is silent" },
];

function defaultOf(rule: string | undefined, { text }: Item): Partial<Item> {
  return RULES_BY_ID.get(rule ?? "")?.level === text ? { detail: "the rule's own level" } : {};
}
