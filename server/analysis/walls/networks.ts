import { type Container, standsAlone } from "../model/container.ts";
import type { Network } from "../model/project.ts";
import { is, knownValue } from "../model/setting.ts";
import { openStanding, type Surroundings, unknownState, type Wall, type WallState } from "./wall.ts";

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
  const {
    source: { keys },
    networks: names,
  } = container;
  const at = keys.get("networks") ?? keys.get("network_mode") ?? container.at;
  const base = { path: "networks", at };
  if (names.length === 0) return [{ ...base, id: "networks", ...unattached(container) }];
  return names.map((name) => {
    const others = surroundings.services.filter((one) => one !== container && one.networks.includes(name));
    const company = standsAlone(container) ? ANYBODY : companyOf(others);
    return { ...base, id: `networks.${name}`, label: name, ...reach(name, surroundings.networks.get(name), company) };
  });
}

function companyOf(others: readonly Container[]): string {
  return others.length === 0 ? "with no other container" : `with ${others.map((one) => one.name).join(", ")}`;
}

/** The networks of a command are not its file's alone. */
const ANYBODY = "with every other container that is on it";

/** A container without a network of its own: it is in none, in the host's, or in another container's. */
function unattached({ namespaces: { net } }: Container): Pick<WallState, "label" | "standing" | "word" | "text"> {
  if (net.state === "unknown") return { label: "unknown", ...unknownState(net.because) };
  if (net.value === "host") {
    const text = "It is on the host's own network, with all that listens on the host and all that reaches it.";
    return { label: "the host's", standing: openStanding(net), word: "the host's", text };
  }
  if (net.value === "private")
    return { label: "none", standing: "plain", word: "not attached", text: "It is attached to no network." };
  const other = net.value.slice(net.value.indexOf(":") + 1);
  const text = `It is in the network namespace of ${other}, and on the networks that this is attached to.`;
  return { label: `those of ${other}`, standing: "joined", word: `with ${other}`, text };
}

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
