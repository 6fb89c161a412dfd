import type { Port } from "../model/port.ts";
import { is, knownValue } from "../model/setting.ts";
import { said } from "../text/wording.ts";
import { isEveryAddress, isLoopback, type Published, portName, publishedPorts } from "../threats/published.ts";
import { rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";

export default rule({
  id: "widened-ports",
  keys: ["ports"],
  group: "network",
  level: "warning",
  windows: true,
  docs: {
    title: "Port that an override does not narrow",
    what: "A file or an extending service publishes a port on loopback that the layer below publishes on every address. Compose tells ports apart by their address too, so the entry is added and the wide one stays.",
    why: "The override reads as if the port were for the host alone, and it is open to everybody as before; or the two clash and the container does not start.",
    instead: "Replace the list: `ports: !override`, with the narrow entry in it.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          base:
            image: acme/app:1.2
            ports: ["8080:8080"]
          app:
            extends: base
            ports: ["127.0.0.1:8080:8080"]`,
      good: yaml`
        services:
          base:
            image: acme/app:1.2
            ports: ["8080:8080"]
          app:
            extends: base
            ports: !override
              - "127.0.0.1:8080:8080"`,
    },
    references: [
      "https://docs.docker.com/reference/compose-file/merge/#unique-resources",
      "https://docs.docker.com/reference/compose-file/merge/#replace-value",
    ],
  },

  *check(service) {
    const ports = publishedPorts(service);
    const wide = ports.filter(({ address }) => address !== undefined && isEveryAddress(address));
    for (const { port, address } of ports) {
      if (address === undefined || !isLoopback(address)) continue;
      const stays = wide.find((one) => isSamePort(one.port, port) && isOtherLayer(one, port));
      if (!stays) continue;
      yield {
        at: port.at,
        evidence: `${port.target}/${port.protocol}`,
        verdict: said`still publishes ${portName(port)} on every address: this entry is added to the one below`,
        related: [{ at: stays.port.at, message: "The wide entry stands here." }],
      };
    }
  },
});

function isSamePort(a: Port, b: Port): boolean {
  const published = knownValue(b.published);
  return a.target === b.target && a.protocol === b.protocol && published !== undefined && is(a.published, published);
}

function isOtherLayer({ port }: Published, { at, via }: Port): boolean {
  return port.at.file !== at.file || port.via?.start !== via?.start;
}
