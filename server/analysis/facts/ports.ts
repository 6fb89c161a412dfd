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
  const { target, lastTarget = target } = ports;
  const protocol = ports.protocol.toLowerCase();
  const words = new Set(images.flatMap(imageWords));
  const open = OPEN_IMAGES.find(({ of }) => of.some((word) => words.has(word)));
  if (open) {
    const { name, of, source } = open;
    return { port: target, protocol: "any", name, kind: "public", of, sources: [source] };
  }
  byPort ??= portIndex();
  const use = (port: number): WellKnownPort | undefined => {
    const rows = byPort?.get(port)?.filter((row) => row.protocol === "any" || row.protocol === protocol);
    return rows?.find(({ of }) => of?.some((word) => words.has(word))) ?? rows?.find(({ of }) => of === undefined);
  };
  if (target === lastTarget) return use(target);
  let worst: WellKnownPort | undefined;
  for (const port of byPort.keys()) {
    const known = port >= target && port <= lastTarget ? use(port) : undefined;
    if (known && known.kind !== "public" && (worst === undefined || isWorse(known, worst))) worst = known;
  }
  return worst;
}

function isWorse(one: WellKnownPort, than: WellKnownPort): boolean {
  if ((one.kind === "daemon") !== (than.kind === "daemon")) return one.kind === "daemon";
  return one.port < than.port;
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
