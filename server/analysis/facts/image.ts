import type { CapabilityName } from "./capability-table.ts";

/**
 * What is known of one published image, or of a family that is built and started in one way. One file of `images/` holds one such value; what nobody
 * looked at is `"unknown"`, and an empty list says that somebody looked and found none.
 */
export interface Image {
  /** Full names without tag; Docker Hub's carry no registry. A name that ends in `/*` stands for a family whose members are all built on one base. */
  readonly names: readonly string[];
  /** The month in which it was looked at, `2026-11`. */
  readonly looked: string;
  /**
   * The oldest and the newest version that was looked at, as tags spell them; what lies between is taken to be alike, and where it is not, there is a
   * variant. Null where tags carry no version. What is known of other versions is a guess. With `behind`, newer versions are published that nobody
   * looked at, so that of a tag without a version all is a guess too.
   */
  readonly versions: { readonly from: string; readonly to: string; readonly behind?: true } | null;
  /**
   * Words of tags that were looked at beside the version: `bookworm`, `alpine`. Digits and dots are left out of the comparison (`alpine3.20` carries
   * `alpine`). What is known of a tag with another word is a guess. `any` where its publisher makes all tags in one way, as the
   * bases of systems and languages are made.
   */
  readonly flavours: readonly string[] | "any";
  /** Where each of its aspects was seen. An aspect that no line tells of is a guess. */
  readonly sources: readonly Source[];

  /** A user's own program is put on top of a `base`, so what that program needs cannot be known. */
  readonly kind: "program" | "base";
  /** The image's `USER`. */
  readonly user: ImageUser | "unknown";
  /** How the start gives root up; null where nothing does. */
  readonly becomes: Becomes | null | "unknown";
  /** What `cap_add` needs beside `cap_drop: [ALL]` when the first process is root. */
  readonly asRoot: readonly CapabilityNeed[] | "unknown";
  /** The same when the first process is not root: only file capabilities can need one then. */
  readonly asUser: readonly CapabilityNeed[] | "unknown";
  /** A user other than root that the image works with: one of its own, or any that owns the data. Null where it works with none. */
  readonly runAs: RunAs | "any" | null | "unknown";
  /** Every place that is written to, by the start or by the program. */
  readonly writes: readonly WrittenPath[] | "unknown";
  /** Programs of the image that gain privileges when others start them, and are needed: `no-new-privileges` stops them. */
  readonly gains: readonly Gain[] | "unknown";
  readonly ports: readonly ImagePort[] | "unknown";
  /** Variables that hold a secret. */
  readonly secrets: readonly SecretVariable[] | "unknown";
  /** What of the host the image is made to work with: no fix takes it away unasked. */
  readonly purpose: readonly Purpose[] | "unknown";

  /** Another image of the same program that needs less. */
  readonly instead?: string;
  readonly notes?: readonly string[];
  /** What other tags have otherwise; all that apply are laid over the image in order. */
  readonly variants?: readonly Variant[];
}

/** The parts of what is known that are seen each in a place of its own. */
export const ASPECTS = ["build", "start", "work", "secrets", "purpose"] as const;
/**
 * `build`: what the build file says: user, ports, volumes, file capabilities, set-user-ID programs. `start`: what the start script does, its
 * capabilities and what it writes. `work`: what the program itself needs and writes. `secrets` and `purpose`: these variables, this purpose.
 */
export type Aspect = (typeof ASPECTS)[number];

/** A place where somebody looked. Each aspect of an image has one line at most. */
export type Source = ReadSource | DocumentedSource;

/** Build files, start scripts or sources of the program that were read. */
interface ReadSource {
  /** `owner/name` on GitHub, or a whole URL up to the paths. */
  readonly read: string;
  readonly paths: readonly string[];
  /** The commit whose text was read, in full. */
  readonly commit: string;
  readonly tells: readonly Aspect[];
}

/** What the maintainers say. */
interface DocumentedSource {
  readonly documented: string;
  readonly tells: readonly Aspect[];
}

interface ImageUser {
  /** As the build file spells it. */
  readonly text: string;
  /** Undefined where a name stands for a number that nobody has seen. */
  readonly uid?: number;
  readonly gid?: number;
}

/** A start as root that ends as somebody else. */
interface Becomes {
  /** The user's name, or what decides it: `PUID:PGID`. */
  readonly user: string;
  /** The program that changes: `gosu`, `su-exec`, `setpriv`, `s6-setuidgid`, `the program itself`. */
  readonly by: string;
  /** Whether the first process stays root and only those that it starts give root up. */
  readonly workersOnly?: true;
}

export interface CapabilityNeed {
  readonly name: CapabilityName;
  /** What it does with it, as the end of "CHOWN …": `gives its data to postgres`. */
  readonly why: string;
  /** Under which settings; left out where always. */
  readonly when?: When;
  /** Whether something surely fails without it; `false` where that hangs on its data or on what else no file shows. */
  readonly fails?: false;
}

