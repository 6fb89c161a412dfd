import { wellKnownPort } from "../facts/ports.ts";
import type { Container } from "../model/container.ts";
import { isLoopback, publishedPorts } from "../threats/published.ts";
import { rule } from "./rule.ts";

const DATA: ReadonlySet<string> = new Set(["database", "cache", "queue"]);

export default rule({
  id: "flat-network",
  subject: "project",
  wall: "network",
  level: "info",
  profile: "strict",
  docs: {
    title: "One network for all services",
    what: "A service that is reached from outside and one that keeps data are both on the project's default network, with others that could stand between them.",
    why: "Who takes over the published service reaches every port of the other one, and with NET_RAW, a default capability, can listen in on its neighbours. With two networks, only the services in between reach the data.",
    fine: "A project of two services, where the published one talks to the database itself, is not reported.",
    instead:
      "Two networks: one for what is published, and one with `internal: true` for the data, with only the service in between on both.",
    example: {
      file: "compose.yaml",
      bad: 'services:\n  web:\n    image: acme/web:1.2\n    ports: ["80:8080"]\n  app:\n    image: acme/app:1.2\n  db:\n    image: postgres:18\n',
      good: 'services:\n  web:\n    image: acme/web:1.2\n    ports: ["80:8080"]\n    networks: [front]\n  app:\n    image: acme/app:1.2\n    networks: [front, back]\n  db:\n    image: postgres:18\n    networks: [back]\nnetworks:\n  front:\n  back:\n    internal: true\n',
    },
    references: [
      "https://docs.docker.com/compose/how-tos/networking/#specify-custom-networks",
      "https://docs.docker.com/reference/compose-file/networks/#internal",
    ],
  },

  *check({ services }) {
    const flat = services.filter(({ networks }) => networks.length === 1 && networks[0] === "default");
    const data = flat.find(keepsData);
    const open = flat.find((service) => service !== data && isReached(service));
    if (!data || !open || flat.length < 3) return;
    yield {
      at: data.at,
      message: `Service "${data.name}" keeps data and shares the default network with "${open.name}", which is published.`,
      related: [{ at: open.keys.get("ports") ?? open.at, message: `Service "${open.name}" is published here.` }],
    };
  },
});

function keepsData({ profile, build }: Container): boolean {
  if (!profile || build || profile.ports === "unknown") return false;
  return profile.ports.some(({ port, protocol = "tcp" }) => DATA.has(wellKnownPort(port, protocol)?.kind ?? ""));
}

function isReached(service: Container): boolean {
  return [...publishedPorts(service)].some(({ address }) => address !== undefined && !isLoopback(address));
}
