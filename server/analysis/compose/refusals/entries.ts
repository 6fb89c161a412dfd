import type { Engine } from "../../facts/engine.ts";
import type { Place } from "../../text/span.ts";
import { isNull, yamlType } from "../../yaml/scalar.ts";
import {
  entryOf,
  hasUnresolved,
  type Mapping,
  type Node,
  type Scalar,
  type Sequence,
  scalarAt,
} from "../../yaml/tree.ts";
import {
  BARE_IPV6_SINCE,
  hasBareIpv6,
  isIpAddress,
  portRange,
  shortPort,
  splitVolume,
  takersOfBareIpv6,
} from "../syntax/short-syntax.ts";

/** What is wrong with an entry of a list: a clause that names it, at its place. */
export interface WrongEntry {
  readonly at: Place;
  readonly because: string;
}

/**
 * What Compose refuses of an entry of a list although the schema takes it, by the part and the key of the list.
 * Sources: https://github.com/compose-spec/compose-go/blob/v2.16.2/transform, `format/volume.go`, `override/uncity.go` and `validation` beside it, and
 * https://github.com/docker/go-connections/blob/v0.8.2/nat/nat.go.
 */
const ENTRIES: ReadonlyMap<string, (entry: Node, engine: Engine) => string | undefined> = new Map([
  ["workload.ports", wrongPort],
  ["container.volumes", wrongVolume],
  ["container.devices", wrongDevice],
  ["container.gpus", wrongDeviceRequest],
  ["deploy.resources.reservations.devices", wrongDeviceRequest],
  ["container.extra_hosts", wrongHost],
  ["workload.build.extra_hosts", wrongHost],
  ["workload.build.additional_contexts", wrongContext],
  ["workload.build.ssh", wrongKey],
]);

/** What names an entry that is written as a mapping, by the part and the key of the list. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ["workload.ports", "target"],
  ["container.volumes", "target"],
  ["container.devices", "target"],
  ["container.secrets", "source"],
  ["container.configs", "source"],
  ["workload.build.secrets", "source"],
]);

/**
 * The entries of a list that Compose refuses; `path` is its part and its key. What depends on a variable without a value is let pass. Only of a
 * service, and once all files are there, does Compose ask for what names an entry.
 */
export function* wrongEntries(path: string, list: Sequence, isNamed: boolean, engine: Engine): Iterable<WrongEntry> {
  const wrong = ENTRIES.get(path);
  const names = isNamed ? NAMES.get(path) : undefined;
  for (const { value } of list.items) {
    const isKnown = value.kind !== "scalar" || !hasUnresolved(value.text);
    const because =
      (isKnown ? wrong?.(value, engine) : undefined) ?? (names === undefined ? undefined : without(names, value));
    if (because !== undefined) yield { at: placeOf(value), because };
  }
}

/** The keys of a port that is written as a mapping in a stack's file. */
const STACK_PORT: ReadonlySet<string> = new Set(["mode", "target", "published", "protocol"]);

/**
 * The entries of `ports` that `docker stack deploy` refuses. Of its own schema and of the reader of short forms only what both releases have that were
 * asked is looked at.
 * Sources: https://github.com/docker/cli/blob/v28.5.2/cli/compose/schema/data/config_schema_v3.13.json and observation of `docker stack config` 28.5.2.
 */
export function* wrongStackPorts(list: Sequence): Iterable<WrongEntry> {
  for (const { value } of list.items) {
    if (value.kind === "scalar") {
      const because = hasUnresolved(value.text) ? undefined : wrongStackPort(value);
      if (because !== undefined) yield { at: value.at, because };
    } else if (value.kind === "mapping") yield* wrongKeys(value);
  }
}

function* wrongKeys({ entries }: Mapping): Iterable<WrongEntry> {
  for (const [name, { key, value }] of entries) {
    if (!STACK_PORT.has(name)) yield { at: key, because: `a port of a stack has no key "${name}"` };
    // Variables are filled in as whole numbers there.
    const isNumber = value.kind !== "scalar" || value.derived === "filled" || yamlType(value) === "integer";
    if ((name === "target" || name === "published") && !isNumber && !hasUnresolved(textOf(value)))
      yield { at: value.at, because: `${name} of a port must be a whole number without quotes` };
  }
}

function textOf(node: Node): string {
  return node.kind === "scalar" ? node.text : "";
}

function wrongStackPort(entry: Scalar): string | undefined {
  if (yamlType(entry) === "float") return `invalid port "${entry.text}": ${entry.text} is no whole number`;
  const port = shortPort(entry.text);
  if (port === undefined) return `invalid port "${entry.text}": it is not of the form [[address:]port:]port`;
  const { published, target, protocol } = port;
  if (hasBareIpv6(entry.text)) return `invalid port "${entry.text}": an address of IPv6 stands in brackets`;
  if (!PROTOCOLS.includes(protocol)) return `invalid port "${entry.text}": "${protocol}" is not tcp, udp or sctp`;
  const wrong = [target, published].find((one) => one !== "" && !isPorts(one));
  if (wrong !== undefined) return `invalid port "${entry.text}": "${wrong}" is no port from 0 to 65535`;
  const [inside, outside] = [portRange(target), portRange(published)].map((range) => range && range.last - range.first);
  const isUneven = inside !== undefined && inside > 0 && outside !== undefined && inside !== outside;
  return isUneven ? `invalid port "${entry.text}": the two ranges are not as long as each other` : undefined;
}

const PROTOCOLS = ["tcp", "udp", "sctp", ""];

