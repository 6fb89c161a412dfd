import type { Engine } from "../../facts/engine.ts";
import { type HostIdentity, hasSince, modeOf } from "../../facts/engine-modes.ts";
import type { NamespaceName } from "../../facts/namespaces.ts";
import type { NamespaceMode } from "../../model/container.ts";
import type { Network } from "../../model/project.ts";
import type { Refusal } from "../../model/refusal.ts";
import { byDefault, is, mapSetting, type Setting } from "../../model/setting.ts";
import type { Decision, ServiceReader } from "../syntax/service-reader.ts";

export type Namespaces = Readonly<Record<NamespaceName, Setting<NamespaceMode>>>;

/**
 * The namespaces of a service as its own keys say; joins are as written, see `followJoins`.
 * No Compose key leads out of the mount namespace or into another time namespace.
 * Source: https://github.com/moby/moby/blob/master/api/types/container/hostconfig.go
 */
export function namespacesOf(reader: ServiceReader, engine: Engine): Namespaces {
  const facts = modeOf(engine);
  const fallback = facts.root === "root" ? "host" : "private";
  return {
    pid: mode(reader, "pid", "private"),
    net: hostNetwork(mode(reader, "network_mode", "private"), engine),
    ipc: mode(reader, "ipc", "private"),
    uts: mode(reader, "uts", "private"),
    user: facts.usersOptOut ? users(reader, fallback) : byDefault(fallback, reader.at),
    cgroup: mode(reader, "cgroup", engine.defaults?.cgroup ?? (engine.cgroup === 2 ? "private" : "host")),
    mnt: byDefault("private", reader.at),
    time: byDefault(hasSince(engine, facts.timeNamespaceSince) ? "private" : "host", reader.at),
  };
}

/** Before a release, a rootless engine's `host` is the network namespace that the engine itself lives in. */
function hostNetwork(net: Setting<NamespaceMode>, engine: Engine): Setting<NamespaceMode> {
  const { hostNetworkSince } = modeOf(engine);
  const leads = hostNetworkSince === undefined || hasSince(engine, hostNetworkSince);
  return leads || net.state === "unknown" || net.value !== "host" ? net : { ...net, value: "private" };
}

/** A stack's service that is attached to an external network called `host` is on the host's. */
export function throughNetworks(
  namespaces: Namespaces,
  reader: ServiceReader,
  networks: ReadonlyMap<string, Network>,
  engine: Engine,
): Namespaces {
  if (!modeOf(engine).hostNetworkByName || !is(namespaces.net, "private")) return namespaces;
  const decision = hostByName(reader, networks);
  return decision === undefined ? namespaces : { ...namespaces, net: { state: "known", value: "host", ...decision } };
}

/** Where a service attaches an external network that the engine calls `host`. */
export function hostByName(reader: ServiceReader, networks: ReadonlyMap<string, Network>): Decision | undefined {
  const attached = reader.entry("networks");
  const items = attached?.value.kind === "mapping" ? [...attached.value.entries] : [];
  const listed = reader.texts("networks").map(({ text, at, origin, via }) => [text, { at, origin, via }] as const);
  const named = items.map(([name, entry]) => [name, { ...reader.decided(entry, attached), at: entry.key }] as const);
  for (const [name, { at, origin, via }] of [...listed, ...named]) {
    const network = networks.get(name);
    if (network === undefined || !is(network.external, true) || (network.called ?? name) !== "host") continue;
    return { origin, at, ...(via === undefined ? {} : { via }) };
  }
  return undefined;
}

/** Who root in a container with these namespaces is for the host. */
export function rootOf({ user }: Namespaces, engine: Engine): Setting<HostIdentity> {
  const mapped = modeOf(engine).root;
  return mapSetting(user, (mode) => (mode === "host" ? "root" : mapped));
}

/** Only `host` changes anything; other words are as good as none. */
function users(reader: ServiceReader, fallback: NamespaceMode): Setting<NamespaceMode> {
  const written = reader.text("userns_mode");
  const chosen = written.state === "unknown" || written.value === "host";
  return chosen ? mode(reader, "userns_mode", fallback) : byDefault(fallback, reader.at);
}

function mode(reader: ServiceReader, key: string, fallback: NamespaceMode): Setting<NamespaceMode> {
  return reader.scalar<NamespaceMode>([key], fallback, ({ text }) => {
    if (text === "host") return "host";
    if (/^(?:service|container):./.test(text)) return text as NamespaceMode;
    return text === "" ? fallback : "private";
  });
}

const JOINABLE = ["pid", "net", "ipc"] as const;

/**
 * Follows `service:x` joins through the project. What ends on the host is on the host, whatever stands in between; a circle is refused and cannot
 * start, so its namespaces stay as written.
 */
export function followJoins(
  services: ReadonlyMap<string, Namespaces>,
  refuse: (refusal: Refusal) => void,
): ReadonlyMap<string, Namespaces> {
  const followed = new Map<string, Namespaces>();
  for (const [name, own] of services) followed.set(name, followJoinsOf(name, own, services, refuse));
  return followed;
}

/** The same for one container, whether it is one of the services or not. */
export function followJoinsOf(
  name: string,
  own: Namespaces,
  services: ReadonlyMap<string, Namespaces>,
  refuse: (refusal: Refusal) => void,
): Namespaces {
  const joined = { ...own };
  for (const kind of JOINABLE) joined[kind] = follow(name, own[kind], kind, services, refuse);
  return joined;
}

function follow(
  name: string,
  own: Setting<NamespaceMode>,
  kind: (typeof JOINABLE)[number],
  services: ReadonlyMap<string, Namespaces>,
  refuse: (refusal: Refusal) => void,
): Setting<NamespaceMode> {
  if (own.state === "unknown" || !own.value.startsWith("service:")) return own;
  const seen = new Set([name]);
  let current: Setting<NamespaceMode> = own;
  for (;;) {
    if (current.state === "unknown") return { ...current, origin: own.origin, at: own.at };
    if (!current.value.startsWith("service:")) break;
    const target = current.value.slice("service:".length);
    if (seen.has(target)) {
      refuse({
        at: own.at,
        by: "Compose",
        service: name,
        because: `service "${name}" joins its own ${kind} namespace in a circle`,
      });
      return own;
    }
    seen.add(target);
    const next: Setting<NamespaceMode> | undefined = services.get(target)?.[kind];
    if (next === undefined) {
      if (current === own)
        refuse({
          at: own.at,
          by: "Compose",
          service: name,
          because: `there is no service "${target}" whose ${kind} namespace could be joined`,
        });
      return own;
    }
    current = next;
  }
  return current.value === "host" ? { ...own, value: "host" } : own;
}
