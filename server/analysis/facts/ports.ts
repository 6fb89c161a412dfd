import { IMAGE_PORTS, OPEN_IMAGES } from "./image-port-table.ts";
import { imageWords } from "./image-words.ts";
import { PORTS, REGISTRY, type WellKnownPort } from "./port-table.ts";

export type { WellKnownPort };

/** Ports of a container from `target` to `lastTarget`, both included; `protocol` is `tcp` or `udp`, in any case. */
export interface PortsInside {
  readonly target: number;
  readonly lastTarget?: number;
  readonly protocol: string;
}

/**
 * What listens on a container's ports: of a range, what is least meant for others. What an image's name says comes before what a number says by
 * itself; undefined for ports that many programs use, such as 3000, 8000, 8080 and 9000, of an image that nobody knows.
 * `images` are repositories, `gitea/gitea`, or what else tells the program's name.
 */
export function portUse(ports: PortsInside, images: readonly string[]): WellKnownPort | undefined {
  return portUses(images)(ports);
}

/** The same for all ports of one container, each found without looking at all that are known. */
export function portUses(images: readonly string[]): (ports: PortsInside) => WellKnownPort | undefined {
  const words = new Set(images.flatMap(imageWords));
  const open = OPEN_IMAGES.find(({ of }) => of.some((word) => words.has(word)));
  if (open) {
    const { name, of, source } = open;
    return ({ target }) => ({ port: target, protocol: "any", name, kind: "public", of, sources: [source] });
  }
  byPort ??= portIndex();
  const index = byPort;
  const use = (port: number, protocol: string): WellKnownPort | undefined => {
    const rows = index.get(port)?.filter((row) => row.protocol === "any" || row.protocol === protocol);
    return rows?.find(({ of }) => of?.some((word) => words.has(word))) ?? rows?.find(({ of }) => of === undefined);
  };
  const byProtocol = new Map<string, readonly (readonly WellKnownPort[])[]>();
  /** What is not for others: an engine's daemon is graver than all else. Each list is in the order of the ports. */
  const innerOf = (protocol: string): readonly (readonly WellKnownPort[])[] => {
    const known = byProtocol.get(protocol);
    if (known) return known;
    const all = [...index.keys()].sort((a, b) => a - b).flatMap((port) => use(port, protocol) ?? []);
    const inner = all.filter(({ kind }) => kind !== "public");
    const lists = [inner.filter(({ kind }) => kind === "daemon"), inner.filter(({ kind }) => kind !== "daemon")];
    byProtocol.set(protocol, lists);
    return lists;
  };
  return ({ target, lastTarget = target, protocol }) => {
    if (target === lastTarget) return use(target, protocol.toLowerCase());
    return innerOf(protocol.toLowerCase())
      .map((list) => firstFrom(list, target))
      .find((known) => known !== undefined && known.port <= lastTarget);
  };
}

/** The first of a sorted list whose port is not below a number. */
function firstFrom(sorted: readonly WellKnownPort[], port: number): WellKnownPort | undefined {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.port ?? 0) < port) low = middle + 1;
    else high = middle;
  }
  return sorted[low];
}

let byPort: ReadonlyMap<number, readonly WellKnownPort[]> | undefined;

function portIndex(): ReadonlyMap<number, readonly WellKnownPort[]> {
  const index = new Map<number, WellKnownPort[]>();
  const add = (known: WellKnownPort): void => {
    const others = index.get(known.port);
    if (others) others.push(known);
    else index.set(known.port, [known]);
  };
  for (const { tcp = [], udp = [], source, ...row } of IMAGE_PORTS) {
    for (const port of tcp) add({ ...row, port, protocol: "tcp", sources: [source] });
    for (const port of udp) add({ ...row, port, protocol: "udp", sources: [source] });
  }
  for (const { source = REGISTRY, ...row } of PORTS) add({ protocol: "any", ...row, sources: [source] });
  return index;
}
