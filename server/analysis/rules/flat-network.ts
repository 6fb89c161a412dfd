import { splitNetwork } from "../fixes/split-network.ts";
import type { Container } from "../model/container.ts";
import { isStore } from "../model/store.ts";
import { said } from "../text/wording.ts";
import { isLoopback, publishedPorts } from "../threats/published.ts";
import { rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";
import { named } from "./shared/naming.ts";

export default rule({
  id: "flat-network",
  group: "network",
  level: "info",
  profile: "strict",
  docs: {
    title: "One network for all services",
    what: "A service that is reached from outside and one that keeps data are both on the project's default network, with others that could stand between them.",
    why: "Who takes over the published service reaches every port of the other one, and with NET_RAW, a default capability, can listen in on its neighbours. With two networks, only the services in between reach the data.",
    fine: "A project of two services, where the published one talks to the database itself, is not reported.",
    instead:
      "Two networks: one for what is published, and one with `internal: true` for the data, with only the service in between on both. The fix does so where it can be seen that nobody else reaches the data: what is built, or mounts a file, may name it there.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          web:
            image: acme/web:1.2
            ports: ["80:8080"]
          app:
            image: acme/app:1.2
          db:
            image: postgres:18`,
      good: yaml`
        services:
          web:
            image: acme/web:1.2
            ports: ["80:8080"]
            networks: [front]
          app:
            image: acme/app:1.2
            networks: [front, back]
          db:
            image: postgres:18
            networks: [back]
        networks:
          front:
          back:
            internal: true`,
    },
    references: [
      "https://docs.docker.com/compose/how-tos/networking/#specify-custom-networks",
      "https://docs.docker.com/reference/compose-file/networks/#internal",
    ],
  },

  *checkProject(project) {
    const { services } = project;
    const flat = services.filter(({ networks }) => networks.length === 1 && networks[0] === "default");
    const data = flat.find(keepsData);
    const open = flat.find((service) => service !== data && isReached(service));
    if (!data || !open || flat.length < 3) return;
    yield {
      at: data.at,
      message: said`${named(data)} keeps data and shares the default network with "${open.name}", which is published.`,
      fixes: () => splitNetwork(data, project, keepsData),
      related: [{ at: open.source.keys.get("ports") ?? open.at, message: said`${named(open)} is published here.` }],
    };
  },
});

function keepsData(service: Container): boolean {
  return isStore(service) && !service.build;
}

function isReached(service: Container): boolean {
  return publishedPorts(service).some(({ address }) => address !== undefined && !isLoopback(address));
}
