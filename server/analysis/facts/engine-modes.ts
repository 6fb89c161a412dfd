import { type CapabilityName, DOCKER_DEFAULT, PODMAN_DEFAULT } from "./capabilities.ts";
import { type Engine, isEngineSince } from "./engine.ts";

/** Who root in a container is for the host: root, a user of a range that owns nothing there, or the user who runs the engine. */
export type HostIdentity = "root" | "nobody" | "engine user";

/**
 * A Compose key that a mode of running containers drops without effect or refuses. Either way it weighs nothing: what it asks for is not there.
 */
export interface KeyRule {
  /** The key, with the keys that it stands in before it: `deploy.resources.limits`. */
  readonly key: string;
  readonly effect: "ignored" | "refused";
  /** Who does it and on what condition, as the end of a sentence. */
  readonly because: string;
  /** The value that it is about; undefined is any. */
  readonly value?: string;
  /** Not so where this other key has the value: `userns_mode: host`. */
  readonly unless?: readonly [key: string, value: string];
  /** Only with this version of cgroups. */
  readonly cgroup?: 1 | 2;
  /** Only in releases before this one. */
  readonly before?: string;
  /** Only where Docker Compose asks for it, and not a command line. */
  readonly composed?: true;
}

/** How a security option is taken: what may stand between key and value, and which values there are; none is any value that is not empty. */
export interface OptionRule {
  readonly separators: readonly ("=" | ":" | "")[];
  readonly values?: readonly string[];
  /** The release that brought the option, */
  readonly since?: string;
  /** and those that brought single values of it. */
  readonly valuesSince?: ReadonlyMap<string, string>;
  /** Values that are refused, */
  readonly refused?: readonly string[];
  /** and those that are refused in a container whose users are mapped. */
  readonly refusedMapped?: readonly string[];
  /** How it comes from Docker Compose, where that asks in words of its own. */
  readonly composed?: {
    /** Separators with which it is taken and nothing comes of it. */
    readonly inert?: readonly string[];
    /** The only values that the engine takes then, */
    readonly values?: readonly string[];
    /** and what it makes of others, as the end of a sentence. */
    readonly because?: string;
  };
}

/**
 * What one mode of running containers does that another does not: the one place where engines differ. The recordings in `test/engine/modes` are
 * compared with what it predicts; what no service there asks for is from the sources.
 */
export interface EngineMode {
  /** The engine's name in texts, and in a command of its own. */
  readonly name: "Docker" | "Podman";
  /** How the mode is told of: `Docker with remapped users`. */
  readonly title: string;
  /** Who reads Compose files for it, and refuses what is wrong in them. */
  readonly reader: "Compose" | "docker stack deploy";
  /** The newest release that was looked at, which is assumed where none is told. */
  readonly version: string;
  readonly defaultCapabilities: readonly CapabilityName[];
  /** The release since which the engine knows PERFMON, BPF and CHECKPOINT_RESTORE, and so counts them among all capabilities; undefined for always. */
  readonly newestCapabilitiesSince: string | undefined;
  /** The release since which `pid: private` is refused; undefined for never. */
  readonly privatePidRefusedSince: string | undefined;
  /** Whether a first process that is not root holds what `cap_add` names, as ambient capabilities. */
  readonly ambient: boolean;
  /** What becomes of a container that names a capability, or ALL, in `cap_add` and in `cap_drop`. */
  readonly capabilityInBoth: "granted" | "refused";
  /** The processes that a container may have for which nobody set a limit; null is no limit. */
  readonly processes: number | null;
  /** The release since which containers have a time namespace of their own; undefined for never. */
  readonly timeNamespaceSince: string | undefined;
  /** The AppArmor profile of a container that names none, where the host has AppArmor; undefined where none is ever set. */
  readonly apparmor: string | undefined;
  /** Whose system calls the default seccomp profile lets through. */
  readonly seccomp: "Docker's" | "Podman's";
  /** Who root is for the host, but for a container that shares the host's user namespace. */
  readonly root: HostIdentity;
  /** Whether `userns_mode: host` leads out of the user namespace. */
  readonly usersOptOut: boolean;
  /** The release since which `network_mode: host` is the host's network; undefined for always. */
  readonly hostNetworkSince: string | undefined;
  /** Whether an external network that is called `host` is the host's; else the engine refuses it. */
  readonly hostNetworkByName: boolean;
  /** What becomes of limits with cgroup v2: always there, or only where systemd hands the controller on. */
  readonly limits: "set" | "delegated";
  /** Where a container with a read-only root has a tmpfs without being asked. */
  readonly scratch: readonly string[];
  /** Whether `pid: host` binds the host's /proc, over which nothing is made read-only. */
  readonly hostProcesses: "own /proc" | "host's /proc";
  /** Whether a tmpfs that says nothing about it keeps programs from being run. */
  readonly tmpfsNoexec: boolean;
  /** Whether a port is published on the address that its entry names; else it is on all addresses of the host. */
  readonly portAddresses: boolean;
  /** Whether the variables of a Compose file come from the `.env` beside it. */
  readonly dotenv: boolean;
  /** The lowest port that every user may open in a network namespace of the container's own. */
  readonly firstPort: number;
  readonly options: ReadonlyMap<string, OptionRule>;
  readonly keys: readonly KeyRule[];
  readonly sources: readonly string[];
}

