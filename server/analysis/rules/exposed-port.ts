import { bindToLoopback } from "../fixes/loopback.ts";
import { said } from "../text/wording.ts";
import {
  isEveryAddress,
  isInner,
  isPurpose,
  portName,
  publishedPorts,
  withIgnoredAddress,
} from "../threats/published.ts";
import { rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";

export default rule({
  id: "exposed-port",
  keys: ["ports"],
  group: "network",
  level: "info",
  windows: true,
  docs: {
    title: "Port published on every address",
    what: "A port is published without an address of the host, so the engine opens it on all of them, IPv4 and IPv6. `0.0.0.0` and `[::]` written out say the same. The engine's rules stand before those of ufw and firewalld, which therefore do not stop it.",
    why: "Whoever reaches one address of the machine, in the café's network or on the internet, talks to the program. Many ports were only meant for the developer, and many programs were never meant to meet strangers.",
    fine: "What is there to be reached from outside: what is published as 80 or 443, DNS, mail, VPNs, games, and the ports that a known image is for. In the strict profile all others are a `warning`. An address that is written, `192.168.1.5:8080:80`, is a choice. A network whose `host_binding_ipv4` is loopback publishes there. Databases, consoles and debuggers have a rule of their own.",
    instead:
      "Put `127.0.0.1:` before the port, and a reverse proxy in front of what others are to reach. Services of one project reach each other without any `ports`.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          app:
            image: acme/app:1.2
            ports: ["8080:8080"]`,
      good: yaml`
        services:
          app:
            image: acme/app:1.2
            ports: ["127.0.0.1:8080:8080"]`,
    },
    references: [
      "https://docs.docker.com/engine/network/port-publishing/",
      "https://docs.docker.com/engine/network/packet-filtering-firewalls/",
    ],
  },

  *check(service) {
    for (const published of publishedPorts(service)) {
      const { port, known, address } = published;
      if (address === undefined || !isEveryAddress(address) || (known && isInner(known))) continue;
      yield {
        of: port,
        evidence: `${port.target}/${port.protocol}`,
        ...(isPurpose(service, published) ? {} : { strictLevel: "warning" }),
        verdict: withIgnoredAddress(said`publishes ${portName(port)} on every address of the host`, port),
        fixes: known?.of === undefined ? bindToLoopback(service, port, "medium") : [],
      };
    }
  },
});
