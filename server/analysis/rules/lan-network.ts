import { is, knownValue } from "../model/setting.ts";
import { said } from "../text/wording.ts";
import { rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";

export default rule({
  id: "lan-network",
  group: "network",
  level: "warning",
  docs: {
    title: "Containers directly on the LAN",
    what: "The network's driver is `macvlan` or `ipvlan`, with an interface of the host as its `parent`: every container on it has an address of the local network and stands there like a machine of its own.",
    why: "Everything in the LAN reaches every port of the container, published or not, and the host's firewall does not see the packets. In the other direction, code in the container reaches routers, printers and servers that trust the LAN, and with NET_RAW, which is a default capability, it can pretend to be one of them.",
    fine: "Programs that have to be found by broadcast or need an address of their own: DHCP and DNS servers, home automation. Without a `parent` the engine makes a dummy interface, and an `internal` network or one of `ipvlan` in mode `l3` is not on the LAN either: those are not reported.",
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
            driver: macvlan
            driver_opts: { parent: eth0 }`,
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
      "https://github.com/moby/moby/blob/master/daemon/libnetwork/drivers/macvlan/macvlan_network.go",
    ],
  },

  *checkProject({ networks }) {
    for (const { name, driver, options, internal } of networks.values()) {
      const value = knownValue(driver);
      if (value !== "macvlan" && value !== "ipvlan") continue;
      const mode = options.get("ipvlan_mode");
      const routed = value === "ipvlan" && mode !== undefined && !is(mode, "l2");
      if (!options.has("parent") || routed || !is(internal, false)) continue;
      yield {
        at: driver.at,
        evidence: name,
        message: said`Network "${name}" puts its containers on the local network (${value}), past the host's firewall.`,
      };
    }
  },
});
