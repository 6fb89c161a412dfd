import { cleanTarget, portRange, shortPort, shortVolume } from "./short.ts";
import { type Mapping, type Node, nodeAt } from "./tree.ts";

/** What makes two list entries the same. `replaces` tells whether the later one takes the earlier one's place; else Compose refuses the pair. */
export interface Identity {
  /** More than one for a range of ports, which is as good as an entry for each. */
  readonly keys: readonly string[];
  readonly replaces: boolean;
}

const BY_VALUE = new Set([
  "cap_add",
  "cap_drop",
  "dns",
  "dns_opt",
  "dns_search",
  "expose",
  "tmpfs",
  "env_file",
  "links",
  "profiles",
  "build.tags",
]);
const REFUSED_TWICE = new Set(["security_opt", "device_cgroup_rules", "group_add", "volumes_from", "external_links"]);

/**
 * The identity of an entry of a list in a Compose file; undefined where the list's entries have none or it cannot be told.
 * `list` is the list's path below its service, joined by dots. Source: the `unique` table of https://github.com/compose-spec/compose-go/blob/main/override/uncity.go.
 */
export function identity(list: string, node: Node): Identity | undefined {
  const text = node.kind === "scalar" ? node.text : undefined;
  if (REFUSED_TWICE.has(list)) return text === undefined ? undefined : { keys: [text], replaces: false };
  if (list === "ports" && text !== undefined) return { keys: shortKeys(text), replaces: true };
  const key = BY_VALUE.has(list) ? (text ?? textOf(node, "path")) : keyOf(list, node, text);
  return key === undefined ? undefined : { keys: [key], replaces: true };
}

function keyOf(list: string, node: Node, text: string | undefined): string | undefined {
  switch (list) {
    case "volumes":
      return text === undefined ? cleaned(textOf(node, "target")) : shortVolume(text).target;
    case "devices":
      return text === undefined ? (textOf(node, "target") ?? textOf(node, "source")) : (text.split(":")[1] ?? text);
    case "secrets":
      return mountKey("/run/secrets/", node, text);
    case "configs":
      return mountKey("/", node, text);
    case "ports":
      return longPort(node);
    default:
      return undefined;
  }
}

function cleaned(target: string | undefined): string | undefined {
  return target === undefined ? undefined : cleanTarget(target);
}

/** Compose compares a target as it is written with the place that a short entry leads to. */
function mountKey(directory: string, node: Node, text: string | undefined): string {
  const target = text === undefined ? textOf(node, "target") : undefined;
  return target ?? directory + (text ?? textOf(node, "source") ?? "");
}

/** A range that is longer than anybody writes is an entry by itself. */
const LONGEST_RANGE = 1_000;

function shortKeys(text: string): readonly string[] {
  const port = shortPort(text);
  if (port === undefined) return [text];
  const { hostIp, published, target, protocol } = port;
  const inside = portRange(target);
  const count = inside === undefined ? 1 : inside.last - inside.first + 1;
  const outside = portRange(published);
  const isPaired = published === "" || (outside !== undefined && outside.last - outside.first + 1 === count);
  if (inside === undefined || count === 1 || count > LONGEST_RANGE || !isPaired)
    return [portKey(hostIp, published, target, protocol)];
  return Array.from({ length: count }, (_, index) =>
    portKey(hostIp, outside === undefined ? "" : String(outside.first + index), String(inside.first + index), protocol),
  );
}

function longPort(node: Node): string | undefined {
  const target = textOf(node, "target");
  if (target === undefined) return undefined;
  return portKey(
    textOf(node, "host_ip") ?? "",
    textOf(node, "published") ?? "",
    target,
    textOf(node, "protocol") ?? "tcp",
  );
}

function portKey(hostIp: string, published: string, target: string, protocol: string): string {
  return `${hostIp === "" ? "0.0.0.0" : hostIp}:${published}:${target}/${protocol}`;
}

function textOf(node: Node | Mapping, key: string): string | undefined {
  const value = nodeAt(node, key);
  return value?.kind === "scalar" ? value.text : undefined;
}
