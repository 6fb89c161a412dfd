import type { Fix } from "../model/change.ts";
import type { Port } from "../model/port.ts";

/** Binds a published port of the short form to the host's own loopback address; the long form has no place of its own for it here. */
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
  if (text === undefined || published.state === "unknown" || hostIp.state === "unknown") return [];
  const inside = target === lastTarget ? String(target) : `${target}-${lastTarget}`;
  const suffix = /\/[a-z]+$/i.test(text) ? `/${protocol}` : "";
  const value = `127.0.0.1:${published.value}:${inside}${suffix}`;
  const written = item.end - item.start;
  const literal = written === text.length || written === text.length + 2;
  if (!literal || at.file !== item.file) return [];
  return [
    { title: "Bind to 127.0.0.1", safe: false, preferred: true, changes: [{ do: "replace-at", at: item, value }] },
  ];
}
