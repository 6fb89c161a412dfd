import type { Container } from "../model/container.ts";
import { knownValue } from "../model/setting.ts";

/**
 * Images that stand between an engine's socket and its clients and let through only the requests that are switched on.
 * Source: https://github.com/Tecnativa/docker-socket-proxy, https://github.com/linuxserver/docker-socket-proxy,
 * https://github.com/wollomatic/socket-proxy, https://github.com/11notes/docker-socket-proxy
 */
const PROXIES: ReadonlySet<string> = new Set([
  "tecnativa/docker-socket-proxy",
  "linuxserver/socket-proxy",
  "wollomatic/socket-proxy",
  "11notes/socket-proxy",
]);

/** Whether the service runs a known socket proxy. */
export function isSocketProxy(service: Container): boolean {
  const image = knownValue(service.image);
  return image !== undefined && image !== null && PROXIES.has(image.repository);
}

/**
 * The switch of Tecnativa's and LinuxServer's proxies without which nothing that changes something passes: the rule that denies every method but `GET` and
 * `HEAD` stands before those of the single parts. Source: https://github.com/Tecnativa/docker-socket-proxy/blob/master/haproxy.cfg and observation.
 */
const WRITES = "POST";

/** The parts of the engine's interface that take more than reading, each with a switch of its own; none is on by default. */
const PARTS: readonly string[] = [
  ...["ALLOW_START", "ALLOW_STOP", "ALLOW_RESTARTS", "ALLOW_PAUSE", "ALLOW_UNPAUSE", "AUTH", "BUILD", "COMMIT"],
  ...["CONFIGS", "CONTAINERS", "DISTRIBUTION", "EXEC", "GRPC", "IMAGES", "NETWORKS", "NODES", "PLUGINS", "SECRETS"],
  ...["SERVICES", "SESSION", "SWARM", "SYSTEM", "TASKS", "VOLUMES"],
];

/** The switch that lets a proxy's clients change something; undefined where it is off, lets nothing through, or is unknown. */
export function openSwitch({ environment }: Container): string | undefined {
  const isOn = (name: string): boolean => {
    const setting = environment.get(name);
    return setting?.state === "known" && setting.value !== null && !/^(?:0|false|no|off|)$/i.test(setting.value);
  };
  return isOn(WRITES) && PARTS.some(isOn) ? WRITES : undefined;
}

/** Whether it is a proxy that hands the engine to nobody outside and lets nothing be changed. */
export function isKeptProxy(service: Container): boolean {
  return (
    isSocketProxy(service) && openSwitch(service) === undefined && !service.ports.some(({ effective }) => effective)
  );
}
