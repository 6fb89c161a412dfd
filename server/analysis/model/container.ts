import type { CapabilityName } from "../facts/capabilities.ts";
import type { Engine } from "../facts/engine.ts";
import type { HostIdentity } from "../facts/engine-modes.ts";
import type { ImageProfile } from "../facts/image-profiles.ts";
import type { NamespaceName } from "../facts/namespaces.ts";
import type { Script } from "../shell/script.ts";
import type { Place } from "../text/span.ts";
import type { Wording } from "../text/wording.ts";
import type { BuildContext } from "./build-context.ts";
import type { ServiceKey } from "./change.ts";
import type { ImageRef } from "./image.ts";
import type { LearnedOf } from "./learned.ts";
import type { Mount } from "./mount.ts";
import type { Port } from "./port.ts";
import type { SeccompProfile } from "./seccomp.ts";
import type { Setting } from "./setting.ts";
import type { Dockerfile, Stage } from "./stage.ts";
import type { Starting } from "./starting.ts";
import type { User } from "./user.ts";
import type { WrittenScript, WrittenText } from "./written.ts";

/** One item of a list as it was written, with the place that decided it. */
export interface Listed<T> {
  readonly value: T;
  readonly text: string;
  readonly at: Place;
  readonly via?: Place;
}

/** `value` is undefined for a name that is no capability. */
export type ListedCapability = Listed<CapabilityName | "ALL" | undefined>;

/**
 * What a container's capabilities are.
 * `bounding` is the set that the engine gives: the default set, `cap_drop` and `cap_add` in the engine's own order, or everything under `privileged`.
 * The first process holds all of it as root, and `ambient` of it as another user.
 */
export interface Capabilities {
  readonly added: readonly ListedCapability[];
  readonly dropped: readonly ListedCapability[];
  readonly bounding: Setting<readonly CapabilityName[]>;
  /** What a first process that is not root holds: nothing with Docker, what `cap_add` names with Podman. */
  readonly ambient: readonly CapabilityName[];
}

/**
 * One `security_opt` entry: `seccomp=unconfined` is key `seccomp`, value `unconfined`. `valid` tells whether the engine takes it, `inert` whether
 * nothing comes of it then. `because` says why it is not taken, where that is not plain, as the end of a sentence.
 */
export interface SecurityOption extends Listed<string> {
  readonly key: string;
  readonly valid: boolean;
  readonly inert: boolean;
  readonly because?: string;
}

/**
 * How a namespace is shared: `private`, `host`, or joined with a `service:NAME` or `container:NAME`.
 * A join that leads to the host, over however many services, is `host`.
 */
export type NamespaceMode = "private" | "host" | `service:${string}` | `container:${string}`;

export interface Security {
  readonly options: readonly SecurityOption[];
  readonly noNewPrivileges: Setting<boolean>;
  /** `default`, `unconfined`, or a profile's path. */
  readonly seccomp: Setting<string>;
  /** What the profile's file says; undefined where no file is named, or where it is not loaded yet. */
  readonly seccompProfile?: SeccompProfile;
  /** The engine's own (`docker-default`, `containers-default`), `unconfined`, or a profile's name; `unconfined` under a rootless engine, which sets none. */
  readonly apparmor: Setting<string>;
  /** `default`, `disabled`, or the parts of a label: `type:container_t, level:s0:c1`. */
  readonly selinux: Setting<string>;
  /** Whether the engine masks `/proc/kcore` and its like and makes `/proc/sys` read-only. */
  readonly maskedPaths: Setting<boolean>;
  readonly readonlyPaths: Setting<boolean>;
  readonly writableCgroups: Setting<boolean>;
}

export interface Device {
  readonly source: string;
  readonly target: string;
  readonly permissions: string;
}

/**
 * An entry of `volumes_from`: `web`, `service:web:ro`, `container:x`. `outside` is the name of a container whose mounts nothing at hand says, or the
 * variable that names it; those of any other are among the container's own mounts.
 */
