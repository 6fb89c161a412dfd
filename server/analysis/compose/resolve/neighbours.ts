import type { Container } from "../../model/container.ts";
import { knownValue } from "../../model/setting.ts";

/**
 * Gives each service that joins a PID namespace, over however many services, those in it that have secrets: one list for all of them, since the time that each takes
 * to look through all others grows with their square. They see each other's processes: https://man7.org/linux/man-pages/man7/pid_namespaces.7.html
 */
export function withNeighbours(services: readonly Container[]): readonly Container[] {
  const joined = new Map(services.map((service) => [service.name, joinedBy(service)] as const));
  if ([...joined.values()].every((name) => name === undefined)) return services;
  const owners = ownersOf(joined);
  const keepers = new Map<string, Container[]>();
  for (const service of services) {
    if (!service.source.keys.has("secrets")) continue;
    const owner = owners.get(service.name) ?? service.name;
    const known = keepers.get(owner);
    if (known === undefined) keepers.set(owner, [service]);
    else known.push(service);
  }
  return services.map((service) => {
    if (joined.get(service.name) === undefined) return service;
    return { ...service, secretKeepers: keepers.get(owners.get(service.name) ?? service.name) ?? [] };
  });
}

/** The service whose PID namespace a service names. */
function joinedBy({ namespaces: { pid } }: Container): string | undefined {
  const mode = knownValue(pid) ?? "";
  return mode.startsWith("service:") ? mode.slice("service:".length) : undefined;
}

/** For each service the one that its chain of joins ends at; for a circle, which cannot start, one of those in it. */
function ownersOf(joined: ReadonlyMap<string, string | undefined>): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  for (const name of joined.keys()) {
    const chain = new Set<string>();
    let owner = name;
    for (let next: string | undefined = name; next !== undefined && !chain.has(next); next = joined.get(next)) {
      owner = owners.get(next) ?? next;
      if (owners.has(next)) break;
      chain.add(next);
    }
    for (const one of chain) owners.set(one, owner);
  }
  return owners;
}