/** The place of a mapping in a list is its first key. */
function placeOf(node: Node): Place {
  return (node.kind === "mapping" ? [...node.entries.values()][0]?.key : undefined) ?? node.at;
}

function wrongPort(entry: Node, engine: Engine): string | undefined {
  if (entry.kind === "scalar") {
    const wrong =
      yamlType(entry) === "float"
        ? `${entry.text} is no whole number`
        : wrongShortPort(entry.text, takersOfBareIpv6(engine));
    return wrong === undefined ? undefined : `invalid port "${entry.text}": ${wrong}`;
  }
  const address = known(entry, "host_ip");
  if (address !== undefined && !isIpAddress(address.text))
    return `invalid port: host_ip "${address.text}" is no IP address`;
  const published = known(entry, "published");
  return published !== undefined && yamlType(published) === "float"
    ? `invalid port: published ${published.text} is no whole number`
    : undefined;
}

/**
 * Why a port in the short form is refused, as a clause; undefined where it is taken. Compose and the Docker CLI read it by the same parser, of which older
 * releases want an IPv6 address in brackets; `takers` says how many of the builds in question take one without.
 * Source: https://github.com/docker/go-connections/blob/v0.6.0/nat/nat.go (ParsePortSpec)
 */
export function wrongShortPort(text: string, takers: "all" | "some" | "none"): string | undefined {
  const port = shortPort(text);
  if (port === undefined) {
    const target = (text.split("/")[0] ?? "").split(":").at(-1);
    if (target === "") return "there is no port behind the last colon";
    const address = text.slice(0, text.lastIndexOf(":", text.lastIndexOf(":") - 1));
    return `"${address}" is no IP address`;
  }
  const { hostIp, published, target, protocol } = port;
  if (!PROTOCOLS.includes(protocol)) return `"${protocol}" is not tcp, udp or sctp`;
  if (hasBareIpv6(text) && takers === "none")
    return `before Compose ${BARE_IPV6_SINCE}, "${hostIp}" must stand in brackets`;
  if (hasBareIpv6(text) && takers === "some") return `"${hostIp}" must stand in brackets for Debian's build of Compose`;
  if (hostIp !== "" && !isIpAddress(hostIp)) return `"${hostIp}" is no IP address`;
  for (const one of [target, published]) if (one !== "" && !isPorts(one)) return `"${one}" is no port from 0 to 65535`;
  if (Number(target) === 0) return "port 0 of a container cannot be published";
  const [inside, outside] = [countOf(target), published === "" ? 1 : countOf(published)];
  if (published !== "" && inside !== outside && inside > 1) return `${outside} ports cannot lead to ${inside}`;
  return undefined;
}

/** A port, or the first and the last of several. */
const PORTS = /^\+?(\d+)(?:-\+?(\d+))?$/;

function isPorts(text: string): boolean {
  const match = PORTS.exec(text);
  const [first, last] = [Number(match?.[1]), Number(match?.[2] ?? match?.[1])];
  return match !== null && first <= last && last <= 65_535;
}

function countOf(ports: string): number {
  const match = PORTS.exec(ports);
  return Number(match?.[2] ?? match?.[1]) - Number(match?.[1]) + 1;
}

function wrongVolume(entry: Node): string | undefined {
  if (entry.kind !== "scalar") {
    const isBind = scalarAt(entry, "type")?.text === "bind";
    return isBind && entryOf(entry, "source") === undefined ? "a bind mount without a source" : undefined;
  }
  const { text } = entry;
  // Of two characters Compose makes an anonymous volume, whatever they are.
  if (text.length === 1 || text.length === 2) return undefined;
  const parts = splitVolume(text);
  if (parts.includes("")) return `invalid volume "${text}": a part between the colons is empty`;
  return parts.length > 3 ? `invalid volume "${text}": there are too many colons` : undefined;
}

function wrongDevice(entry: Node): string | undefined {
  const isLong = entry.kind === "scalar" && entry.text.split(":").length > 3;
  return isLong ? `invalid device "${entry.text}": there are too many colons` : undefined;
}

function wrongDeviceRequest(entry: Node): string | undefined {
  const isBoth = ["count", "device_ids"].every((key) => entryOf(entry, key) !== undefined);
  return isBoth ? "count and device_ids exclude each other" : undefined;
}

function without(name: string, entry: Node): string | undefined {
  return entry.kind === "mapping" && entryOf(entry, name) === undefined ? `an entry without a ${name}` : undefined;
}

/** Of a host and an address, `=` parts them, or else the first colon. */
function wrongHost(entry: Node): string | undefined {
  const text = entry.kind === "scalar" ? entry.text : "=";
  const separator = text.includes("=") ? "=" : ":";
  const at = text.indexOf(separator);
  if (at < 0) return `host "${text}" has no address`;
  return at === 0 || text.slice(0, at).includes(":") ? `"${text.slice(0, at)}" is no name of a host` : undefined;
}

function wrongContext(entry: Node): string | undefined {
  return entry.kind === "scalar" && !entry.text.includes("=")
    ? `additional context "${entry.text}" is no NAME=PATH`
    : undefined;
}

function wrongKey(entry: Node): string | undefined {
  if (entry.kind !== "scalar" || entry.text === "default" || entry.text.includes("=")) return undefined;
  return `SSH key "${entry.text}" is neither default nor NAME=PATH`;
}

/** What stands under a key of an entry, where that is a value and known. */
function known(entry: Node, key: string): Scalar | undefined {
  const scalar = scalarAt(entry, key);
  return scalar === undefined || isNull(scalar) || hasUnresolved(scalar.text) ? undefined : scalar;
}