export interface VolumesFrom extends Listed<string> {
  readonly outside?: string;
}

/** Memory in bytes, CPUs as a number, processes as a count; null is no limit. */
export interface Limits {
  readonly memory: Setting<number | null>;
  readonly cpus: Setting<number | null>;
  readonly pids: Setting<number | null>;
}

/**
 * A value of an isolation key that Compose takes and that does not do what it says: the engine refuses to start the container (`pid: banana`), or
 * somebody drops it without a word (`/data:/data:RO`). `meant` is the right form, where it can be told.
 */
export interface InvalidValue extends Listed<string> {
  readonly key: string;
  readonly effect: "refused" | "ignored";
  readonly meant?: string;
  /** Who does it and on what condition, where it is the engine's mode that does. */
  readonly because?: string;
}

/** A request for GPUs, through `gpus` or a reservation of `deploy`. */
export interface GpuRequest {
  /** How many; `all` where neither a number nor devices are named. */
  readonly count: Setting<number | "all">;
  readonly deviceIds: readonly string[];
  readonly at: Place;
  readonly via?: Place;
}

/**
 * Hardening that a lower layer had and that is gone from the container: `cap_drop` `ALL`. `at` is what dropped it, a key that replaces a merge
 * key's or a tag; `from` is where it stood.
 */
export interface LostHardening {
  readonly key: string;
  readonly text: string;
  readonly at: Place;
  readonly from: Place;
  readonly by: "merge key" | "!reset" | "!override" | "dev container tools" | "empty line";
}

/** A script that runs on the host before or beside the container. */
export interface HostScript {
  /** How a message calls it: `initializeCommand`. */
  readonly name: string;
  readonly script: Script;
}

/**
 * What a declaration only names and what decides something of the container: a feature of a dev container, the label of an image. `by` are its words in a
 * sentence; what it decides has `at` for the place that brought it in.
 */
export interface Brought {
  readonly by: Wording;
  readonly at: Place;
  /** Whether the container can do without it, so that a fix may take its name away. */
  readonly isRemovable?: true;
}

export interface Hook {
  readonly kind: "post_start" | "pre_stop" | "watch";
  readonly index: number;
  readonly at: Place;
  readonly user: Setting<User>;
  readonly privileged: Setting<boolean>;
  readonly capabilities: Capabilities;
  readonly command: Setting<readonly string[]>;
}

export interface Build {
  readonly at: Place;
  /** The Dockerfile's URI, where it can be told; for an inline one, the file that holds it. */
  readonly dockerfile?: string;
  /** The Dockerfile that stands in the Compose file itself, with its places there. */
  readonly inline?: Dockerfile;
  readonly context: Setting<string>;
  readonly target: Setting<string | null>;
  /** The stage that is built; undefined where the Dockerfile is missing, unknown or has no such stage. */
  readonly stage?: Stage;
  /** The script in a local context that the image starts with; undefined where it starts with something else. */
  readonly startScript?: StartScript;
  readonly privileged: Setting<boolean>;
  readonly network: Setting<string | null>;
  /** The path that the engine gets for a local context, absolute or below `~`; undefined for a remote or unknown one. */
  readonly contextPath?: string;
  /** What is known of the files in a local context; undefined where no stage that is built copies from it. */
  readonly files?: BuildContext;
  readonly additionalContexts: readonly AdditionalContext[];
  /** Build arguments by name; null is taken from the shell of whoever builds. */
  readonly args: ReadonlyMap<string, Setting<string | null>>;
  readonly ssh: readonly Listed<string>[];
  /** The names of the secrets that the build is given. */
  readonly secrets: readonly Listed<string>[];
  readonly entitlements: readonly Listed<string>[];
  /** What the build writes to the machine that asks for it; left out where it writes nothing there. */
  readonly outputs?: readonly BuildOutput[];
}

/** A directory or file of the machine that a build's result is written to. `path` is absolute or below `~`. */
export interface BuildOutput extends Listed<string> {
  readonly path: string;
}

