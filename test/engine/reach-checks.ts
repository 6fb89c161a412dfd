import type { ContainerSubject, MountJson, PortJson } from "../../server/analysis/report/explain-json.ts";
import { type Check, type Compare, isUnknown } from "./check.ts";
import type { AskedFacts, SeenMount, SeenSubject } from "./observation.ts";

/** Compares the mounts of a container: what is at each target, where it comes from, and whether it can be written. */
export function mountChecks(
  { mounts }: ContainerSubject,
  { kernel }: SeenSubject,
  directory: string,
  compare: Compare,
): readonly Check[] {
  const targets = (all: readonly { readonly target: string }[]): readonly string[] =>
    all.map(({ target }) => target).sort();
  return [
    compare("mounts", "kernel", targets(mounts), targets(kernel.mounts)),
    ...mounts.flatMap((mount) => {
      const seen = kernel.mounts.find(({ target }) => target === mount.target);
      if (seen === undefined) return [];
      const field = `mounts ${mount.target}`;
      return [
        compare(`${field} readOnly`, "kernel", mount.readOnly, seen.readOnly),
        compare(`${field} source`, mount.type === "volume" ? "engine" : "kernel", ...sources(mount, seen, directory)),
      ];
    }),
  ];
}

/** The source as it is predicted and as it was seen. A bind is seen right where the mounted file is the very one that is predicted. */
function sources(mount: MountJson, seen: SeenMount, directory: string): readonly [predicted: unknown, seen: unknown] {
  if (mount.type === "tmpfs") return ["tmpfs", seen.fileSystem];
  if (isUnknown(mount.source)) return [mount.source, seen.same];
  if (mount.type === "volume" || mount.type === "image")
    return [`${mount.type} ${mount.source ?? ""}`, `${seen.type} ${seen.volume}`];
  const source = mount.source ?? "";
  const isOurs = source === directory || source.startsWith(`${directory}/`);
  const named = isOurs ? `.${source.slice(directory.length)}` : source;
  return [
    `${mount.type} ${named}`,
    seen.same.includes(named) ? `bind ${named}` : `${seen.type} ${seen.same.join(" ")}`,
  ];
}

/** Compares devices as the engine was asked for them, and whether the nodes are there. Under `privileged` every device of the host is. */
export function deviceChecks(
  predicted: ContainerSubject,
  { kernel, asked }: SeenSubject,
  compare: Compare,
): readonly Check[] {
  const known = predicted.devices.flatMap((device) => (isUnknown(device) ? [] : [device]));
  const write = ({ source, target, permissions }: AskedFacts["devices"][number]): string =>
    `${source} ${target} ${permissions}`;
  const checks = asked === undefined ? [] : [compare("devices", "engine", known.map(write), asked.devices.map(write))];
  if (asked?.privileged !== true) {
    const left = kernel.devices.filter(({ target, same }) =>
      known.every((one) => !isAt(target, one.target) || !same.some((source) => isAt(source, one.source))),
    );
    checks.push(compare("devices beside those", "kernel", [], left));
  }
  for (const { target } of known) {
    checks.push(
      compare(
        `devices ${target}`,
        "kernel",
        true,
        kernel.devices.some((seen) => isAt(seen.target, target)),
      ),
    );
  }
  for (const rule of predicted.deviceRules) {
    if (kernel.deviceRules.length > 0)
      checks.push(
        compare(
          `deviceRules ${rule}`,
          "kernel",
          true,
          kernel.deviceRules.some((seen) => covers(seen, rule)),
        ),
      );
  }
  return checks;
}

/** Whether a path is the one, or below the one, that is named. A name without a slash is below /dev for the runtime. */
function isAt(path: string, named: string): boolean {
  const absolute = named.startsWith("/") ? named : `/${named}`;
  return path === absolute || path.startsWith(`${absolute}/`);
}

function covers(seen: string, rule: string): boolean {
  const letters = (text: string): string => [...(text.split(" ")[2] ?? "")].sort().join("");
  const device = (text: string): string => text.split(" ").slice(0, 2).join(" ");
  return seen === "a *:* rwm" || (device(seen) === device(rule) && letters(seen) === letters(rule));
}

/** Compares each published port with what the engine bound, and looks for what is bound and not predicted. */
export function portChecks({ ports }: ContainerSubject, { asked }: SeenSubject, compare: Compare): readonly Check[] {
  if (asked === undefined) return [];
  const left = new Set(asked.ports);
  const checks = ports.flatMap(eachPort).map((port) => {
    const found = [...left].filter((seen) => seen.target === `${port.target}/${port.protocol}` && fits(port, seen));
    for (const seen of found) left.delete(seen);
    const addresses = [
      ...new Set(found.map(({ hostIp }) => (hostIp === "::" && port.hostIp === "0.0.0.0" ? "0.0.0.0" : hostIp))),
    ];
    const field = `ports ${port.target}/${port.protocol}`;
    if (isUnknown(port.hostIp)) return compare(field, "engine", port.hostIp, addresses);
    return compare(field, "engine", [port.hostIp], addresses);
  });
  return [...checks, compare("ports beside those", "engine", [], [...left])];
}

/** A range of ports that is published as a range, port by port, as the engine tells of them. A port that takes any of a range on the host stays one. */
function eachPort(port: PortJson): readonly PortJson[] {
  const { target, lastTarget = target, published } = port;
  const count = lastTarget - target + 1;
  const [first = 0, last = first] = isUnknown(published) ? [] : published.split("-").map(Number);
  const isPaired = last - first + 1 === count;
  return Array.from({ length: count }, (_, index) => ({
    ...port,
    target: target + index,
    ...(isPaired && !isUnknown(published) && published !== "" ? { published: String(first + index) } : {}),
  }));
}

function fits({ hostIp, published }: PortJson, seen: AskedFacts["ports"][number]): boolean {
  if (!isUnknown(hostIp) && hostIp !== seen.hostIp && !(hostIp === "0.0.0.0" && seen.hostIp === "::")) return false;
  if (isUnknown(published) || published === "") return true;
  const [first = 0, last = first] = published.split("-").map(Number);
  return first <= Number(seen.published) && Number(seen.published) <= last;
}