interface RunAs {
  readonly uid: number;
  readonly gid?: number;
  /** The user's name in the image, or the number again. */
  readonly text: string;
  /** Settings with which it does not start as this user, and why. */
  readonly unless?: readonly { readonly when: When; readonly why: string }[];
}

/**
 * A file or directory that is written to. `becomes` says what kind of place may stand there once the root file system is read-only:
 * - `tmpfs`: it may be empty at each start and lost at each end;
 * - `volume`: it holds data, so that only a mount that is there already will do;
 * - `own volume`: the image declares a volume there, which the engine makes whenever nothing is mounted;
 * - `nothing`: it holds files of the image that an empty directory would hide, so that only a mount of the user's own will do.
 */
export interface WrittenPath {
  readonly path: string;
  readonly becomes: "tmpfs" | "volume" | "own volume" | "nothing";
  /** The variable whose value, where it is set, is the path in this one's place: `PGDATA`. */
  readonly movedBy?: string;
  /** Who writes first: the start, or the program at work. */
  readonly at: "start" | "work";
  /** Under which settings; left out where always. */
  readonly when?: When;
  /** Programs or libraries in it are executed, so that a tmpfs needs `exec`. */
  readonly exec?: true;
  /**
   * Whom the directory belongs to in the image where that is not root, and not everybody may write to it: a tmpfs takes the mode of the directory that
   * it covers but is root's unless it is told otherwise. A directory that the image does not have becomes one that everybody may write to.
   * Source: https://github.com/opencontainers/runc/blob/main/libcontainer/rootfs_linux.go (mountToRootfs).
   */
  readonly owner?: { readonly uid: number; readonly gid?: number };
  /** For a path that is written to at work: the settings under which the program does not run where it cannot. Left out where nobody knows of any. */
  readonly fails?: When;
  /** What fails where it cannot be written to, if that is less than the start: `it caches nothing`. Such a path is still kept writable. */
  readonly else?: string;
}

interface Gain {
  /** The path or name of the program. */
  readonly program: string;
  /** `set-user-ID`, or the file capability that it carries. */
  readonly by: "set-user-ID" | CapabilityName;
  readonly why: string;
  readonly when?: When;
}

interface ImagePort {
  readonly port: number;
  /** TCP where left out. */
  readonly protocol?: "udp" | "sctp";
  /** `others`: clients from outside are what it is for; `project`: other containers of the project; `operator`: whoever runs it. */
  readonly for: "others" | "project" | "operator";
  readonly when?: When;
}

interface SecretVariable {
  readonly variable: string;
  /** The variable that names a file with the same secret, where the image reads one. */
  readonly file?: string;
}

/** Something of the host that the image is made to work with. */
export interface Purpose {
  readonly needs:
    | { readonly socket: "docker" | "podman" | "containerd" }
    | { readonly capability: CapabilityName }
    | { readonly device: string }
    | { readonly hostPath: string }
    | { readonly namespace: "network" | "pid" | "ipc" | "uts" | "cgroup" | "user" }
    | { readonly sysctl: string }
    | { readonly privileged: true }
    | { readonly gpu: true };
  /** What it does with it, as the end of "it …": `starts and stops containers`. */
  readonly why: string;
  /** Under which settings; left out where always. `optional` where the image starts and does its main work without. */
  readonly when?: When;
  readonly optional?: true;
  /** For a socket: what the image asks of the engine, as the variables of `tecnativa/docker-socket-proxy`; `POST` where it also changes things. */
  readonly endpoints?: readonly string[];
  /** A safer way to the same end, as a sentence. */
  readonly instead?: string;
}

/** A condition on the settings of a container. */
export type When =
  /** A variable that is set and not empty, or has this value. */
  | { readonly variable: string; readonly is?: string }
  /** Something is mounted at this path or below it. */
  | { readonly mounted: string }
  /** The first process is root. */
  | { readonly root: boolean }
  /** A word of the command, the program's name included; an option, `--plugins`, stands for `--plugins=x` and `--plugins.x=1` too. */
  | { readonly word: string }
  | { readonly not: When }
  | { readonly any: readonly When[] }
  | { readonly all: readonly When[] };

/** A change for the tags that carry `word`, whose version is below `before`, or not below `from`: whatever is given has to hold. */
export interface Variant {
  readonly tags: { readonly word?: string; readonly before?: string; readonly from?: string };
  readonly has: Partial<Omit<Image, "names" | "looked" | "versions" | "flavours" | "sources" | "variants">>;
  /** Where the change was seen; lines take the place of the image's own for the aspects that they tell of. */
  readonly sources: readonly Source[];
}
