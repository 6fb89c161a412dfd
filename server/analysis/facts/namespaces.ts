export type NamespaceName = "pid" | "net" | "ipc" | "uts" | "user" | "cgroup" | "mnt" | "time";

/** One kind of Linux namespace, as Docker uses it. */
export interface Namespace {
  readonly name: NamespaceName;
  /** What each namespace of the kind has for itself, as the object of a sentence. */
  readonly isolates: string;
  readonly cloneFlag: string;
  readonly sinceKernel: string;
  /** What a container gets that asks for nothing. */
  readonly dockerDefault: string;
  /** The service key that chooses it; undefined where Compose offers no choice. */
  readonly composeKey: string | undefined;
  readonly dockerFlag: string | undefined;
  readonly values: readonly { readonly value: string; readonly effect: string }[];
  /** Values that look right and are refused or have no effect. */
  readonly notValues: readonly { readonly value: string; readonly effect: string }[];
  /** What a container can reach that shares the host's. */
  readonly exposes: readonly string[];
  readonly cves: readonly string[];
  readonly notes: readonly string[];
  readonly manPage: string;
  readonly sources: readonly string[];
}

const HOST_CONFIG = "https://github.com/moby/moby/blob/master/api/types/container/hostconfig.go";
const OCI_SPEC_BUILDER = "https://github.com/moby/moby/blob/master/daemon/oci_linux.go";
const DAEMON_UNIX = "https://github.com/moby/moby/blob/master/daemon/daemon_unix.go";
const DAEMON_DEFAULTS = "https://github.com/moby/moby/blob/master/daemon/config/config_linux.go";
const COMPOSE_SERVICES = "https://github.com/compose-spec/compose-spec/blob/main/05-services.md";

