import type { Container } from "../model/container.ts";
import { capabilities } from "./capabilities.ts";
import { deviceRules, devices, gpus } from "./devices.ts";
import { groups } from "./groups.ts";
import { cpuLimit, memoryLimit, processLimit, ulimits } from "./limits.ts";
import { mounts } from "./mounts.ts";
import { namespaceWalls } from "./namespaces.ts";
import { networks } from "./networks.ts";
import { newPrivileges } from "./new-privileges.ts";
import { ports } from "./ports.ts";
import { privileged } from "./privileged.ts";
import { rootFileSystem } from "./root-file-system.ts";
import { seccomp } from "./seccomp.ts";
import { apparmor, noSecurityModule, selinux } from "./security-modules.ts";
import { sysctls } from "./sysctls.ts";
import { kernelSettings, systemPaths } from "./system-paths.ts";
import { user } from "./user.ts";
import type { Surroundings, Wall, WallState } from "./wall.ts";

/** The walls of a container, in the order in which every screen shows them. */
export const WALLS: readonly Wall[] = [
  privileged,
  capabilities,
  newPrivileges,
  user,
  groups,
  seccomp,
  apparmor,
  selinux,
  noSecurityModule,
  systemPaths,
  kernelSettings,
  sysctls,
  ...Object.values(namespaceWalls),
  rootFileSystem,
  mounts,
  devices,
  deviceRules,
  gpus,
  ports,
  networks,
  memoryLimit,
  processLimit,
  cpuLimit,
  ulimits,
];

/** Those that a process has which is started in a container that runs already: a hook's. */
const PROCESS_WALLS: readonly Wall[] = [privileged, capabilities, user];

/** A wall and how it stands. */
export interface ReadWall {
  readonly wall: Wall;
  readonly states: readonly WallState[];
}

/** How the walls of a process stand that a hook starts in a container. */
export function readProcessWalls(process: Container, surroundings: Surroundings): readonly ReadWall[] {
  const around = { ...surroundings, engine: process.engine };
  return PROCESS_WALLS.map((wall) => ({ wall, states: wall.read(process, around) }));
}

/** How all walls of a container stand. A Windows container has none but what leads through it and the networks around it. */
export function readWalls(container: Container, surroundings: Surroundings): readonly ReadWall[] {
  const isThere = ({ shape }: Wall) => !container.windows || shape === "opening" || shape === "network";
  const around = { ...surroundings, engine: container.engine };
  return WALLS.filter(isThere).map((wall) => ({ wall, states: wall.read(container, around) }));
}
