/** A kernel setting by which a container becomes easier to attack. */
export interface WeakSysctl {
  /** The setting's name; `*` stands for an interface, `all` or `default`. */
  readonly name: string;
  /** The values that weaken. */
  readonly values: readonly string[];
  readonly risk: string;
  /** VPN and router images need it for what they are. */
  readonly routing: boolean;
  readonly sources: readonly string[];
}

const IP = "https://docs.kernel.org/networking/ip-sysctl.html";

/**
 * Settings of a network namespace that weaken it. Values that every container has by default weaken nothing, `accept_redirects=1`, `send_redirects=1` and
 * `rp_filter=0` among them, nor does any of `net.ipv6.conf.*.accept_source_route`: no value of it accepts more than Mobile IPv6's own header.
 */
export const WEAK_SYSCTLS: readonly WeakSysctl[] = [
  {
    name: "net.ipv4.ip_forward",
    values: ["1"],
    risk: "the container routes packets between its networks",
    routing: true,
    sources: [IP],
  },
  {
    name: "net.ipv4.conf.*.forwarding",
    values: ["1"],
    risk: "the container routes packets between its networks",
    routing: true,
    sources: [IP],
  },
  {
    name: "net.ipv6.conf.*.forwarding",
    values: ["1", "2"],
    risk: "the container routes packets between its networks",
    routing: true,
    sources: [IP],
  },
  {
    name: "net.ipv4.conf.*.accept_source_route",
    values: ["1"],
    risk: "a sender chooses the way that its packets take",
    routing: false,
    sources: [IP],
  },
  {
    name: "net.ipv4.conf.*.route_localnet",
    values: ["1"],
    risk: "services on 127.0.0.1 are reached from the network",
    routing: false,
    sources: [IP, "https://nvd.nist.gov/vuln/detail/CVE-2020-8558"],
  },
  {
    name: "net.ipv4.tcp_syncookies",
    values: ["0"],
    risk: "a flood of connection requests stops the service",
    routing: false,
    sources: [IP],
  },
  {
    name: "net.ipv6.conf.*.accept_ra",
    values: ["2"],
    risk: "a neighbour can pose as a router, although the container forwards packets",
    routing: true,
    sources: [IP],
  },
];

/** The weakness that `name=value` opens; undefined where it opens none. Both `.` and `/` separate the parts of a name. */
export function weakSysctl(name: string, value: string): WeakSysctl | undefined {
  const parts = name.replaceAll("/", ".").split(".");
  return WEAK_SYSCTLS.find((weak) => weak.values.includes(value.trim()) && matches(weak.name.split("."), parts));
}

/**
 * The namespace that a setting belongs to; undefined for one of the whole host, which the Engine refuses.
 * `ipc` settings are refused with `ipc: host`, `net` settings with `network_mode: host`; `kernel.hostname` always is.
 * Source: https://github.com/opencontainers/runc/blob/main/libcontainer/configs/validate/validator.go
 */
export function sysctlNamespace(name: string): "ipc" | "net" | "uts" | undefined {
  const dotted = name.replaceAll("/", ".");
  if (dotted.startsWith("net.")) return "net";
  if (dotted.startsWith("fs.mqueue.") || IPC_SYSCTLS.has(dotted)) return "ipc";
  return dotted === "kernel.domainname" ? "uts" : undefined;
}

/** What the Engine sets itself in each private network namespace: https://github.com/moby/moby/blob/master/daemon/oci_linux.go */
export const ENGINE_SYSCTLS: readonly { readonly name: string; readonly value: string; readonly effect: string }[] = [
  {
    name: "net.ipv4.ip_unprivileged_port_start",
    value: "0",
    effect: "any user may bind ports below 1024, so NET_BIND_SERVICE is not needed",
  },
  {
    name: "net.ipv4.ping_group_range",
    value: "0 2147483647",
    effect: "ping works without NET_RAW; not set under userns-remap and rootless",
  },
];

/** System V and POSIX message settings, which belong to the IPC namespace. */
const IPC_SYSCTLS: ReadonlySet<string> = new Set([
  "kernel.msgmax",
  "kernel.msgmnb",
  "kernel.msgmni",
  "kernel.sem",
  "kernel.shmall",
  "kernel.shmmax",
  "kernel.shmmni",
  "kernel.shm_rmid_forced",
]);

function matches(pattern: readonly string[], parts: readonly string[]): boolean {
  return pattern.length === parts.length && pattern.every((part, index) => part === "*" || part === parts[index]);
}
