import { type Node, scalarAt } from "../../yaml/tree.ts";
import {
  cleanTarget,
  type PortRange,
  portRange,
  type ShortPort,
  shortPort,
  shortVolume,
} from "../syntax/short-syntax.ts";

/** What makes two list entries the same. `replaces` tells whether the later one takes the earlier one's place; else Compose refuses the pair. */
export interface Identity {
  readonly key: string;
  /** Set for ports, of which a range is as good as an entry for each: those of one key are the same where they overlap. */
  readonly ports?: PortRange;
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
  if (REFUSED_TWICE.has(list)) return text === undefined ? undefined : { key: text, replaces: false };
  if (list === "ports") return portIdentity(node, text);
  const key = BY_VALUE.has(list) ? (text ?? scalarAt(node, "path")?.text) : keyOf(list, node, text);
  return key === undefined ? undefined : { key, replaces: true };
}

function keyOf(list: string, node: Node, text: string | undefined): string | undefined {
  switch (list) {
    case "volumes":
      return text === undefined ? cleaned(scalarAt(node, "target")?.text) : shortVolume(text).target;
    case "devices":
      return text === undefined
        ? (scalarAt(node, "target")?.text ?? scalarAt(node, "source")?.text)
        : (text.split(":")[1] ?? text);
    case "secrets":
      return mountKey("/run/secrets/", node, text);
    case "configs":
      return mountKey("/", node, text);
    default:
      return undefined;
  }
}

function cleaned(target: string | undefined): string | undefined {
  return target === undefined ? undefined : cleanTarget(target);
}

/** Compose compares a target as it is written with the place that a short entry leads to. */
function mountKey(directory: string, node: Node, text: string | undefined): string {
  const target = text === undefined ? scalarAt(node, "target")?.text : undefined;
  return target ?? directory + (text ?? scalarAt(node, "source")?.text ?? "");
}

function portIdentity(node: Node, text: string | undefined): Identity | undefined {
  const port = text === undefined ? longPort(node) : shortPort(text);
  if (port === undefined) return text === undefined ? undefined : { key: text, replaces: true };
  const { hostIp, published, target, protocol } = port;
  const address = hostIp === "" ? "0.0.0.0" : hostIp;
  const inside = portRange(target);
  const outside = portRange(published);
  const isPaired =
    published === "" || (outside !== undefined && inside !== undefined && countOf(outside) === countOf(inside));
  if (inside === undefined || !isPaired)
    return { key: `${address}:${published}:${target}/${protocol}`, replaces: true };
  // Two ports are the same where they are the same inside and outside, so where they are as far apart.
  const distance = outside === undefined ? "" : `+${outside.first - inside.first}`;
  return { key: `${address}${distance}/${protocol}`, ports: inside, replaces: true };
}

function longPort(node: Node): ShortPort | undefined {
  const target = scalarAt(node, "target")?.text;
  if (target === undefined) return undefined;
  return {
    hostIp: scalarAt(node, "host_ip")?.text ?? "",
    published: scalarAt(node, "published")?.text ?? "",
    target,
    protocol: scalarAt(node, "protocol")?.text ?? "tcp",
  };
}

function countOf({ first, last }: PortRange): number {
  return last - first + 1;
}
