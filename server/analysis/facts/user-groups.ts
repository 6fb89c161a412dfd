/** A group whose members can become root on the host, or read what only root should. */
export interface UserGroup {
  readonly name: string;
  /** Its number where it has a fixed one; others are given out at installation. */
  readonly gid?: number;
  /** What membership gives, as a sentence's predicate; most need a socket or device of the host in the container. */
  readonly gives: string;
  readonly sources: readonly string[];
}

const SYSTEM_GROUPS = "https://wiki.debian.org/SystemGroups";

/** Groups that `group_add` should not give; gids are those of base-passwd, which Debian, Alpine and Fedora share. */
export const USER_GROUPS: readonly UserGroup[] = [
  {
    name: "root",
    gid: 0,
    gives: "opens every file and socket of the host that root's group may, where it is mounted",
    sources: [SYSTEM_GROUPS],
  },
  {
    name: "docker",
    gives: "opens the engine's socket, which is as much as root on the host",
    sources: ["https://docs.docker.com/engine/install/linux-postinstall/"],
  },
  {
    name: "podman",
    gives: "opens the engine's socket, which is as much as root on the host",
    sources: ["https://github.com/containers/podman/blob/main/docs/source/markdown/podman-system-service.1.md"],
  },
  {
    name: "disk",
    gid: 6,
    gives: "reads and writes the host's disks below their file systems, where a disk's device is mapped",
    sources: [SYSTEM_GROUPS],
  },
  {
    name: "kmem",
    gives: "reads the host's memory, where its device is mapped",
    sources: [SYSTEM_GROUPS],
  },
  {
    name: "shadow",
    gid: 42,
    gives: "reads password hashes, where /etc/shadow is mounted",
    sources: [SYSTEM_GROUPS],
  },
  {
    name: "sudo",
    gives: "may become root with sudo",
    sources: [SYSTEM_GROUPS],
  },
  {
    name: "wheel",
    gives: "may become root with sudo or su",
    sources: ["https://man7.org/linux/man-pages/man8/pam_wheel.8.html"],
  },
  {
    name: "lxd",
    gives: "opens LXD's socket, which is as much as root on the host",
    sources: ["https://documentation.ubuntu.com/lxd/latest/explanation/security/"],
  },
  {
    name: "incus-admin",
    gives: "opens Incus' socket, which is as much as root on the host",
    sources: ["https://linuxcontainers.org/incus/docs/main/explanation/security/"],
  },
  {
    name: "libvirt",
    gives: "opens libvirt's socket, which is as much as root on the host",
    sources: ["https://libvirt.org/daemons.html"],
  },
  {
    name: "kvm",
    gives: "runs virtual machines, through a large interface of the kernel",
    sources: ["https://docs.kernel.org/virt/kvm/api.html"],
  },
];

/** The privileged group of that name or number; undefined for others, and for numbers that differ between distributions. */
export function userGroup(nameOrGid: string): UserGroup | undefined {
  const gid = /^\d{1,10}$/.test(nameOrGid) ? Number(nameOrGid) : undefined;
  return USER_GROUPS.find((group) => group.name === nameOrGid || (gid !== undefined && group.gid === gid));
}
