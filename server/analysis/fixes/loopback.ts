import type { Fix } from "../model/change.ts";
import type { Port } from "../model/port.ts";

/** Binds a published port to the host's own loopback address; the long form has a key of its own for it. */
export function bindToLoopback({
  text,
  item,
  hostIp,
  published,
  target,
  lastTarget,
  protocol,
  at,
}: Port): readonly Fix[] {
  if (published.state === "unknown" || hostIp.state === "unknown") return [];
  if (text === undefined) {
    const port = { name: `port ${target}`, at: item };
    return [{ ...BIND, changes: [{ do: "set", service: port, path: ["host_ip"], value: "127.0.0.1" }] }];
  }
  const inside = target === lastTarget ? String(target) : `${target}-${lastTarget}`;
  const suffix = /\/[a-z]+$/i.test(text) ? `/${protocol}` : "";
  const value = `127.0.0.1:${published.value}:${inside}${suffix}`;
  const written = item.end - item.start;
  const literal = written === text.length || written === text.length + 2;
  if (!literal || at.file !== item.file) return [];
  return [{ ...BIND, changes: [{ do: "replace-at", at: item, value }] }];
}

const BIND = { title: "Bind to 127.0.0.1", safe: false, preferred: true } as const;
