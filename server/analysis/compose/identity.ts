import { cleanTarget, shortPort, shortVolume } from "./short.ts";
import { type Mapping, type Node, nodeAt } from "./tree.ts";

/** What makes two list entries the same. `replaces` tells whether the later one takes the earlier one's place; else Compose refuses the pair. */
export interface Identity {
  readonly key: string;
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
 * `path` is the list's, from the root. Source: the `unique` table of https://github.com/compose-spec/compose-go/blob/main/override/uncity.go.
 */
export function identity(path: readonly string[], node: Node): Identity | undefined {
  if (path[0] !== "services" || path.length < 3) return undefined;
  const list = path.slice(2).join(".");
  const text = node.kind === "scalar" ? node.text : undefined;
  if (REFUSED_TWICE.has(list)) return text === undefined ? undefined : { key: text, replaces: false };
  const key = BY_VALUE.has(list) ? (text ?? textOf(node, "path")) : keyOf(list, node, text);
  return key === undefined ? undefined : { key, replaces: true };
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
      return text === undefined ? longPort(node) : shortKey(text);
    default:
      return undefined;
  }
}

function cleaned(target: string | undefined): string | undefined {
  return target === undefined ? undefined : cleanTarget(target);
}

function mountKey(directory: string, node: Node, text: string | undefined): string | undefined {
  const target = text ?? textOf(node, "target") ?? textOf(node, "source");
  if (target === undefined) return undefined;
  return target.startsWith("/") ? target : directory + target;
}

function shortKey(text: string): string {
  const port = shortPort(text);
  return port === undefined ? text : portKey(port.hostIp, port.published, port.target, port.protocol);
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