/** A script of the project that an image starts with. `script` is not complete where the file cannot be read. */
export interface StartScript {
  /** Relative to the build context. */
  readonly path: string;
  readonly script: Script;
}

/** A further directory or image that a build may copy from. `path` is set for a local directory, as `contextPath` is. */
export interface AdditionalContext {
  readonly name: string;
  readonly source: Setting<string | null>;
  readonly path?: string;
}

/** The directory of a Compose project, as far as what moves a value out of its files has to know it. */
export interface ProjectDirectory {
  readonly uri: string;
  /** The names of the secrets that the project declares. */
  readonly secrets: ReadonlySet<string>;
  /** Whether the files take their variables from the `.env` in it, and nothing hands that on to containers. */
  readonly takesVariables: boolean;
  /** What a variable is there: `free` where nothing sets it or asks for it, its value where the project sets one, `taken` otherwise. */
  variable(name: string): "free" | "taken" | { readonly value: string };
}

/** Whether a container is declared by itself, in no project: networks are then not its file's alone, and nobody merges anything over it. */
export function standsAlone({ kind }: Pick<Container, "kind">): boolean {
  return kind === "container" || kind === "devcontainer" || kind === "quadlet" || kind === "pod" || kind === "target";
}

/** Where a container comes from: what was written for it, as it was written, and what came of that before the engine saw it. */
export interface ContainerSource {
  /** Whether it stands in a document for people, who put their own values in it, and is not run as it is written. */
  readonly isExample: boolean;
  /**
   * What else decides the container and is not known, such as the file that defines the service: what is not said is not known to be missing then.
   * Undefined where all that decides it is at hand.
   */
  readonly partial: string | undefined;
  /** The paths of what that may decide, as `explain` calls them: `seccomp`, `namespaces.pid`; left out where it may be anything. */
  readonly partialReach?: readonly string[];
  /** What stands inside of it is decided here, the rest elsewhere; left out where all of the container is looked at, wherever it is decided. */
  readonly within?: Place;
  /** Where the relative paths and the variables of its file come from; left out for what no Compose project of one directory declares. */
  readonly directory?: ProjectDirectory;
  /** The keys that somebody wrote, each with the place of the key. */
  readonly keys: ReadonlyMap<string, Place>;
  readonly invalidValues: readonly InvalidValue[];
  readonly lost: readonly LostHardening[];
  /** What its own block and what that inherits hold as texts: variables, labels, options, whoever reads them. */
  readonly texts: readonly WrittenText[];
  /** What its own block and what that inherits have run. */
  readonly scripts: readonly WrittenScript[];
  /** What the declaration has run on the host, in no container at all; left out where it has nothing run there. */
  readonly hostScripts?: readonly HostScript[];
  /** What is named and brings its own settings along; left out where nothing does. */
  readonly brought?: readonly Brought[];
}

/** What is concluded about a container from its settings, its image and those beside it. */
interface Conclusions {
  /** Whether it is there to stay. One that does a task and goes is not asked for what only a container that stays needs. */
  readonly lasts: boolean;
  /** Whether it surely is a Windows container: none of the Linux walls are there. */
  readonly windows: boolean;
  /** What is known of the published image that runs, or that the built stage starts from. */
  readonly profile?: ImageProfile;
  /** What the project found out about it by running copies; left out where nobody did. */
  readonly trials?: LearnedOf;
  /** The digest that is at hand for an image that is named by its tag alone: in a comment behind it, or elsewhere in the project. */
  readonly digest?: string;
  /** Who root in it is for the host: what it may do there with files, sockets and capabilities. */
  readonly root: Setting<HostIdentity>;
  /**
   * The services of the project that share a network with it, itself among them, worked out for whoever asks: the same list for all on the same
   * networks, and none for what is declared in no project.
   */
  readonly onNetworks: () => readonly Container[];
  /**
   * The services with secrets in the PID namespace that its own `pid` leads into, so that it sees their processes; it may be among them. Empty where `pid` leads to no service's.
   */
  readonly secretKeepers: readonly Container[];
}

