import { CAPABILITIES, type Capability, type CapabilityName } from "./capability-table.ts";

export { CAPABILITIES, type Capability, type CapabilityName };

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

/** Whether a capability opens nothing in a user namespace of the container's own: the kernel asks for it in the first one. */
export function isInitialOnly(name: CapabilityName): boolean {
  return INITIAL_ONLY.has(name);
}

/** Source: https://man7.org/linux/man-pages/man7/user_namespaces.7.html; of SYSLOG, SYS_TIME and SYS_MODULE it was seen. */
const INITIAL_ONLY: ReadonlySet<CapabilityName> = new Set<CapabilityName>([
  ...(["SYS_MODULE", "SYS_RAWIO", "SYS_TIME", "SYSLOG", "DAC_READ_SEARCH", "MKNOD", "SYS_PACCT"] as const),
  ...(["AUDIT_CONTROL", "AUDIT_READ", "MAC_ADMIN", "MAC_OVERRIDE", "WAKE_ALARM", "BLOCK_SUSPEND"] as const),
]);

const PREFIX = "CAP_";

const BY_NAME: ReadonlyMap<string, Capability> = new Map(CAPABILITIES.map((c) => [c.name, c]));
