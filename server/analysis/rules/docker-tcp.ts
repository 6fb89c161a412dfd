import { remove } from "../fixes/remove.ts";
import type { Fix } from "../model/change.ts";
import type { Container } from "../model/container.ts";
import { clientCheckOf, type Daemon, listenersOf } from "../model/daemon.ts";
import type { Level } from "../model/level.ts";
import { knownValue, type Setting } from "../model/setting.ts";
import { ours, said } from "../text/wording.ts";
import { isLoopback, type Published, publishedPorts } from "../threats/published.ts";
import { isSocketProxy } from "../threats/socket-proxy.ts";
import { type ContainerProblem, rule } from "./rule.ts";
import { openDaemon } from "./shared/daemon-tcp.ts";
import { yaml } from "./shared/example.ts";
import { inheritedFrom, named } from "./shared/naming.ts";

export default rule({
  id: "docker-tcp",
  keys: ["build", "command", "entrypoint", "environment", "ports", "image"],
  group: "daemon",
  level: "warning",
  outranks: ["exposed-admin-port", "exposed-port"],
  windows: true,
  docs: {
    title: "Docker's API without TLS",
    what: "A daemon takes orders over TCP without TLS: `dockerd -H tcp://…`, a `dind` container whose `DOCKER_TLS_CERTDIR` is empty, or port 2375 published; so do `hosts` of `daemon.json`, `-H` in the unit that starts dockerd, and `ListenStream` of `docker.socket`. Or a client is told by `DOCKER_HOST` to talk to such a daemon on another machine.",
    why: "The API has no password. Who reaches the port starts a privileged container with the disk of the daemon's machine mounted; port 2375 on the internet is found and used within hours. On the way to another machine anybody may change the orders. An `error` is what is published beyond the host.",
    fine: "`DOCKER_HOST` with the name of a service of the same project, such as a socket proxy on an internal network, is the cure and not reported.",
    instead:
      "Use the unix socket, an SSH connection (`DOCKER_HOST=ssh://…`), or TLS with client certificates on port 2376, as the `dind` image does by itself.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          builder:
            image: docker:28-dind-rootless
            environment:
              DOCKER_TLS_CERTDIR: ""`,
      good: yaml`
        services:
          builder:
            image: docker:28-dind-rootless
            volumes:
              - certificates:/certs/client
        volumes:
          certificates:`,
    },
    references: [
      "https://docs.docker.com/engine/security/protect-access/",
      "https://docs.docker.com/engine/security/#docker-daemon-attack-surface",
      "https://hub.docker.com/_/docker",
    ],
  },

  *check(service) {
    const daemon = openDaemon(service);
    const wanted = daemon?.port ?? 2375;
    const outlets = publishedPorts(service).filter(
      ({ port }) => port.target <= wanted && port.lastTarget >= wanted && port.protocol === "tcp",
    );
    const open = outlets.find(isBeyondHost) ?? outlets[0];
    if (daemon) {
      const runs = said`${named(service)} runs Docker's daemon, which ${daemon.because}.`;
      yield {
        at: daemon.at,
        evidence: "daemon",
        level: levelOf(open),
        message: open ? said`${runs} The port is published.` : runs,
        related: [
          ...(open ? [{ at: open.port.at, message: "The port is published here." }] : []),
          ...inheritedFrom(service, daemon),
        ],
      };
    } else if (open && !isSocketProxy(service)) {
      yield {
        of: open.port,
        evidence: "port",
        level: levelOf(open),
        verdict: "publishes port 2375, Docker's API without TLS",
      };
    }
    yield* clientOfAnother(service);
  },

  *checkDaemon(daemon) {
    const check = clientCheckOf(daemon);
    if (check === "certificate") return;
    for (const { host, value, text, at } of listenersOf(daemon)) {
      const isLocal = isLoopback(host) || host === "localhost";
      const who = isLocal ? said`every process of the machine that reaches the port` : said`whoever reaches the port`;
      const listens = said`Docker's daemon listens at ${text} ${ours(HOW[check])}`;
      yield {
        at,
        evidence: `listens ${value}`,
        level: isLocal || check === "unknown" ? "warning" : "error",
        message:
          check === "unknown"
            ? said`${listens}: without one ${who} is root on the host.`
            : said`${listens}: ${who} is root on the host.`,
        fixes: [...demanded(daemon), remove(text, at)],
      };
    }
  },
});

const HOW = {
  none: "without TLS",
  encrypted: "over TLS that asks for no certificate",
  unknown: "and whether it asks for a certificate is said elsewhere",
} as const;

/** Asks for certificates where the file names who signs them. */
function demanded(daemon: Daemon): readonly Fix[] {
  const verify = daemon.settings.get("tlsverify");
  if (verify === undefined || !daemon.settings.has("tlscacert")) return [];
  const changes = [{ do: "write-at" as const, at: verify.at, value: true }];
  return [{ title: "Ask clients for a certificate", safe: false, preferred: true, changes }];
}

function levelOf(open: Published | undefined): Level {
  return open && isBeyondHost(open) ? "error" : "warning";
}

function isBeyondHost({ address }: Published): boolean {
  return address !== undefined && !isLoopback(address);
}

/** A name without a dot may be a service's, a container's or an alias in a network, which is the project's own. */
function* clientOfAnother({ environment, asked }: Container): Generator<ContainerProblem> {
  const setting = environment.get("DOCKER_HOST");
  const name = setting && !environment.has("DOCKER_TLS_VERIFY") ? openHost(setting) : undefined;
  if (setting && name !== undefined)
    yield { of: setting, evidence: "client", verdict: said`gives orders to Docker on ${name} without TLS` };
  const daemon = asked && openHost(asked);
  if (asked && daemon !== undefined)
    yield {
      of: asked,
      evidence: "asked",
      verdict: said`is started by Docker on ${daemon}, which is asked without TLS`,
    };
}

/** Another host whose engine an address reaches without TLS. */
function openHost(address: Setting<string | null>): string | undefined {
  const host = /^(?:tcp|http):\/\/([^/:]+|\[[^\]]+\])(?::(\d+))?/.exec(knownValue(address) ?? "");
  const name = host?.[1] ?? "";
  const isOwn = isLoopback(name.replace(/^\[|\]$/g, "")) || !/[.:]/.test(name);
  return host === null || host[2] === "2376" || isOwn ? undefined : name;
}