/**
 * A container as the engine would run it, with every file that decides it taken into account: its settings, where they come from, and what is concluded
 * from them. A hook is none: the engine starts it as a further process within a container.
 */
export interface Container extends Conclusions {
  /**
   * What declares it: `container` is a command such as `docker run`, `devcontainer` a `devcontainer.json`, `quadlet` a unit of Podman's, `pod` one of its pods;
   * `target` is one of a bake file: nothing runs it, and it stands for its image, run without any option.
   * No service of a project has the name of a job.
   */
  readonly kind:
    | "service"
    | "job"
    | "pre_start"
    | "stage"
    | "container"
    | "devcontainer"
    | "quadlet"
    | "pod"
    | "target";
  readonly name: string;
  /** What runs it: the engine of the settings, or another that the declaration itself names. */
  readonly engine: Engine;
  /** The key of the service or job in the file that is looked at; of a `pre_start` container, its first key. */
  readonly at: Place;
  readonly key: ServiceKey;
  readonly profiles: readonly string[];
  readonly source: ContainerSource;

  readonly image: Setting<ImageRef | null>;
  readonly build?: Build;

  readonly user: Setting<User>;
  readonly groups: readonly Listed<string>[];
  readonly privileged: Setting<boolean>;
  readonly capabilities: Capabilities;
  readonly security: Security;
  readonly namespaces: Readonly<Record<NamespaceName, Setting<NamespaceMode>>>;

  readonly rootfs: Setting<"writable" | "read-only">;
  readonly mounts: readonly Mount[];
  readonly volumesFrom: readonly VolumesFrom[];
  readonly devices: readonly Listed<Setting<Device>>[];
  readonly gpus: readonly GpuRequest[];
  readonly deviceRules: readonly Listed<string>[];
  readonly limits: Limits;
  /** Memory and swap together, in bytes; null is no limit, and `default` is twice the memory. */
  readonly memoryAndSwap: Setting<number | null | "default">;
  /** Microseconds of each period in which the container's real-time processes may run before all others. */
  readonly realtimeCpu: Setting<number>;
  readonly sysctls: ReadonlyMap<string, Setting<string>>;
  readonly ulimits: ReadonlyMap<string, Setting<{ readonly soft: number; readonly hard: number }>>;

  readonly ports: readonly Port[];
  /** What `network_mode` says; null where it says nothing. */
  readonly networkMode: Setting<string | null>;
  /** The networks that the container is attached to, by the name in the file; empty where it has none of its own. */
  readonly networks: readonly string[];
  /** Those of its networks that containers of other projects, or other machines, are or may be on: external ones, and macvlan and ipvlan. */
  readonly openNetworks: readonly string[];

  readonly environment: ReadonlyMap<string, Setting<string | null>>;
  readonly command: Setting<readonly string[] | null>;
  readonly entrypoint: Setting<readonly string[] | null>;
  /** What `working_dir` says; null where it is the image's. */
  readonly workingDir: Setting<string | null>;
  /** The words of the health check's test: `CMD` or `CMD-SHELL` and what is run. */
  readonly healthcheck: Setting<readonly string[] | null>;
  /** The program that Compose runs on the host in the container's place. */
  readonly provider: Setting<string | null>;
  readonly useApiSocket: Setting<boolean>;
  /** The address of the engine that is asked to start it without TLS; left out where the declaration names none. */
  readonly asked?: Setting<string>;
  /** What `oom_kill_disable` and `oom_score_adj` say about the kernel's choice when memory runs out; the score reaches from -1000, never, to 1000. */
  readonly outOfMemory: { readonly killDisabled: Setting<boolean>; readonly score: Setting<number> };
  readonly hooks: readonly Hook[];
  readonly preStart: readonly Container[];
  /** What says how it is started and ended, worked out for whoever asks. */
  readonly starting: () => Starting;
}