/** The eight kinds of namespaces: namespaces(7), moby's container configuration, the Compose specification. */
export const NAMESPACES: readonly Namespace[] = [
  {
    name: "pid",
    isolates: "the process ids that a process can see and signal; each namespace has a PID 1 of its own",
    cloneFlag: "CLONE_NEWPID",
    sinceKernel: "2.6.24",
    dockerDefault: "private",
    composeKey: "pid",
    dockerFlag: "--pid",
    values: [
      {
        value: "host",
        effect:
          "The container's processes live among the host's: they see every process and its command line and, with SYS_PTRACE, or with the same uid and every capability that the other process holds, its environment, memory, root directory and open files through /proc.",
      },
      { value: "service:<name>", effect: "Joins the PID namespace of another service of the project." },
      { value: "container:<name>", effect: "Joins the PID namespace of a running container." },
    ],
    notValues: [
      { value: "private", effect: "The Engine refuses it; leave the key out." },
      { value: "none", effect: "The Engine refuses it." },
      { value: "shareable", effect: "The Engine refuses it; the word belongs to `ipc`." },
    ],
    exposes: [
      "command lines of every host process, and the secrets that stand in them",
      "/proc/<pid>/root, environ and fd of host processes with the same uid that hold no capability more, unless AppArmor or SELinux forbids it",
      "with SYS_PTRACE: code in the host's root processes; with SYS_ADMIN beside it: `nsenter -t 1 -a`",
      "signals to host processes of the same uid, and with KILL to all of them",
    ],
    cves: [],
    notes: [
      "`init: true` is ignored with it: the Engine adds its init only to a private PID namespace.",
      "On SELinux hosts the Engine adds `label=disable` unless a label is set.",
      "A daemon with userns-remap refuses it unless `userns_mode: host` is set.",
    ],
    manPage: "https://man7.org/linux/man-pages/man7/pid_namespaces.7.html",
    sources: [
      "https://man7.org/linux/man-pages/man7/pid_namespaces.7.html",
      HOST_CONFIG,
      OCI_SPEC_BUILDER,
      `${COMPOSE_SERVICES}#pid`,
    ],
  },
  {
    name: "net",
    isolates:
      "interfaces, addresses, routes, firewall rules, ports, /proc/net, /sys/class/net and abstract Unix sockets",
    cloneFlag: "CLONE_NEWNET",
    sinceKernel: "2.6.24",
    dockerDefault: "private, on the project's `default` bridge network under Compose",
    composeKey: "network_mode",
    dockerFlag: "--network",
    values: [
      {
        value: "host",
        effect:
          "No network namespace of its own: the host's interfaces and ports are the container's. `ports` publish nothing and `net.*` sysctls are refused.",
      },
      { value: "none", effect: "A namespace with a loopback interface only." },
      { value: "bridge", effect: "The Engine's old default bridge: no names, shared with unrelated containers." },
      { value: "service:<name>", effect: "Shares the network namespace of another service." },
      { value: "container:<name>", effect: "Shares the network namespace of a running container." },
    ],
    notValues: [],
    exposes: [
      "services on the host's 127.0.0.1: databases, kubelet, agents, a Docker API",
      "the cloud's metadata service with the host's network identity",
      "abstract Unix sockets of the host: X11, old D-Bus, containerd-shim before 1.3.9 and 1.4.3",
      "the host's traffic with NET_RAW, the host's firewall and routes with NET_ADMIN",
      "every free port of the host",
    ],
    cves: ["CVE-2020-15257"],
    notes: [
      "Unix sockets with a path belong to the mount namespace, not to this one.",
      "An external network that is called `host` leads here for a stack of Swarm; for Compose the Engine refuses the container.",
      "NET_BIND_SERVICE is needed for ports below 1024 only in the host's network namespace.",
      "Under Docker Desktop the host is the virtual machine.",
    ],
    manPage: "https://man7.org/linux/man-pages/man7/network_namespaces.7.html",
    sources: [
      "https://man7.org/linux/man-pages/man7/network_namespaces.7.html",
      HOST_CONFIG,
      OCI_SPEC_BUILDER,
      "https://github.com/containerd/containerd/security/advisories/GHSA-36xw-fx78-c5r4",
      `${COMPOSE_SERVICES}#network_mode`,
    ],
  },
  {
    name: "ipc",
    isolates: "System V shared memory, semaphores and message queues, POSIX message queues, and with Docker /dev/shm",
    cloneFlag: "CLONE_NEWIPC",
    sinceKernel: "2.6.19",
    dockerDefault: "private",
    composeKey: "ipc",
    dockerFlag: "--ipc",
    values: [
      { value: "private", effect: "A namespace of its own that others cannot join." },
      { value: "shareable", effect: "A namespace of its own that other containers may join." },
      { value: "none", effect: "A namespace of its own without /dev/shm." },
      { value: "host", effect: "The host's namespace and the host's /dev/shm." },
      { value: "service:<name>", effect: "Joins another service's namespace, which must be `shareable`." },
      { value: "container:<name>", effect: "Joins a container's namespace, which must be `shareable`." },
    ],
    notValues: [],
    exposes: [
      "the host's System V segments, within uid and mode; IPC_OWNER ignores those",
      "everything in the host's /dev/shm: X11, PostgreSQL, Oracle, Chrome and PulseAudio keep data there",
    ],
    cves: [],
    notes: [
      "`shm_size` enlarges shared memory without it.",
      "On SELinux hosts the Engine adds `label=disable` unless a label is set.",
      "`kernel.shm*`, `kernel.msg*`, `kernel.sem` and `fs.mqueue.*` sysctls are refused with it.",
    ],
    manPage: "https://man7.org/linux/man-pages/man7/ipc_namespaces.7.html",
    sources: [
      "https://man7.org/linux/man-pages/man7/ipc_namespaces.7.html",
      HOST_CONFIG,
      OCI_SPEC_BUILDER,
      DAEMON_DEFAULTS,
      `${COMPOSE_SERVICES}#ipc`,
    ],
  },
  {
    name: "uts",
    isolates: "the host name and the NIS domain name",
    cloneFlag: "CLONE_NEWUTS",
    sinceKernel: "2.6.19",
    dockerDefault: "private, also with `network_mode: host`",
    composeKey: "uts",
    dockerFlag: "--uts",
    values: [{ value: "host", effect: "The host's namespace; refused together with `hostname`." }],
    notValues: [
      { value: "private", effect: "The Engine refuses it; leave the key out." },
      { value: "service:<name>", effect: "The Engine refuses it: only `host` is known." },
    ],
    exposes: ["the host's name; with SYS_ADMIN the container can change it"],
    cves: [],
    notes: ["An empty value means private."],
    manPage: "https://man7.org/linux/man-pages/man7/uts_namespaces.7.html",
    sources: [
      "https://man7.org/linux/man-pages/man7/uts_namespaces.7.html",
      HOST_CONFIG,
      OCI_SPEC_BUILDER,
      `${COMPOSE_SERVICES}#uts`,
    ],
  },
  {
    name: "user",
    isolates: "user and group ids, capabilities and keyrings: uid 0 inside can be an unprivileged uid outside",
    cloneFlag: "CLONE_NEWUSER",
    sinceKernel: "3.8",
    dockerDefault: "the host's, unless the daemon runs rootless or with userns-remap",
    composeKey: "userns_mode",
    dockerFlag: "--userns",
    values: [
      { value: "host", effect: "Opts out of the daemon's remapping; without remapping, or rootless, it does nothing." },
    ],
    notValues: [
      { value: "private", effect: "Accepted, and changes nothing: only the daemon can turn user namespaces on." },
    ],
    exposes: [
      "uid 0 in the container is uid 0 on the host for every bind mount, socket and shared kernel object",
      "a flaw in the kernel or the runtime ends as real root",
    ],
    cves: [],
    notes: [
      "Podman knows more words: auto, keep-id, nomap, ns:<path>, container:<id>.",
      "A daemon with userns-remap refuses privileged, `network_mode: host` and `pid: host` unless this is `host`.",
    ],
    manPage: "https://man7.org/linux/man-pages/man7/user_namespaces.7.html",
    sources: [
      "https://man7.org/linux/man-pages/man7/user_namespaces.7.html",
      HOST_CONFIG,
      DAEMON_UNIX,
      "https://docs.docker.com/engine/security/userns-remap/",
      `${COMPOSE_SERVICES}#userns_mode`,
    ],
  },
  {
    name: "cgroup",
    isolates: "the view of the cgroup tree: /proc/self/cgroup and the root of mounted cgroup file systems",
    cloneFlag: "CLONE_NEWCGROUP",
    sinceKernel: "4.6",
    dockerDefault: "private on cgroup v2, the host's on cgroup v1",
    composeKey: "cgroup",
    dockerFlag: "--cgroupns",
    values: [
      { value: "private", effect: "A namespace of its own." },
      { value: "host", effect: "Sees the host's whole cgroup tree and its own place in it." },
    ],
    notValues: [{ value: "shared", effect: "Compose rejects it: `host` and `private` are the only words." }],
    exposes: [
      "names of the other containers and units",
      "with a writable cgroup mount, the limits of other workloads",
      "on cgroup v1 with SYS_ADMIN, release_agent: a command that the host's kernel runs as root",
    ],
    cves: ["CVE-2022-0492"],
    notes: ["The Engine has deprecated cgroup v1 since 29.0."],
    manPage: "https://man7.org/linux/man-pages/man7/cgroup_namespaces.7.html",
    sources: [
      "https://man7.org/linux/man-pages/man7/cgroup_namespaces.7.html",
      HOST_CONFIG,
      DAEMON_UNIX,
      DAEMON_DEFAULTS,
      "https://github.com/docker/cli/blob/master/docs/deprecated.md",
      `${COMPOSE_SERVICES}#cgroup`,
    ],
  },
  {
    name: "mnt",
    isolates: "the list of mount points",
    cloneFlag: "CLONE_NEWNS",
    sinceKernel: "2.4.19",
    dockerDefault: "private; nothing shares the host's as a whole",
    composeKey: undefined,
    dockerFlag: undefined,
    values: [],
    notValues: [],
    exposes: [
      "what `volumes` mounts from the host",
      "with `shared` or `rshared` propagation and SYS_ADMIN, mounts of the container appear on the host",
    ],
    cves: [],
    notes: [
      "A read-only mount of a Unix socket does not stop connecting to it, nor one of a device node opening it.",
      "`ro` covers the mounts below since Engine 25 on kernel 5.12 and later.",
    ],
    manPage: "https://man7.org/linux/man-pages/man7/mount_namespaces.7.html",
    sources: [
      "https://man7.org/linux/man-pages/man7/mount_namespaces.7.html",
      OCI_SPEC_BUILDER,
      `${COMPOSE_SERVICES}#volumes`,
    ],
  },
  {
    name: "time",
    isolates: "the offsets of the monotonic and boot-time clocks; the wall clock is not isolated",
    cloneFlag: "CLONE_NEWTIME",
    sinceKernel: "5.6",
    dockerDefault: "private since Engine 29.5, the host's before",
    composeKey: undefined,
    dockerFlag: undefined,
    values: [],
    notValues: [],
    exposes: ["the host's uptime"],
    cves: [],
    notes: ["SYS_TIME sets the host's wall clock with or without it."],
    manPage: "https://man7.org/linux/man-pages/man7/time_namespaces.7.html",
    sources: [
      "https://man7.org/linux/man-pages/man7/time_namespaces.7.html",
      "https://github.com/moby/moby/blob/master/daemon/pkg/oci/defaults.go",
    ],
  },
];

/** The namespace of that name. */
export function namespace(name: NamespaceName): Namespace | undefined {
  return NAMESPACES.find((one) => one.name === name);
}

/** The namespace that a service's key chooses: `pid`, `network_mode`, `ipc`, `uts`, `userns_mode` or `cgroup`. */
export function namespaceByComposeKey(key: string): Namespace | undefined {
  return NAMESPACES.find((one) => one.composeKey === key);
}
