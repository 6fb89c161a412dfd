import type { NamespaceMode } from "../../model/container.ts";
import type { Port } from "../../model/port.ts";
import type { Network } from "../../model/project.ts";
import { byDefault, is, mapSetting, type Setting } from "../../model/setting.ts";
import type { Place } from "../../text/span.ts";
import { entryOf, hasUnresolved, type Node, type Scalar } from "../../yaml/tree.ts";
import { because, type Decision, type ServiceReader } from "../syntax/service-reader.ts";
import { hasBareIpv6, portRange, shortPort } from "../syntax/short-syntax.ts";

/** What decides where a service's ports are reached. */
export interface PortContext {
  readonly network: Setting<NamespaceMode>;
  /** The networks that the service is attached to. */
  readonly attached: readonly Network[];
  /** Whether who reads the entries takes an address of IPv6 without brackets. */
  readonly bareIpv6: boolean;
  /** Whether ports are published on the addresses that the entries name. */
  readonly addresses: boolean;
  /** Whether nothing is published: `network_mode` is `none`, or a job is started without more words. */
  readonly none: boolean;
}

/** Whether a text says which port of the host is taken: a number, a range, or nothing; or a variable decides that. */
export function isPublished(text: string): boolean {
  return hasUnresolved(text) || /^(?:|\d+(?:-\d+)?)$/.test(text);
}

/** The ports that a service publishes. Entries that are no ports, which Compose or the engine refuses, are left out. */
export function portsOf(reader: ServiceReader, context: PortContext): readonly Port[] {
  const own = context.network.state === "unknown" || context.network.value === "private";
  const effective =
    own &&
    !context.none &&
    (context.attached.length === 0 || context.attached.some(({ internal }) => !is(internal, true)));
  return reader.items("ports").flatMap(({ node, decision }) => {
    const read = node.kind === "scalar" ? shortForm(node, context) : longForm(node);
    if (read === undefined) return [];
    const target = portRange(read.target);
    if (target === undefined) return [];
    const { published, hostIp, protocol, at } = read;
    if (published !== undefined && !isPublished(published.text)) return [];
    const address = context.addresses
      ? hostIp === undefined
        ? defaultAddress(context.attached, reader.at)
        : known(hostIp, decision)
      : byDefault("0.0.0.0", reader.at);
    const isNamed = hostIp !== undefined && !/^(?:0\.0\.0\.0|::|)$/.test(hostIp.text);
    return [
      {
        hostIp: mapSetting(address, (text) => text || "0.0.0.0"),
        published: published === undefined ? { state: "known", value: "", ...decision } : known(published, decision),
        target: target.first,
        lastTarget: target.last,
        protocol,
        at,
        item: node.at,
        effective,
        ...(context.addresses ? {} : { everywhere: isNamed ? { named: hostIp.text } : {} }),
        ...(decision.via === undefined ? {} : { via: decision.via }),
        ...(node.kind === "scalar" ? { text: node.text } : {}),
      },
    ];
  });
}

interface Read {
  readonly hostIp?: Text;
  readonly published?: Text;
  readonly target: string;
  readonly protocol: string;
  readonly at: Place;
}

/** A piece of text and the scalar that it comes from, which knows the variables in it. */
interface Text {
  readonly text: string;
  readonly scalar: Scalar;
}

function shortForm(scalar: Scalar, { bareIpv6 }: PortContext): Read | undefined {
  const port = shortPort(scalar.text);
  if (port === undefined || (!bareIpv6 && hasBareIpv6(scalar.text))) return undefined;
  const { hostIp, published, target, protocol } = port;
  return {
    target,
    protocol,
    at: scalar.at,
    ...(hostIp === "" ? {} : { hostIp: { text: hostIp, scalar } }),
    ...(published === "" ? {} : { published: { text: published, scalar } }),
  };
}

function longForm(node: Node): Read | undefined {
  const text = (key: string): Text | undefined => {
    const value = entryOf(node, key)?.value;
    return value?.kind === "scalar" ? { text: value.text, scalar: value } : undefined;
  };
  const target = text("target");
  if (target === undefined) return undefined;
  const hostIp = text("host_ip");
  const published = text("published");
  return {
    target: target.text,
    protocol: text("protocol")?.text ?? "tcp",
    at: (published ?? target).scalar.at,
    ...(hostIp === undefined ? {} : { hostIp }),
    ...(published === undefined ? {} : { published }),
  };
}

function known({ text, scalar }: Text, decision: Decision): Setting<string> {
  if (hasUnresolved(text)) return { state: "unknown", because: because(scalar), ...decision };
  return { state: "known", value: text, ...decision };
}

const BINDING = "com.docker.network.bridge.host_binding_ipv4";

/**
 * The address that a port without one is bound to: the network's own default, else all addresses. Where the service's networks disagree nobody can
 * tell which one publishes it. Source: https://docs.docker.com/engine/network/drivers/bridge/#options
 */
function defaultAddress(attached: readonly Network[], at: Place): Setting<string> {
  const addresses = attached
    .filter(({ internal }) => !is(internal, true))
    .map(({ options }) => options.get(BINDING) ?? byDefault("0.0.0.0", at));
  const [first = byDefault("0.0.0.0", at), ...rest] = addresses;
  if (first.state === "unknown" || rest.every((other) => is(other, first.value))) return first;
  return { state: "unknown", because: "networks with different default addresses", origin: "default", at };
}
