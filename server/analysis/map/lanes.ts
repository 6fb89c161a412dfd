import type { Engine } from "../facts/engine.ts";
import { NAMESPACES, type NamespaceName } from "../facts/namespaces.ts";
import type { Container } from "../model/container.ts";
import { is, isWritten, knownValue } from "../model/setting.ts";
import type { Place } from "../text/span.ts";
import { pathTo, secretiveNeighbour, standings } from "../threats/attack-conditions.ts";
import { isKeptProxy, isSocketProxy } from "../threats/socket-proxy.ts";
import { networks } from "../walls/networks.ts";
import type { Surroundings, WallState } from "../walls/wall.ts";
import type { Lane, Part, Stop } from "./model.ts";

/** All lanes of a project, the gravest kind first. `containers` are those of the map in its order. */
export function lanesOf(containers: readonly Container[], surroundings: Surroundings): readonly Lane[] {
  const { engine } = surroundings;
  return [
    ...engineLanes(containers, engine),
    ...secretLanes(containers, engine),
    ...hostLane(containers),
    ...namespaceLanes(containers),
    ...networkLanes(containers, surroundings),
  ];
}

/** Who holds the engine's socket, each with those that reach it through a proxy that it is. */
function engineLanes(containers: readonly Container[], engine: Engine): readonly Lane[] {
  return containers.flatMap((holder, index): Lane[] => {
    const socket = standings(holder, engine).get("engine socket");
    if (!socket) return [];
    const through = isSocketProxy(holder) ? clientsOf(holder, containers) : [];
    const isKept = isKeptProxy(holder);
    const names = through.map(({ container }) => containers[container]?.name ?? "").join(", ");
    const reached = names === "" ? "" : ` ${names} reach what it lets through.`;
    const part = partOf(`lanes.engine.${index}`, "Engine", socket.at, {
      standing: isKept ? "open" : "opened",
      word: isKept ? "filtered" : "whole",
      text: `${holder.name} holds the engine's socket.${reached}`,
    });
    return [{ part, kind: "engine", stops: [{ container: index, link: "" }, ...through] }];
  });
}

/** Containers of one network reach each other's ports, and those in one network namespace do without any network. */
function clientsOf(proxy: Container, containers: readonly Container[]): readonly Stop[] {
  return containers.flatMap((one, container): Stop[] => {
    if (one === proxy) return [];
    const network = one.networks.find((name) => proxy.networks.includes(name));
    if (network !== undefined) return [{ container, link: `over ${network}` }];
    return knownValue(one.namespaces.net) === `service:${proxy.name}` ? [{ container, link: "same network" }] : [];
  });
}

/** Whose secrets another container reads, since it sees the processes that hold them. */
function secretLanes(containers: readonly Container[], engine: Engine): readonly Lane[] {
  const readers = containers.flatMap((reader, container) => {
    const owner = secretiveNeighbour(reader, engine);
    const reads = owner !== undefined && pathTo("secrets", standings(reader, engine)) !== undefined;
    return reads ? [{ container, owner: containers.findIndex(({ name }) => name === owner.name) }] : [];
  });
  const owners = [...new Set(readers.map(({ owner }) => owner))].filter((owner) => owner >= 0);
  return owners.flatMap((owner): Lane[] => {
    const held = containers[owner];
    if (!held) return [];
    const own = readers.filter((one) => one.owner === owner);
    const names = own.map(({ container }) => containers[container]?.name ?? "").join(", ");
    const part = partOf(`lanes.secret.${owner}`, "Secrets", held.source.keys.get("secrets") ?? held.at, {
      standing: "opened",
      word: `of ${held.name}`,
      text: `${names} can read the secrets of ${held.name} in its processes.`,
    });
    const stops = own.map(({ container }) => ({ container, link: "by its processes" }));
    return [{ part, kind: "secret", stops: [{ container: owner, link: "" }, ...stops] }];
  });
}

function hostLane(containers: readonly Container[]): readonly Lane[] {
  const stops = containers.flatMap(({ namespaces: { net } }, container) =>
    is(net, "host") ? [{ container, link: "" }] : [],
  );
  const [first] = stops;
  const net = first && containers[first.container]?.namespaces.net;
  if (!net) return [];
  const names = stops.map(({ container }) => containers[container]?.name ?? "").join(", ");
  const part = partOf("lanes.host", "Host network", net.at, {
    standing: isWritten(net) ? "opened" : "open",
    word: "shared",
    text: `${names} are on the host's own network, with all that listens there.`,
  });
  return [{ part, kind: "host", stops }];
}

/** Namespaces that containers of the project join, each with the container that has it. */
function namespaceLanes(containers: readonly Container[]): readonly Lane[] {
  return NAMESPACES.flatMap(({ name: namespace }) => {
    const joined = new Map<string, Stop[]>();
    for (const [container, { namespaces }] of containers.entries()) {
      const mode = knownValue(namespaces[namespace]) ?? "";
      if (!mode.startsWith(JOINED)) continue;
      const owner = mode.slice(JOINED.length);
      joined.set(owner, [...(joined.get(owner) ?? []), { container, link: "joins" }]);
    }
    return [...joined].flatMap(([owner, stops]) => namespaceLane(namespace, owner, stops, containers));
  });
}

const JOINED = "service:";

function namespaceLane(
  namespace: NamespaceName,
  owner: string,
  stops: readonly Stop[],
  containers: readonly Container[],
): readonly Lane[] {
  const container = containers.findIndex(({ kind, name }) => kind === "service" && name === owner);
  const [first] = stops;
  const at = first && containers[first.container]?.namespaces[namespace].at;
  if (container < 0 || !at) return [];
  const names = stops.map((stop) => containers[stop.container]?.name ?? "").join(", ");
  const part = partOf(`lanes.${namespace}.${container}`, SHARED[namespace] ?? namespace, at, {
    standing: "joined",
    word: `of ${owner}`,
    text: `${names} share the ${namespace} namespace of ${owner}.`,
  });
  return [{ part, kind: "namespace", stops: [{ container, link: "" }, ...stops] }];
}

/** What containers share that share a namespace. */
const SHARED: Partial<Readonly<Record<NamespaceName, string>>> = {
  pid: "Processes",
  ipc: "Shared memory",
  net: "Network",
};

/** The networks that more than one container is on. */
function networkLanes(containers: readonly Container[], surroundings: Surroundings): readonly Lane[] {
  const names = [...new Set(containers.flatMap((one) => one.networks))];
  return names.flatMap((name): Lane[] => {
    const stops = containers.flatMap((one, container) =>
      one.networks.includes(name) ? [{ container, link: "" }] : [],
    );
    const first = stops[0] && containers[stops[0].container];
    const state = first && networks.read(first, surroundings).find(({ label }) => label === name);
    if (stops.length < 2 || !state) return [];
    const company = stops.map(({ container }) => containers[container]?.name ?? "").join(", ");
    const at = surroundings.networks.get(name)?.at ?? state.at;
    const text = `${company} reach each other's ports on the network ${name}, published or not.`;
    const part = partOf(`lanes.network.${name}`, name, at, { standing: state.standing, word: state.word, text });
    return [{ part, kind: "network", stops }];
  });
}

function partOf(id: string, label: string, at: Place, how: Pick<WallState, "standing" | "word" | "text">): Part {
  return { id, path: undefined, label, at, ...how };
}
