import { isReverseProxy } from "../facts/reverse-proxies.ts";
import type { Confidence, Fix } from "../model/change.ts";
import type { Container } from "../model/container.ts";
import { type Port, portsInside } from "../model/port.ts";
import { knownValue } from "../model/setting.ts";

/** The ports on which a reverse proxy waits for the world. */
const WEB: ReadonlySet<string> = new Set(["80", "443"]);

/**
 * Binds a published port to the host's own loopback address; the long form has a key of its own for it. None for the web ports of a reverse proxy,
 * which are there for others to reach. `confidence` tells how sure it is that nobody elsewhere has business with the port.
 */
export function bindToLoopback(service: Container, port: Port, confidence: Confidence): readonly Fix[] {
  const { text, item, hostIp, published, target, protocol, at, everywhere } = port;
  if (everywhere !== undefined) return [];
  const fix = { title: titleFor(service), safe: false, preferred: true, confidence };
  if (published.state === "unknown" || hostIp.state === "unknown") return [];
  const image = knownValue(service.image);
  const isFront = image !== undefined && image !== null && isReverseProxy(image.repository);
  if (isFront && (WEB.has(String(target)) || WEB.has(published.value))) return [];
  if (text === undefined) {
    const entry = { name: `port ${target}`, at: item };
    return [{ ...fix, changes: [{ do: "set", service: entry, path: ["host_ip"], value: "127.0.0.1" }] }];
  }
  const suffix = /\/[a-z]+$/i.test(text) ? `/${protocol}` : "";
  const value = `127.0.0.1:${published.value}:${portsInside(port)}${suffix}`;
  const written = item.end - item.start;
  const literal = written === text.length || written === text.length + 2;
  if (!literal || at.file !== item.file) return [];
  return [{ ...fix, changes: [{ do: "replace-at", at: item, value }] }];
}

function titleFor(service: Container): string {
  const proxy = service
    .onNetworks()
    .find(({ name, image }) => name !== service.name && isReverseProxy(knownValue(image)?.repository ?? ""));
  return proxy === undefined ? BIND : `${BIND} (service "${proxy.name}" reaches it over their network all the same)`;
}

const BIND = "Bind to 127.0.0.1";
