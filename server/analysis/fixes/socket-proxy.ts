import { controlSocket } from "../facts/sockets.ts";
import type { Fix, ServiceChange, Written } from "../model/change.ts";
import type { Container } from "../model/container.ts";
import type { Mount } from "../model/mount.ts";
import { knownValue } from "../model/setting.ts";

/** The name of the new service and of the network that only it and its client are on. */
const NAME = "socket-proxy";

/**
 * Takes the engine's socket away from a service and puts a proxy between the two that only lets a part of the engine's API through, on an internal network.
 * None where the service mounts more than the socket or names its engine already, and where aliases or another file bring the mount in, since
 * the file would then change for others too. What the image is known to ask the engine for is let through; else nobody knows whether the program looks
 * for its engine in `DOCKER_HOST`, nor whether it only reads.
 * Source: https://github.com/Tecnativa/docker-socket-proxy#readme
 */
export function reachThroughProxy(service: Container, mount: Mount): readonly Fix[] {
  const source = knownValue(mount.source);
  if (!source || controlSocket(source)?.engine !== "Docker" || mount.type !== "bind" || mount.volume !== undefined)
    return [];
  const {
    key,
    source: { keys },
    environment,
  } = service;
  if (mount.via !== undefined || mount.item.file !== key.at.file) return [];
  if (keys.has("network_mode") || service.build || environment.has("DOCKER_HOST")) return [];
  // An empty `networks` still means the default one, which a network beside it would take away.
  if (keys.has("networks") && !service.networks.some((name) => name !== "default")) return [];
  const asked = endpointsOf(service);
  const changes: ServiceChange[] = [
    { do: "remove-at", at: mount.item },
    put(service, "environment", { item: `DOCKER_HOST=${HOST}`, name: "DOCKER_HOST", value: HOST }),
    keys.has("networks")
      ? put(service, "networks", { item: NAME, name: NAME, value: {} })
      : { do: "set", service: key, path: ["networks"], value: ["default", NAME] },
    { do: "add", service: key, section: "services", name: NAME, value: proxyOf(mount, asked ?? ["CONTAINERS"]) },
    { do: "add", service: key, section: "networks", name: NAME, value: { internal: true } },
  ];
  const title = asked
    ? `Put a socket proxy between, which lets through what ${service.profile?.name ?? "the image"} asks for (${asked.join(", ")})`
    : "Put a socket proxy between, which only reads (nobody knows whether the program obeys DOCKER_HOST)";
  // The mount goes, and what the program needs of it stays.
  const alone = asked
    ? "the program has to be seen to work through the proxy"
    : "nobody knows what the program asks the engine for";
  return [{ title, safe: false, confidence: asked ? "medium" : "low", alone, changes }];
}

/** The parts of the engine's API that the image is known to use; undefined where nobody knows. */
function endpointsOf({ profile }: Container): readonly string[] | undefined {
  const purposes = profile?.purpose ?? "unknown";
  if (purposes === "unknown") return undefined;
  return purposes.find(({ needs }) => "socket" in needs && needs.socket === "docker")?.endpoints;
}

const HOST = `tcp://${NAME}:2375`;

/** Its settings were shown to be enough on an engine: `npm run test:capabilities`. */
function proxyOf({ sourceText }: Mount, asked: readonly string[]): Written {
  return {
    image: "tecnativa/docker-socket-proxy:v0.4.2",
    environment: Object.fromEntries(asked.map((name) => [name, 1])),
    volumes: [`${sourceText}:/var/run/docker.sock:ro`],
    networks: [NAME],
    cap_drop: ["ALL"],
    security_opt: ["no-new-privileges:true"],
    read_only: true,
    tmpfs: ["/tmp", "/run"],
  };
}

function put(
  { key }: Container,
  into: string,
  member: { readonly item: string; readonly name: string; readonly value: Written },
): ServiceChange {
  return { do: "put", service: key, key: into, ...member };
}
