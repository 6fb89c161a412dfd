import { SCHEMA_VERSION } from "./compose-schema.ts";

/** The names of the modes in settings and on the command line. `userns-remap` and `rootless` put containers into a user namespace; `swarm` is rootful Docker that schedules services. */
export const MODE_NAMES = ["rootful", "rootless", "userns-remap", "podman", "swarm"] as const;

/** The Linux security modules that confine containers by profiles of the engine's. */
const SECURITY_MODULES = ["apparmor", "selinux"] as const;

/** What a daemon gives to every container that says nothing else. */
export interface EngineDefaults {
  readonly noNewPrivileges: boolean;
  /** `default`, `unconfined`, or a profile's path on the host. */
  readonly seccomp: string;
  /** Left out for what the version of control groups decides. */
  readonly cgroup?: "host" | "private";
}

/** The engine that runs the containers, as far as it decides what isolates them. */
export interface Engine {
  readonly mode: (typeof MODE_NAMES)[number];
  /** The Engine's release as `major.minor`, such as `29.5`; for `podman`, Podman's own. */
  readonly version: string;
  readonly cgroup: 1 | 2;
  /** The mandatory access control that the host's kernel enforces on containers; empty when there is none. */
  readonly lsm: readonly (typeof SECURITY_MODULES)[number][];
  /** What its daemon is told to give every container that says nothing else; left out where nobody named its file. */
  readonly defaults?: EngineDefaults;
  /** The release of Docker Compose that reads the Compose files, as `major.minor`, such as `5.7`. */
  readonly compose: string;
}

/** The engine that is assumed when nothing is configured: a current rootful Docker on a Debian or Ubuntu host, with the newest Compose. */
export const DEFAULT_ENGINE: Engine = {
  mode: "rootful",
  version: "29.5",
  cgroup: 2,
  lsm: ["apparmor"],
  compose: SCHEMA_VERSION.compose,
};

/** Whether the engine's version is `version` or later. */
export function isEngineSince(engine: Engine, version: string): boolean {
  return isSince(engine.version, version);
}

/** The part of an engine that decides how Compose files are read. */
export type ComposeRelease = Pick<Engine, "compose">;

/** Whether the release of Compose that reads the files is `version` or later. */
export function isComposeSince({ compose }: ComposeRelease, version: string): boolean {
  return isSince(compose, version);
}

/**
 * Whether a version is another one or later; both are `major[.minor[.patch]]` and compare number by number.
 * A part that is missing or is no number counts as 0, so `29` equals `29.0`.
 */
function isSince(version: string, other: string): boolean {
  const have = version.split(".");
  const want = other.split(".");
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

/** The engine of what no stack starts: a node of a swarm runs it as Docker does elsewhere. */
export function outsideOfStacks(engine: Engine): Engine {
  return engine.mode === "swarm" ? { ...engine, mode: "rootful" } : engine;
}
