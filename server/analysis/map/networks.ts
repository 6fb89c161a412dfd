import type { Container } from "../model/container.ts";
import type { Network, Project } from "../model/project.ts";
import { is, knownValue } from "../model/setting.ts";
import type { Part } from "./model.ts";

/** The networks that a container is attached to, with who else is on them; one part that says so where there are none. */
export function networkParts(
  service: Container,
  { services, networks }: Pick<Project, "services" | "networks">,
): readonly Part[] {
  const { keys, namespaces, networks: names } = service;
  const at = keys.get("networks") ?? keys.get("network_mode") ?? service.at;
  if (names.length === 0) {
    const mode = knownValue(namespaces.net);
    const none =
      mode === "private" ? "It is attached to no network." : "It has no network of its own; see the net namespace.";
    return [{ id: "network", label: "none", standing: "plain", word: "none", text: none, at }];
  }
  return names.map((name) => ({ ...networkPart(name, networks.get(name), neighbours(name, service, services)), at }));
}

function neighbours(network: string, self: Container, services: readonly Container[]): string {
  const others = services.filter((one) => one !== self && one.networks.includes(network)).map(({ name }) => name);
  return others.length === 0 ? "with no other container" : `with ${others.join(", ")}`;
}

function networkPart(name: string, network: Network | undefined, company: string): Omit<Part, "at"> {
  const part = { id: `network/${name}`, label: name };
  const driver = network ? knownValue(network.driver) : undefined;
  if (driver === "macvlan" || driver === "ipvlan") {
    const text = `The network ${name} (${driver}) is the host's own LAN: its machines reach every port of the container.`;
    return { ...part, standing: "opened", word: "LAN", text };
  }
  if (network && is(network.internal, true)) {
    return {
      ...part,
      standing: "closed",
      word: "internal",
      text: `The network ${name}, ${company}; it has no way out.`,
    };
  }
  return {
    ...part,
    standing: "plain",
    word: "bridge",
    text: `The network ${name}, ${company}; it leads out to the internet.`,
  };
}
