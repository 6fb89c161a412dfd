import { CAPABILITIES } from "./capability-table.ts";

export { CAPABILITIES };

/** The 41 capabilities of Linux 5.9 and later, as `cap_add` takes them: upper case, without `CAP_`. */
export type CapabilityName =
  | "CHOWN"
  | "DAC_OVERRIDE"
  | "DAC_READ_SEARCH"
  | "FOWNER"
  | "FSETID"
  | "KILL"
  | "SETGID"
  | "SETUID"
  | "SETPCAP"
  | "LINUX_IMMUTABLE"
  | "NET_BIND_SERVICE"
  | "NET_BROADCAST"
  | "NET_ADMIN"
  | "NET_RAW"
  | "IPC_LOCK"
  | "IPC_OWNER"
  | "SYS_MODULE"
  | "SYS_RAWIO"
  | "SYS_CHROOT"
  | "SYS_PTRACE"
  | "SYS_PACCT"
  | "SYS_ADMIN"
  | "SYS_BOOT"
  | "SYS_NICE"
  | "SYS_RESOURCE"
  | "SYS_TIME"
  | "SYS_TTY_CONFIG"
  | "MKNOD"
  | "LEASE"
  | "AUDIT_WRITE"
  | "AUDIT_CONTROL"
  | "SETFCAP"
  | "MAC_OVERRIDE"
  | "MAC_ADMIN"
  | "SYSLOG"
  | "WAKE_ALARM"
  | "BLOCK_SUSPEND"
  | "AUDIT_READ"
  | "PERFMON"
  | "BPF"
  | "CHECKPOINT_RESTORE";

/** What one capability lets a process do, and what an attacker makes of it. */
export interface Capability {
  readonly name: CapabilityName;
  /** The bit in the masks of `/proc/<pid>/status`. */
  readonly number: number;
  readonly sinceKernel: string;
  readonly permits: string;
  readonly risk: "critical" | "high" | "medium" | "low" | "none";
  /** What an attacker who holds it does to leave the container or harm the host. The first sentence goes on from "An attacker …". */
  readonly technique: string;
  readonly cves: readonly string[];
  readonly legitimateUse: string;
  /** Programs that are known to ask for it. */
  readonly programs: readonly string[];
  readonly saferAlternative: string;
  /** Whether Docker grants it to every container. */
  readonly dockerDefault: boolean;
  /** Whether Podman grants it to every container. */
  readonly podmanDefault: boolean;
  /** System calls that Docker's default seccomp profile allows only to a container that holds it. */
  readonly unlocks: readonly string[];
  readonly sources: readonly string[];
}

/** The 14 capabilities of a Docker container that asks for nothing, by number: https://github.com/moby/moby/blob/master/daemon/pkg/oci/caps/defaults.go */
export const DOCKER_DEFAULT: readonly CapabilityName[] = CAPABILITIES.filter((c) => c.dockerDefault).map((c) => c.name);

/** The 11 capabilities of a Podman container that asks for nothing, by number: https://github.com/containers/container-libs/blob/main/common/pkg/config/default.go */
export const PODMAN_DEFAULT: readonly CapabilityName[] = CAPABILITIES.filter((c) => c.podmanDefault).map((c) => c.name);

/** The capability called `name`, in any case and with or without `CAP_`; undefined for `ALL` and for what the kernel does not know. */
export function capability(name: string): Capability | undefined {
  const upper = name.toUpperCase();
  return BY_NAME.get(upper.startsWith(PREFIX) ? upper.slice(PREFIX.length) : upper);
}

/**
 * What the Engine reads in an entry of `cap_add` or `cap_drop`: upper case with `CAP_` optional, `ALL` as the only wildcard.
 * `CAP_ALL` and unknown names, which the Engine refuses, give undefined; so does an entry with spaces, which it does not trim.
 * Source: https://github.com/moby/moby/blob/master/daemon/pkg/oci/caps/utils.go
 */
export function normaliseCapability(text: string): CapabilityName | "ALL" | undefined {
  return text.toUpperCase() === "ALL" ? "ALL" : capability(text)?.name;
}

/** The set as `CapBnd` and `CapEff` of `/proc/<pid>/status` print it: 16 lower-case hexadecimal digits. */
export function capabilityMask(names: Iterable<CapabilityName>): string {
  let mask = 0n;
  for (const name of names) {
    const known = BY_NAME.get(name);
    if (known) mask |= 1n << BigInt(known.number);
  }
  return mask.toString(16).padStart(16, "0");
}

const PREFIX = "CAP_";

const BY_NAME: ReadonlyMap<string, Capability> = new Map(CAPABILITIES.map((c) => [c.name, c]));
