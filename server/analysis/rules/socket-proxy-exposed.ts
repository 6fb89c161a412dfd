import type { Container } from "../model/container.ts";
import { is, knownValue } from "../model/setting.ts";
import { ours, said } from "../text/wording.ts";
import { portName, publishedPorts } from "../threats/published.ts";
import { isSocketProxy, listensWidely, openingOf } from "../threats/socket-proxy.ts";
import { type ContainerProblem, rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";

export default rule({
  id: "socket-proxy-exposed",
  group: "daemon",
  level: "warning",
  outranks: ["exposed-admin-port", "exposed-port"],
  windows: true,
  docs: {
    title: "Socket proxy that hands on too much",
    what: "A socket proxy stands between the engine's socket and its clients. This one is published on the host or is on its network, shares a network with services that do not use it, or lets requests change something (`POST=1` with `CONTAINERS=1`, `EXEC=1`, `ALLOW_START=1` and the like; without `POST` these let nothing through but reading; `-allowPOST` of Wollomatic's proxy).",
    why: "The proxy asks nobody who they are. Every container that reaches its port may send what the proxy lets through, and a request that may create a container is as good as root on the host. Read requests give away the environment of all containers, with the passwords in it.",
    fine: "`POST=1` for a program that is meant to start and stop containers: it is as powerful as root, which a comment may allow.",
    instead:
      "Put the proxy and its one client on a network of their own with `internal: true`, publish nothing, and switch on only the sections of the API that the client reads.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          socket-proxy:
            image: tecnativa/docker-socket-proxy:0.4
            environment:
              CONTAINERS: 1
              POST: 1`,
      good: yaml`
        services:
          socket-proxy:
            image: tecnativa/docker-socket-proxy:0.4
            environment:
              CONTAINERS: 1`,
    },
    references: [
      "https://github.com/Tecnativa/docker-socket-proxy#security-recommendations",
      "https://github.com/linuxserver/docker-socket-proxy",
    ],
  },
  check: ofService,
});

function* ofService(service: Container): Generator<ContainerProblem> {
  if (!isSocketProxy(service)) return;
  for (const { port } of publishedPorts(service)) {
    yield {
      of: port,
      evidence: `${port.target}/${port.protocol}`,
      verdict: said`is a socket proxy and publishes ${portName(port)}: who reaches it talks to the engine`,
    };
  }
  if (is(service.namespaces.net, "host") && listensWidely(service)) {
    yield {
      of: service.namespaces.net,
      evidence: "host network",
      verdict: "is a socket proxy on the host's network: who reaches the host's port talks to the engine",
    };
  }
  yield* sharedNetworks(service);
  const opening = openingOf(service);
  if (opening === undefined) return;
  yield {
    of: opening.by,
    evidence: opening.name,
    verdict: said`is a socket proxy that lets its clients change something: ${opening.name} ${ours(opening.state)}`,
  };
}

/** A network with a single other service is that service's own way to the proxy, even where a file of its own names the proxy. */
function* sharedNetworks(proxy: Container): Generator<ContainerProblem> {
  for (const network of proxy.networks) {
    const others = proxy
      .onNetworks()
      .filter((one) => one.name !== proxy.name && !isSocketProxy(one) && one.networks.includes(network));
    const strangers = others.filter((one) => !mentions(one, proxy.name));
    if (strangers.length === 0 || others.length < 2) continue;
    const names = strangers.map(({ name }) => `"${name}"`).join(", ");
    yield {
      at: proxy.source.keys.get("networks") ?? proxy.at,
      evidence: `${proxy.name} ${network}`,
      verdict: said`is a socket proxy and shares the network "${network}" with ${names}, which nothing shows to use it`,
    };
  }
}

/** Whether a service's environment or command names the proxy as a host. */
function mentions(service: Container, proxy: string): boolean {
  const texts = [
    ...[...service.environment.values()].map((value) => knownValue(value) ?? ""),
    ...(knownValue(service.command) ?? []),
    ...(knownValue(service.entrypoint) ?? []),
  ];
  return texts.some((text) => text.includes(proxy));
}
