import type { CapabilityName } from "../../server/analysis/facts/capabilities.ts";
import type { Engine } from "../../server/analysis/facts/engine.ts";
import type { NamespaceName } from "../../server/analysis/facts/namespaces.ts";

/** The machine on which something was observed. */
export interface Machine {
  /** The engine; the release of Compose stands beside it. */
  readonly engine: Omit<Engine, "compose">;
  readonly release: string;
  readonly compose: string;
  readonly runtime: string;
  readonly kernel: string;
  /** Capabilities that the machine itself lacks, and so can give to nobody. */
  readonly lacking: readonly CapabilityName[];
}

/** What the kernel told inside of a container. */
export interface KernelFacts {
  readonly uid: number;
  readonly gid: number;
  readonly groups: readonly number[];
  readonly capabilities: Readonly<Record<"inheritable" | "permitted" | "effective" | "bounding" | "ambient", string>>;
  readonly noNewPrivileges: boolean;
  /** 0 is none, 2 a filter. */
  readonly seccomp: number;
  /** `host` for the machine's own; else the name of the first container, in alphabetical order, that is in the namespace. */
  readonly namespaces: Readonly<Record<NamespaceName, string>>;
  readonly rootReadOnly: boolean;
  readonly maskedPaths: readonly string[];
  readonly readonlyPaths: readonly string[];
  /** Without those that every container has. */
  readonly mounts: readonly SeenMount[];
  /** Device nodes below /dev without those that every container has, each with the nodes of the host that are the same device. */
  readonly devices: readonly { readonly target: string; readonly same: readonly string[] }[];
  /** What the cgroup allows, as `c 1:3 rwm`; empty where the version of cgroups has no list of it. */
  readonly deviceRules: readonly string[];
  /** By the kernel's names, such as `open files`. */
  readonly rlimits: Readonly<Record<string, readonly [soft: string, hard: string]>>;
  readonly settings: Readonly<Record<string, string>>;
  readonly memory: number | null;
  readonly cpus: number | null;
  readonly pids: number | null;
  /** The groups of the image, by name. */
  readonly groupNames: Readonly<Record<string, number>>;
}

/** The engine for which is predicted: the machine's, with its Compose. */
export function engineOf({ engine, compose }: Machine): Engine {
  return { ...engine, compose: /^\d+\.\d+/.exec(compose)?.[0] ?? compose };
}

/** A mount as the kernel and the engine have it. */
export interface SeenMount {
  readonly target: string;
  readonly readOnly: boolean;
  readonly fileSystem: string;
  /** What the engine calls it. */
  readonly type?: string;
  /** A volume's name without the project's, "" for an anonymous one; the name of an image. */
  readonly volume?: string;
  /** Paths of the host that are the very file or directory which is mounted; those of the project start with `./`. */
  readonly same: readonly string[];
}

/** What the engine says of a container. Null is no limit. */
export interface AskedFacts {
  readonly privileged: boolean;
  readonly securityOptions: readonly string[];
  readonly apparmor: string;
  readonly devices: readonly { readonly source: string; readonly target: string; readonly permissions: string }[];
  readonly deviceRules: readonly string[];
  readonly sysctls: Readonly<Record<string, string>>;
  readonly memory: number | null;
  readonly cpus: number | null;
  readonly pids: number | null;
  readonly ulimits: Readonly<Record<string, readonly [soft: number, hard: number]>>;
  readonly groups: readonly string[];
  /** `target` is `80/tcp`; `published` is `*` where the engine picked it. */
  readonly ports: readonly { readonly hostIp: string; readonly published: string; readonly target: string }[];
  /** Without the project's name. */
  readonly networks: readonly string[];
  /** What the engine asked of the runtime; only our own engine keeps it. */
  readonly specification?: {
    readonly bounding: readonly string[];
    readonly noNewPrivileges: boolean;
    readonly seccomp: "none" | "default" | "allowing profile";
    readonly apparmor: string;
    readonly rootReadOnly: boolean;
    /** How many there are. */
    readonly maskedPaths: number;
    readonly readonlyPaths: number;
  };
}

/**
 * What the engine keeps of a command's words beside isolation, in the forms of its API: times in nanoseconds, memory in bytes, 0 and "" where nothing is
 * said. Compose's own way with these is compared by `test:compose`.
 */
export interface KeptFacts {
  readonly environment: readonly string[];
  readonly command: readonly string[];
  readonly entrypoint: readonly string[];
  readonly workingDir: string;
  readonly hostname: string;
  readonly stopSignal: string;
  readonly healthcheck: {
    readonly test: readonly string[];
    readonly interval: number;
    readonly timeout: number;
    readonly startPeriod: number;
    readonly retries: number;
  };
  readonly init: boolean;
  readonly shmSize: number;
  /** -1 is no limit. */
  readonly memoryAndSwap: number;
  readonly realtimeCpu: number;
  readonly oomScore: number;
  readonly oomKillDisabled: boolean;
}

/** A container, or a hook's process in one, that was really run. Of a hook there are only the kernel's facts. */
export interface SeenSubject {
  readonly kind: "service" | "hook";
  readonly name: string;
  readonly kernel: KernelFacts;
  readonly asked?: AskedFacts;
  /** Only of what a command started. */
  readonly kept?: KeptFacts;
}

/** Everything that was seen of one project. */
export interface Observation {
  readonly machine: Machine;
  readonly subjects: readonly SeenSubject[];
}
