/** What an attacker who runs code in the container has from the start, because of the container's settings. */
export type Held =
  | "root"
  | "SYS_PTRACE"
  | "NET_ADMIN"
  | "SYS_ADMIN"
  | "SYS_MODULE"
  | "SYS_RAWIO"
  | "DAC_READ_SEARCH"
  | "MKNOD"
  | "privileged"
  | "host processes"
  | "neighbour's processes"
  | "neighbour's user"
  | "no confinement"
  | "common profile"
  | "host network"
  | "open mount call"
  | "unmasked kernel files"
  | "engine socket"
  | "socket group"
  | "disk device"
  | "disk group"
  | "disk rule"
  | "writable host path";

/** Where a path ends: root on the host, the secrets of another service, the processes of all other containers, or the host's network. */
export type Goal = "host" | "secrets" | "containers" | "network";

/** What a step makes of it. */
export type Gained = "kernel settings" | "engine" | "disk" | Goal;

/** One move of an attacker: with everything in `needs`, it gets to `gains`. */
export interface AttackStep {
  readonly needs: readonly (Held | Gained)[];
  readonly gains: Gained;
  /** What the attacker does, as a sentence's predicate. */
  readonly does: string;
  readonly source: string;
}

const CAPABILITIES = "https://man7.org/linux/man-pages/man7/capabilities.7.html";
const PTRACE = "https://man7.org/linux/man-pages/man2/ptrace.2.html";
const ENGINE = "https://docs.docker.com/engine/security/#docker-daemon-attack-surface";

/**
 * The known moves. Steps that need a single setting are here so that no longer path is told where a shorter one has a rule of its own.
 * AppArmor's default profile keeps a container from tracing processes under another profile, from mounting and from writing below `/proc/sys`:
 * https://github.com/moby/profiles/blob/main/apparmor/template.go
 */
export const ATTACK_STEPS: readonly AttackStep[] = [
  {
    needs: ["root", "SYS_PTRACE", "host processes", "no confinement"],
    gains: "host",
    does: "attaches to a process of the host that runs as root and puts code into it",
    source: PTRACE,
  },
  {
    needs: ["root", "SYS_ADMIN", "open mount call", "no confinement"],
    gains: "kernel settings",
    does: "mounts a /proc of its own, in which /proc/sys is writable",
    source: "https://man7.org/linux/man-pages/man2/mount.2.html",
  },
  {
    needs: ["root", "unmasked kernel files", "no confinement"],
    gains: "kernel settings",
    does: "writes to /proc/sys, which nothing covers",
    source: "https://man7.org/linux/man-pages/man5/proc_sys.5.html",
  },
  {
    needs: ["kernel settings"],
    gains: "host",
    does: "names in core_pattern a program that the kernel runs as root on the host when a process crashes",
    source: "https://man7.org/linux/man-pages/man5/core.5.html",
  },
  {
    needs: ["root", "engine socket"],
    gains: "engine",
    does: "connects to the engine's socket",
    source: ENGINE,
  },
  {
    needs: ["engine socket", "socket group"],
    gains: "engine",
    does: "connects to the engine's socket as a member of its group",
    source: "https://docs.docker.com/engine/install/linux-postinstall/",
  },
  {
    needs: ["engine"],
    gains: "host",
    does: "has the engine start a container that mounts the host's root directory",
    source: ENGINE,
  },
  {
    needs: ["root", "disk device"],
    gains: "disk",
    does: "opens the disk's device",
    source: "https://docs.kernel.org/admin-guide/devices.html",
  },
  {
    needs: ["disk device", "disk group"],
    gains: "disk",
    does: "opens the disk's device as a member of its group",
    source: "https://wiki.debian.org/SystemGroups",
  },
  {
    needs: ["root", "MKNOD", "disk rule"],
    gains: "disk",
    does: "makes a node of the host's disk, which the device rule lets it open",
    source: "https://man7.org/linux/man-pages/man2/mknod.2.html",
  },
  {
    needs: ["disk"],
    gains: "host",
    does: "writes a key into root's home directory below the file system",
    source: "https://man7.org/linux/man-pages/man8/debugfs.8.html",
  },
  { needs: ["privileged"], gains: "host", does: "mounts the host's disk", source: CAPABILITIES },
  { needs: ["root", "SYS_MODULE"], gains: "host", does: "loads a module into the host's kernel", source: CAPABILITIES },
  { needs: ["root", "SYS_RAWIO"], gains: "host", does: "writes to the host's memory", source: CAPABILITIES },
  {
    needs: ["root", "DAC_READ_SEARCH"],
    gains: "host",
    does: "opens the host's files by their handles",
    source: CAPABILITIES,
  },
  {
    needs: ["root", "writable host path"],
    gains: "host",
    does: "changes a file that root on the host runs",
    source: ENGINE,
  },
  {
    needs: ["neighbour's processes", "neighbour's user"],
    gains: "secrets",
    does: "reads them through /proc/PID/root as the user that the processes have",
    source: PTRACE,
  },
  {
    needs: ["root", "SYS_PTRACE", "neighbour's processes"],
    gains: "secrets",
    does: "reads them through /proc/PID/root, whoever the processes run as",
    source: PTRACE,
  },
  {
    needs: ["root", "SYS_PTRACE", "host processes", "common profile"],
    gains: "containers",
    does: "reads their memory and files and puts code into them: AppArmor lets processes under one profile trace each other",
    source: "https://github.com/moby/profiles/blob/main/apparmor/template.go",
  },
  {
    needs: ["root", "NET_ADMIN", "host network"],
    gains: "network",
    does: "rewrites the host's firewall and routes and redirects its traffic",
    source: CAPABILITIES,
  },
];