const YES: readonly string[] = ["1", "t", "T", "TRUE", "true", "True"];
const WORDS: readonly string[] = [...YES, "0", "f", "F", "FALSE", "false", "False"];

const DOCKER_OPTIONS: ReadonlyMap<string, OptionRule> = new Map<string, OptionRule>([
  ["no-new-privileges", { separators: ["=", ":", ""], values: WORDS }],
  ["writable-cgroups", { separators: ["=", ":"], values: WORDS, refusedMapped: YES, since: "28.0" }],
  ["systempaths", { separators: ["="], values: ["unconfined"] }],
  ["seccomp", { separators: ["=", ":"], valuesSince: new Map([["builtin", "23.0"]]) }],
  ["apparmor", { separators: ["=", ":"] }],
  ["label", { separators: ["=", ":"] }],
  ["credentialspec", { separators: ["=", ":"] }],
]);

/**
 * Compose takes `systempaths=unconfined` for itself and asks for it in a way that Podman does not hear; with a colon it leaves it to Podman. Of a seccomp
 * profile it hands on the text.
 */
const PODMAN_OPTIONS: ReadonlyMap<string, OptionRule> = new Map<string, OptionRule>([
  ["no-new-privileges", { separators: ["=", ":", ""], values: WORDS }],
  ["systempaths", { separators: ["=", ":"], values: ["unconfined"], composed: { inert: ["="] } }],
  [
    "seccomp",
    {
      separators: ["=", ":"],
      refused: ["builtin"],
      composed: {
        values: ["unconfined"],
        because: "Docker Compose hands on the profile's text, which Podman takes for a path",
      },
    },
  ],
  ["apparmor", { separators: ["=", ":"] }],
  ["label", { separators: ["=", ":"] }],
  ["mask", { separators: ["=", ":"] }],
  ["unmask", { separators: ["=", ":"] }],
  ["proc-opts", { separators: ["=", ":"] }],
]);

const DOCKER = {
  name: "Docker",
  title: "Docker",
  reader: "Compose",
  version: "29.5",
  defaultCapabilities: DOCKER_DEFAULT,
  newestCapabilitiesSince: "23.0",
  privatePidRefusedSince: "23.0",
  ambient: false,
  capabilityInBoth: "granted",
  processes: null,
  timeNamespaceSince: "29.5",
  apparmor: "docker-default",
  seccomp: "Docker's",
  root: "root",
  usersOptOut: true,
  hostNetworkSince: undefined,
  hostNetworkByName: false,
  limits: "set",
  scratch: [],
  hostProcesses: "own /proc",
  tmpfsNoexec: true,
  portAddresses: true,
  dotenv: true,
  firstPort: 0,
  options: DOCKER_OPTIONS,
  keys: [],
  sources: ["https://github.com/moby/moby/blob/master/daemon/daemon_unix.go"],
} as const satisfies EngineMode;

const REMAPPED = "the engine maps its users, unless `userns_mode: host` says otherwise";
const OPT_OUT = ["userns_mode", "host"] as const;
const STACK = "`docker stack deploy` leaves it out";
const NO_STACK = "`docker stack deploy` does not know it";
const STACK_LIMITS = "`docker stack deploy` knows limits in `deploy.resources` only";
const UNHEARD = "Podman 4.3 does not hear it from Docker Compose";
const NOT_DELEGATED = "a rootless engine sets no limits with cgroup v1";

function keys(effect: KeyRule["effect"], because: string, names: readonly string[]): readonly KeyRule[] {
  return names.map((key) => ({ key, effect, because }));
}

