import { isMeant } from "../fixes/purpose.ts";
import { namespaceWalls } from "../walls/namespaces.ts";
import { yaml } from "./shared/example.ts";
import { openedWall } from "./shared/wall-rule.ts";

export default openedWall({
  id: "host-network",
  keys: ["network_mode", "networks"],
  group: "network",
  level: "warning",
  opened: namespaceWalls.net,
  removes: ({ source }) => (source.keys.has("network_mode") ? "network_mode" : "the network"),
  levelOf: (container) => (isMeant(container, { namespace: "network" }) ? "info" : "warning"),
  docs: {
    title: "Host network",
    what: "`network_mode: host` gives the container no network namespace of its own: the host's interfaces, addresses and ports are the container's. So does joining a service that is on the host's network, and in a Swarm stack an external network that is called `host`. `ports` publish nothing then.",
    why: "An attacker reaches what listens on the host's `127.0.0.1` and was never meant to be reached: databases, agents, a container engine's API, the cloud's metadata service with the host's identity. Abstract Unix sockets, such as X11's, are open too; containerd-shim could once be taken over that way (CVE-2020-15257). With NET_RAW, which is a default capability, the host's traffic can be read.",
    fine: "Programs that work on the host's interfaces need it: DHCP servers, mDNS discovery, VPN gateways, node-level monitoring. An image that is known to be for that is an info.",
    instead:
      "Remove it and publish the ports that are to be reached. Services of one project reach each other by name.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          web:
            image: nginx:1.29
            network_mode: host`,
      good: yaml`
        services:
          web:
            image: nginx:1.29
            ports: ["8080:80"]`,
    },
    references: [
      "https://docs.docker.com/engine/network/drivers/host/",
      "https://docs.docker.com/reference/compose-file/services/#network_mode",
      "https://github.com/containerd/containerd/security/advisories/GHSA-36xw-fx78-c5r4",
    ],
  },
});
