import { composeKey } from "../../facts/compose-keys.ts";
import { dropAllChanges } from "../../fixes/least-privilege.ts";
import { neededCapabilities } from "../../fixes/needed-capabilities.ts";
import { needsNewPrivileges, noNewPrivilegesChange } from "../../fixes/new-privileges.ts";
import { readOnlyRoot } from "../../fixes/read-only.ts";
import type { ServiceChange, Written } from "../../model/change.ts";
import type { Container } from "../../model/container.ts";
import type { Item } from "./item.ts";

/** What a key is completed with: text behind its name, and why just that. */
interface Fitting {
  readonly text: string;
  readonly detail: string;
}

/**
 * The keys of a service that decide its isolation and are not there yet. Those that close a wall come first, with values that fit this container as far as
 * its image is known; those that open one come without any value. `service` is the container as if the key that is being typed were not there.
 */
export function serviceKeyItems(
  service: Container | undefined,
  siblings: ReadonlySet<string>,
  hasColon: boolean,
): readonly Item[] {
  const closing = CLOSING.map(([key, fitting]) => ({ key, ...fitting(service, siblings) }));
  const opening = OPENING.map((key) => ({ key, text: " ", detail: "" }));
  return [...closing, ...opening].flatMap(({ key, text, detail }): Item[] => {
    if (siblings.has(key)) return [];
    const known = composeKey(["services", "*", key]);
    return [
      {
        label: key,
        text: hasColon ? key : `${key}:${text}`,
        detail,
        ...(known === undefined ? {} : { documentation: known.hover }),
      },
    ];
  });
}

type Fit = (service: Container | undefined, siblings: ReadonlySet<string>) => Fitting;

const CLOSING: readonly (readonly [key: string, fit: Fit])[] = [
  ["cap_drop", dropFit],
  ["security_opt", securityFit],
  ["read_only", readOnlyFit],
  ["user", userFit],
  ["pids_limit", () => ({ text: " 200", detail: "an end to how many processes it may start" })],
  ["mem_limit", () => ({ text: " 512m", detail: "an end to how much memory it may take: choose what it needs" })],
  ["cpus", () => ({ text: " 1.0", detail: "an end to how much CPU time it may take" })],
  ["tmpfs", () => ({ text: "\n  - /tmp", detail: "a place in memory that can be written to" })],
  ["privileged", () => ({ text: " false", detail: "the default" })],
];

/** Keys whose values open something: they are named, and what is opened is for the user to say. */
const OPENING: readonly string[] = [
  ...["cap_add", "network_mode", "pid", "ipc", "uts", "cgroup", "userns_mode", "devices", "device_cgroup_rules"],
  ...["group_add", "sysctls", "ulimits", "volumes_from", "runtime", "cgroup_parent", "oom_score_adj"],
];

/** With what has to be added back, where that is known and nothing is added yet. */
function dropFit(service: Container | undefined, siblings: ReadonlySet<string>): Fitting {
  const needed = service && neededCapabilities(service);
  if (!service || !needed)
    return { text: "\n  - ALL", detail: "what the image needs is not known: add it back in cap_add" };
  const changes = dropAllChanges(service, needed).filter(({ do: what }) => what === "set");
  const names = needed.names.join(", ");
  const kept = names === "" ? "this image needs none" : `this image needs ${names}`;
  const text = siblings.has("cap_add") ? "\n  - ALL" : behindKey("cap_drop", changes);
  return { text, detail: needed.confidence === "low" ? `${kept}, known at second hand only` : kept };
}

function securityFit(service: Container | undefined): Fitting {
  if (service && needsNewPrivileges(service)) {
    return {
      text: "\n  - ",
      detail: "this image gains privileges when it starts: no-new-privileges would keep it from that",
    };
  }
  const change = service && noNewPrivilegesChange(service);
  const text = change?.do === "set" ? behindKey("security_opt", [change]) : "\n  - no-new-privileges:true";
  return { text, detail: "no process gains privileges by set-user-ID programs" };
}

function readOnlyFit(service: Container | undefined, siblings: ReadonlySet<string>): Fitting {
  const root = service && readOnlyRoot(service);
  if (!root) return { text: " true", detail: "what the image writes to needs a mount or a tmpfs" };
  if ("refused" in root) return { text: " true", detail: `try it: ${root.refused}` };
  const changes = root.changes.filter((change) => change.do === "set" && !siblings.has(change.path[0] ?? ""));
  return { text: behindKey("read_only", changes), detail: "with a tmpfs for what this image writes to" };
}

function userFit(service: Container | undefined): Fitting {
  const { runAs } = service?.profile ?? {};
  if (typeof runAs === "object" && runAs !== null) {
    return { text: ` ${scalar(runAs.text)}`, detail: "the user that this image is made to run as" };
  }
  return { text: ' "1000:1000"', detail: "a user other than root, who has to own what the program writes to" };
}

/** The YAML that follows a key, given that it is the first that the changes set. */
function behindKey(key: string, changes: readonly ServiceChange[]): string {
  const set = changes.flatMap((change) => (change.do === "set" && change.path.length === 1 ? [change] : []));
  const ordered = [...set.filter(({ path }) => path[0] === key), ...set.filter(({ path }) => path[0] !== key)];
  return ordered.map(({ path, value }, index) => `${index === 0 ? "" : `\n${path[0]}:`}${valueText(value)}`).join("");
}

function valueText(value: Written): string {
  return Array.isArray(value) ? value.map((item: Written) => `\n  - ${scalar(item)}`).join("") : ` ${scalar(value)}`;
}

/** Digits with colons would be a number in base sixty to YAML 1.1. */
function scalar(value: Written): string {
  const text = String(value);
  return typeof value === "string" && (/^[\d:.]+$/.test(text) || !/^[\w/.:=,-]+$/.test(text))
    ? JSON.stringify(text)
    : text;
}
