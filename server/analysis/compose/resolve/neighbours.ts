import type { Container } from "../../model/container.ts";
import { knownValue } from "../../model/setting.ts";

/**
 * Gives each service that joins a PID namespace, over however many services, the others in it.
 * They see each other's processes: https://man7.org/linux/man-pages/man7/pid_namespaces.7.html
 */
export function withNeighbours(services: readonly Container[]): readonly Container[] {
  const joined = new Map(services.map((service) => [service.name, joinedBy(service)] as const));
  if ([...joined.values()].every((name) => name === undefined)) return services;
  const owners = new Map(services.map(({ name }) => [name, ownerOf(name, joined)] as const));
  return services.map((service) => {
    if (joined.get(service.name) === undefined) return service;
    const owner = owners.get(service.name);
    const neighbours = services.filter((other) => other !== service && owners.get(other.name) === owner);
    return { ...service, neighbours };
  });
}

/** The service whose PID namespace a service names. */
function joinedBy({ namespaces: { pid } }: Container): string | undefined {
  const mode = knownValue(pid) ?? "";
  return mode.startsWith("service:") ? mode.slice("service:".length) : undefined;
}

/** The service that a chain of joins ends at; in a circle, which cannot start, the one where it closes. */
function ownerOf(name: string, joined: ReadonlyMap<string, string | undefined>): string {
  const seen = new Set<string>();
  let owner = name;
  for (let next = joined.get(owner); next !== undefined && !seen.has(next); next = joined.get(owner)) {
    seen.add(next);
    owner = next;
  }
  return owner;
}
