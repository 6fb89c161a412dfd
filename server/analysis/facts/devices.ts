import { ALL_DEVICES, CHARACTER_DEVICES, HOST_DEVICES, type HostDevice } from "./device-table.ts";
import { SEVERITIES } from "./severity.ts";

export { ALL_DEVICES, HOST_DEVICES, type HostDevice };

/** Devices that every container has of its own, which mapping again gives nothing: runc's and moby's default device rules. */
export const DEFAULT_DEVICES: readonly string[] = [
  "/dev/console",
  "/dev/full",
  "/dev/null",
  "/dev/ptmx",
  "/dev/random",
  "/dev/tty",
  "/dev/urandom",
  "/dev/zero",
];

/**
 * The class of a device node of the host, and of a directory beneath `/dev` the gravest class in it; undefined for the harmless ones and for what the
 * table does not know. `path` is an absolute path; one that is repeatedly slashed or ends in a slash counts as well.
 */
export function hostDevice(path: string): HostDevice | undefined {
  const node = path.replace(/\/+/g, "/").replace(/(?<=.)\/$/, "");
  if (node === "/dev") return ALL_DEVICES;
  if (!node.startsWith("/dev/") || holdsLinks(node)) return undefined;
  const [, major, minor] = /^\/dev\/char\/(\d{1,5}):(\d{1,7})$/.exec(node) ?? [];
  if (major !== undefined && minor !== undefined) return characterDevices(Number(major), Number(minor))[0];
  const known = HOST_DEVICES.find((device) => device.patterns.some((pattern) => covers(pattern, node)));
  if (known) return known;
  return HOST_DEVICES.filter(({ patterns }) => patterns.some((pattern) => pattern.startsWith(`${node}/`))).sort(
    byGravity,
  )[0];
}

/**
 * Whether a path is a directory in which udev keeps links alone. The engine opens the nodes in a directory but follows no link in it, and refuses to start
 * a container with a directory that has no node. Source: `DevicesFromPath` in
 * https://github.com/moby/moby/blob/v28.5.2/daemon/pkg/oci/devices_linux.go, and observation of Engine 28.2.
 */
export function holdsLinks(path: string): boolean {
  return /^\/dev\/(?:block|char|disk(?:\/by-[^/]+)?)\/?$/.test(path);
}

/** What is known of the character devices of these numbers, the gravest first; `*` stands for all. */
export function characterDevices(major: number | "*", minor: number | "*"): readonly HostDevice[] {
  const found = new Set<HostDevice>();
  for (const [known, own, path] of CHARACTER_DEVICES) {
    const is = (major === "*" || known === major) && (minor === "*" || own === "*" || own === minor);
    const device = is ? hostDevice(path) : undefined;
    if (device) found.add(device);
  }
  return [...found].sort(byGravity);
}

/** What is as grave with a capability that few have comes behind what needs none. */
function byGravity(a: HostDevice, b: HostDevice): number {
  const needs = Number(a.needs !== undefined) - Number(b.needs !== undefined);
  return SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || needs;
}

/** Whether a pattern of the table covers a path. */
function covers(pattern: string, path: string): boolean {
  if (pattern.endsWith("/")) return path.startsWith(pattern) && path.length > pattern.length;
  const rest = REST.get(pattern.slice(-1));
  if (rest === undefined) return path === pattern;
  const stem = pattern.slice(0, -1);
  return path.startsWith(stem) && rest.test(path.slice(stem.length));
}

const REST: ReadonlyMap<string, RegExp> = new Map([
  ["*", /^[^/]*$/],
  ["#", /^\d[^/]*$/],
  ["?", /^[A-Za-z]{0,3}\d*$/],
]);
