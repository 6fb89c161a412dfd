/** The engine that runs the containers, as far as it decides what isolates them. */
export interface Engine {
  /** `userns-remap` and `rootless` put containers into a user namespace; `swarm` is rootful Docker that schedules services. */
  readonly mode: "rootful" | "rootless" | "userns-remap" | "podman" | "swarm";
  /** The Engine's release as `major.minor`, such as `29.5`; for `podman`, Podman's own. */
  readonly version: string;
  readonly cgroup: 1 | 2;
  /** The mandatory access control that the host's kernel enforces on containers; empty when there is none. */
  readonly lsm: readonly ("apparmor" | "selinux")[];
}

/** The engine that is assumed when nothing is configured: a current rootful Docker on a Debian or Ubuntu host. */
export const DEFAULT_ENGINE: Engine = { mode: "rootful", version: "29.5", cgroup: 2, lsm: ["apparmor"] };

/**
 * Whether the engine's version is `version` or later; both are `major[.minor[.patch]]` and compare number by number.
 * A part that is missing or is no number counts as 0, so `29` equals `29.0`.
 */
export function isEngineSince(engine: Engine, version: string): boolean {
  const have = engine.version.split(".");
  const want = version.split(".");
  for (let index = 0; index < Math.max(have.length, want.length); index++) {
    const difference = numberOf(have[index]) - numberOf(want[index]);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

function numberOf(part: string | undefined): number {
  const value = Number.parseInt(part ?? "", 10);
  return Number.isNaN(value) ? 0 : value;
}
