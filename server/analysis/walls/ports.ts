import { type Port, portsInside } from "../model/port.ts";
import { knownValue } from "../model/setting.ts";
import { isEveryAddress, isLoopback } from "../threats/published.ts";
import type { Opening } from "./opening.ts";
import { openness, together, unknownState, type Wall } from "./wall.ts";

/** The ports that the engine publishes. */
export const ports: Wall = {
  path: "ports",
  label: "Ports",
  group: "network",
  shape: "opening",
  read: (container) => container.ports.filter(({ effective }) => effective).map(portOpening),
  aspects: [
    {
      id: "ports",
      weight: 300,
      open: "Ports are published on every address of the host",
      closed: "No port is published beyond the host's loopback",
      reason: () => "publishes ports to the network",
      assess: (container) =>
        together(
          container.ports.map(({ effective, hostIp }) =>
            effective ? openness(hostIp, (address) => !isLoopback(bare(address))) : 0,
          ),
        ),
    },
  ],
};

const HARMLESS = { kind: "port", readOnly: false, standing: "plain", severity: "none" } as const;

function portOpening(port: Port, index: number): Opening {
  const { hostIp, published, protocol, at } = port;
  const path = `ports[${index}]`;
  const outside = knownValue(published);
  const inside = `${portsInside(port)}/${protocol}`;
  const address = knownValue(hostIp);
  const host = address === undefined ? "?" : isEveryAddress(bare(address)) ? "every address" : address;
  const label = `${host}:${outside === undefined ? "?" : outside || "a free port"}`;
  const target = `port ${inside}`;
  const base = { id: path, path, label, target, at, ...HARMLESS } as const;
  if (hostIp.state === "unknown") return { ...base, ...unknownState(hostIp.because) };
  if (isLoopback(bare(hostIp.value))) {
    return { ...base, word: "this host only", text: `Only programs on the host reach port ${inside}.` };
  }
  if (!isEveryAddress(bare(hostIp.value))) {
    const text = `Whoever reaches the host's address ${bare(hostIp.value)} reaches port ${inside}.`;
    return { ...base, word: "one address", text };
  }
  const text = `Every machine that reaches the host on any of its networks reaches port ${inside}; Docker's rules come before those of ufw and firewalld.`;
  return { ...base, standing: "opened", word: "every address", text, severity: "medium" };
}

/** An address without the brackets of an IPv6 one. */
function bare(address: string): string {
  return address.replace(/^\[|\]$/g, "");
}
