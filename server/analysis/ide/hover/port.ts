import { type Port, portsInside } from "../../model/port.ts";
import { knownValue } from "../../model/setting.ts";
import { type Card, code } from "./card.ts";

/** Who can reach a published port. */
export function portCard(port: Port): Card {
  const { hostIp, published, protocol, effective } = port;
  const address = knownValue(hostIp);
  const outside = knownValue(published);
  const wide = address !== undefined && ALL_ADDRESSES.has(address);
  const from = `${address ?? "?"}:${outside === "" ? "a free port" : (outside ?? "?")}`;
  return {
    title: `Port ${code(`${from} → ${portsInside(port)}/${protocol}`)}`,
    facts: [wide && effective ? "on every address of the host" : undefined],
    text: textFor(effective, address, wide),
    parts: [
      [
        "Firewall",
        wide && effective ? "Docker's own rules come first: `ufw` and `firewalld` do not close it" : undefined,
      ],
      [
        "Safer",
        wide && effective
          ? "`127.0.0.1:` before it where only the host or a reverse proxy connects; between services no port needs to be published"
          : undefined,
      ],
    ],
    links: ["https://docs.docker.com/engine/network/port-publishing/"],
    specific: true,
  };
}

const ALL_ADDRESSES: ReadonlySet<string> = new Set(["0.0.0.0", "::", ""]);

function textFor(effective: boolean, address: string | undefined, wide: boolean): string {
  if (!effective) return "It publishes nothing: the service's network has no ports to publish.";
  if (address === undefined) return "A variable decides on which address of the host it is reached.";
  if (wide) return "Every machine that reaches the host on any of its networks reaches the container's port.";
  const loopback = address.startsWith("127.") || address === "::1";
  return loopback
    ? "Only programs on the host itself reach it."
    : `It is reached on the host's address ${code(address)} alone.`;
}
