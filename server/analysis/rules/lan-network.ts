import { knownValue } from "../model/setting.ts";
import { rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";

export default rule({
  id: "lan-network",
  group: "network",
  level: "warning",
  docs: {
    title: "Containers directly on the LAN",
    what: "The network's driver is `macvlan` or `ipvlan`: every container on it has an address of the local network and stands there like a machine of its own.",
    why: "Everything in the LAN reaches every port of the container, published or not, and the host's firewall does not see the packets. In the other direction, code in the container reaches routers, printers and servers that trust the LAN, and with NET_RAW, which is a default capability, it can pretend to be one of them.",
    fine: "Programs that have to be found by broadcast or need an address of their own: DHCP and DNS servers, home automation.",
    instead:
      "A bridge network with the needed ports published. Where the address is needed, drop NET_RAW and filter on the switch or router.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          dns:
            image: acme/dns:1.2
            networks: [lan]
        networks:
          lan:
            driver: macvlan`,
      good: yaml`
        services:
          dns:
            image: acme/dns:1.2
            networks: [front]
        networks:
          front:
            driver: bridge`,
    },
    references: [
      "https://docs.docker.com/engine/network/drivers/macvlan/",
      "https://docs.docker.com/engine/network/drivers/ipvlan/",
    ],
  },

  *checkProject({ networks }) {
    for (const { name, driver } of networks.values()) {
      const value = knownValue(driver);
      if (value !== "macvlan" && value !== "ipvlan") continue;
      yield {
        at: driver.at,
        evidence: name,
        message: `Network "${name}" puts its containers on the local network (${value}), past the host's firewall.`,
      };
    }
  },
});
