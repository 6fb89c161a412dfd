import type { Engine } from "../../../server/analysis/facts/engine.ts";

/** One engine on one machine, of which `npm run record:engines` makes a recording. */
export interface Cell {
  readonly id: string;
  readonly mode: Engine["mode"];
  /** The Debian release whose packages the machine is made of. */
  readonly suite: "sid" | "bookworm";
  /** Whose kernel it runs on: Debian's, under QEMU, with AppArmor and this version of cgroups; or that of the machine that records, which takes minutes. */
  readonly kernel: { readonly of: "debian"; readonly cgroup: 1 | 2 } | "here";
  /** Why there is no recording, where there is none. */
  readonly missing?: string;
  /** Of the daemon. */
  readonly arguments: string;
  /** A daemon that no package has, as the file that the machine is given; it is built by hand, as `docs/proof.md` says. */
  readonly daemon?: string;
}

const HERE = "here";
const DEBIANS = { of: "debian", cgroup: 2 } as const;

/** Podman and the rootless engine are given the packages that they ask for. */
export const CELLS: readonly Cell[] = [
  { id: "engine-28", mode: "rootful", suite: "sid", kernel: DEBIANS, arguments: "" },
  { id: "podman-5", mode: "podman", suite: "sid", kernel: DEBIANS, arguments: "" },
  { id: "podman-5-v1", mode: "podman", suite: "sid", kernel: HERE, arguments: "" },
  { id: "podman-4", mode: "podman", suite: "bookworm", kernel: HERE, arguments: "" },
  { id: "engine-28-userns", mode: "userns-remap", suite: "sid", kernel: HERE, arguments: "--userns-remap=default" },
  { id: "engine-28-swarm", mode: "swarm", suite: "sid", kernel: HERE, arguments: "" },
  { id: "engine-28-rootless", mode: "rootless", suite: "sid", kernel: HERE, arguments: "--storage-driver=vfs" },
  { id: "engine-29", mode: "rootful", suite: "sid", kernel: HERE, arguments: "", daemon: "dockerd" },
  { id: "engine-20", mode: "rootful", suite: "bookworm", kernel: HERE, arguments: "" },
];

/** The packages of a machine beside the kernel, the engine among them. */
export const PACKAGES: Readonly<Record<Cell["suite"], readonly string[]>> = {
  bookworm: ["docker.io", "podman", "crun", "netavark", "aardvark-dns", ...shared()],
  sid: [
    "docker.io",
    "docker-cli",
    "docker-compose",
    "rootlesskit",
    "slirp4netns",
    "dbus",
    "podman",
    "crun",
    "netavark",
    "aardvark-dns",
    ...shared(),
  ],
};

function shared(): readonly string[] {
  return ["apparmor", "iptables", "iproute2", "kmod", "uidmap", "procps"];
}
