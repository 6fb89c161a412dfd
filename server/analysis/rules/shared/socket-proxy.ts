import type { Container } from "../../model/container.ts";
import { knownValue } from "../../model/setting.ts";

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

/** The switches of Tecnativa's and LinuxServer's proxies that let requests change something; all but `AUTH` and `SECRETS` need `POST` too. */
const WRITES: readonly string[] = ["POST", "ALLOW_START", "ALLOW_STOP", "ALLOW_RESTARTS", "EXEC", "AUTH", "SECRETS"];

/** The first switch that lets a proxy's clients change something; undefined where there is none or its value is unknown. */
export function openSwitch({ environment }: Container): string | undefined {
  return WRITES.find((name) => {
    const setting = environment.get(name);
    return setting?.state === "known" && setting.value !== null && !/^(?:0|false|no|off|)$/i.test(setting.value);
  });
}

/** Whether it is a proxy that hands the engine to nobody outside and lets nothing be changed. */
export function isKeptProxy(service: Container): boolean {
  return (
    isSocketProxy(service) && openSwitch(service) === undefined && !service.ports.some(({ effective }) => effective)
  );
}