/** What each mode that can be chosen does. */
export const ENGINE_MODES: Readonly<Record<Engine["mode"], EngineMode>> = {
  rootful: DOCKER,
  "userns-remap": {
    ...DOCKER,
    title: "Docker with remapped users",
    root: "nobody",
    keys: [
      { key: "privileged", value: "true", effect: "refused", because: REMAPPED, unless: OPT_OUT },
      { key: "network_mode", value: "host", effect: "refused", because: REMAPPED, unless: OPT_OUT },
      { key: "pid", value: "host", effect: "refused", because: REMAPPED, unless: OPT_OUT },
      { key: "ipc", value: "host", effect: "refused", because: REMAPPED, unless: OPT_OUT },
    ],
    sources: [
      "https://docs.docker.com/engine/security/userns-remap/#user-namespace-known-limitations",
      "https://github.com/moby/moby/blob/master/daemon/daemon_unix.go",
    ],
  },
  rootless: {
    ...DOCKER,
    title: "rootless Docker",
    apparmor: undefined,
    root: "engine user",
    usersOptOut: false,
    hostNetworkSince: "29.5",
    limits: "delegated",
    hostProcesses: "host's /proc",
    keys: [
      {
        key: "ipc",
        value: "host",
        effect: "refused",
        because: "a rootless engine cannot mount the host's message queues",
      },
      ...keys("ignored", NOT_DELEGATED, [
        "mem_limit",
        "memswap_limit",
        "pids_limit",
        "cpus",
        "cpu_quota",
        "deploy.resources.limits",
      ]).map((rule) => ({ ...rule, cgroup: 1 as const })),
    ],
    sources: [
      "https://docs.docker.com/engine/security/rootless/troubleshoot/",
      "https://github.com/moby/moby/blob/master/daemon/apparmor_linux.go",
    ],
  },
  swarm: {
    ...DOCKER,
    title: "Docker Swarm",
    reader: "docker stack deploy",
    hostNetworkByName: true,
    portAddresses: false,
    dotenv: false,
    keys: [
      ...keys("ignored", STACK, ["privileged", "security_opt", "devices", "pid", "ipc", "userns_mode", "network_mode"]),
      ...keys("ignored", STACK, [
        "cgroup_parent",
        "shm_size",
        "tmpfs",
        "domainname",
        "external_links",
        "links",
        "mac_address",
      ]),
      ...keys("refused", STACK_LIMITS, ["mem_limit", "memswap_limit", "cpu_quota", "cpus", "pids_limit"]),
      ...keys("refused", STACK_LIMITS, [
        "cpu_count",
        "cpu_percent",
        "cpu_period",
        "cpu_rt_period",
        "cpu_shares",
        "cpuset",
      ]),
      ...keys("refused", STACK_LIMITS, ["mem_reservation", "mem_swappiness", "blkio_config"]),
      ...keys("refused", NO_STACK, ["annotations", "attach", "develop", "dns_opt", "label_file", "models", "platform"]),
      ...keys("refused", NO_STACK, ["profiles", "pull_policy", "pull_refresh_after", "scale", "storage_opt", "umask"]),
      ...keys("refused", NO_STACK, ["volumes_from", "group_add", "oom_kill_disable", "uts", "cgroup"]),
      ...keys("refused", NO_STACK, ["device_cgroup_rules", "gpus", "use_api_socket", "cpu_rt_runtime", "runtime"]),
      ...keys("refused", NO_STACK, ["post_start", "pre_stop", "pre_start", "provider"]),
    ],
    sources: [
      "https://github.com/docker/cli/blob/master/cli/compose/types/types.go",
      "https://github.com/docker/cli/blob/master/cli/compose/schema/data/config_schema_v3.13.json",
      "https://github.com/docker/cli/blob/master/opts/swarmopts/port.go",
    ],
  },
  podman: {
    name: "Podman",
    title: "Podman",
    reader: "Compose",
    version: "5.8",
    defaultCapabilities: PODMAN_DEFAULT,
    newestCapabilitiesSince: undefined,
    privatePidRefusedSince: undefined,
    ambient: true,
    capabilityInBoth: "refused",
    processes: 2048,
    timeNamespaceSince: undefined,
    apparmor: "containers-default",
    seccomp: "Podman's",
    root: "root",
    usersOptOut: true,
    hostNetworkSince: undefined,
    hostNetworkByName: false,
    limits: "set",
    scratch: ["/run", "/tmp", "/var/tmp"],
    hostProcesses: "own /proc",
    tmpfsNoexec: false,
    portAddresses: true,
    dotenv: true,
    firstPort: 1024,
    options: PODMAN_OPTIONS,
    // Seen of 4.3, and not of 5.8; nobody looked in between.
    keys: [
      {
        key: "cgroup",
        value: "private",
        effect: "ignored",
        because: UNHEARD,
        cgroup: 1,
        before: "4.4",
        composed: true,
      },
      { key: "device_cgroup_rules", effect: "ignored", because: UNHEARD, before: "4.4", composed: true },
      {
        key: "pids_limit",
        value: "-1",
        effect: "refused",
        because: "its runtime lifts no limit with cgroup v1",
        cgroup: 1,
        before: "4.4",
      },
    ],
    sources: [
      "https://github.com/containers/podman/blob/main/pkg/specgen/generate/security_linux.go",
      "https://docs.podman.io/en/latest/markdown/podman-run.1.html",
    ],
  },
};

/** The keys of a service that some mode ignores or refuses. */
export const MODE_KEYS: readonly string[] = [
  ...new Set(Object.values(ENGINE_MODES).flatMap((mode) => mode.keys.map(({ key }) => key.split(".")[0] ?? key))),
];

/** What the engine's mode does. */
export function modeOf({ mode }: Engine): EngineMode {
  return ENGINE_MODES[mode];
}

/** Whether a release of the mode has what came with `since`; undefined there is never. */
export function hasSince(engine: Engine, since: string | undefined): boolean {
  return since !== undefined && isEngineSince(engine, since);
}
