import type { Container } from "../model/container.ts";
import type { Network } from "../model/project.ts";
import { is, knownValue } from "../model/setting.ts";
import type { Surroundings, Wall, WallState } from "./wall.ts";

/** The networks that a container is attached to, with who else is on them; one state that says so where there are none. */
export const networks: Wall = {
  path: "networks",
  label: "Networks",
  group: "network",
  shape: "network",
  read: networkStates,
  aspects: [],
};

function networkStates(container: Container, surroundings: Surroundings): readonly WallState[] {
  const { keys, namespaces, networks: names } = container;
  const at = keys.get("networks") ?? keys.get("network_mode") ?? container.at;
  const base = { path: "networks", at };
  if (names.length === 0) {
    const [word, text] =
      knownValue(namespaces.net) === "private"
        ? ["not attached", "It is attached to no network."]
        : ["none", "It has no network of its own; see the net namespace."];
    return [{ ...base, id: "networks", label: "none", standing: "plain", word, text }];
  }
  return names.map((name) => {
    const others = surroundings.services.filter((one) => one !== container && one.networks.includes(name));
    const company = container.kind === "container" ? ANYBODY : companyOf(others);
    return { ...base, id: `networks.${name}`, label: name, ...reach(name, surroundings.networks.get(name), company) };
  });
}

function companyOf(others: readonly Container[]): string {
  return others.length === 0 ? "with no other container" : `with ${others.map((one) => one.name).join(", ")}`;
}

/** The networks of a command are not its file's alone. */
const ANYBODY = "with every other container that is on it";

function reach(
  name: string,
  network: Network | undefined,
  company: string,
): Pick<WallState, "standing" | "word" | "text"> {
  const driver = network ? knownValue(network.driver) : undefined;
  if (driver === "macvlan" || driver === "ipvlan") {
    const text = `The network ${name} (${driver}) is the host's own LAN: its machines reach every port of the container.`;
    return { standing: "opened", word: "LAN", text };
  }
  if (network && is(network.internal, true)) {
    return { standing: "closed", word: "internal", text: `The network ${name}, ${company}; it has no way out.` };
  }
  return { standing: "plain", word: "bridge", text: `The network ${name}, ${company}; it leads out to the internet.` };
}
