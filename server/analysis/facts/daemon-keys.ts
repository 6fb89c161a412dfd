import { DAEMON_KEYS, type DaemonKey } from "./daemon-key-table.ts";

export type { DaemonKey, DaemonValue } from "./daemon-key-table.ts";

const BY_NAME: ReadonlyMap<string, DaemonKey> = new Map(DAEMON_KEYS.map((key) => [key.name, key]));

/** Keys that are gone: the daemon does not start with them. */
const GONE: ReadonlySet<string> = new Set(["oom-score-adjust", "api-cors-header"]);

/** The key of `daemon.json` of this name; undefined for one that no daemon of today knows. */
export function daemonKey(name: string): DaemonKey | undefined {
  return GONE.has(name) ? undefined : BY_NAME.get(name);
}

/** The names of all that a daemon of today knows. */
export const DAEMON_KEY_NAMES: readonly string[] = DAEMON_KEYS.flatMap(({ name }) => (GONE.has(name) ? [] : [name]));

/** The key that a flag of dockerd says, by its long name without hyphens or its letter. */
export function daemonKeyOfFlag(flag: string): DaemonKey | undefined {
  return DAEMON_KEYS.find((key) => key.flag === flag || key.short === flag);
}
