import type { CapabilityName } from "../facts/capabilities.ts";
import type { Engine } from "../facts/engine.ts";
import type { NamespaceName } from "../facts/namespaces.ts";
import type { Container, Device, Limits } from "../model/container.ts";
import type { Origin } from "../model/setting.ts";

/** Stands wherever the files do not tell a value. */
export interface UnknownJson {
  readonly state: "unknown";
  readonly because: string;
}

/** A value with its state; `seccomp`, `privileged` and the like. */
export type StatedJson<T> = { readonly state: "known"; readonly value: T } | UnknownJson;

/** `uid`, `gid` and `root` are left out where only a name is known. */
export type UserJson =
  | {
      readonly state: "known";
      readonly uid?: number;
      readonly gid?: number;
      readonly text: string;
      readonly root?: boolean;
    }
  | UnknownJson;

/** Masks are 16 hexadecimal digits, as in `/proc/<pid>/status`. */
export type CapabilitiesJson =
  | {
      readonly state: "known";
      readonly bounding: readonly CapabilityName[];
      readonly boundingMask: string;
      readonly effectiveMask: string | UnknownJson;
    }
  | UnknownJson;

/** Where a value was decided. `line` counts from 1. */
export interface OriginJson {
  readonly how: Origin;
  readonly file: string;
  readonly line: number;
}

/** `source` is null where the mount has none: a tmpfs, an anonymous volume. */
export interface MountJson {
  readonly type: string;
  readonly source: string | null | UnknownJson;
  readonly target: string;
  readonly readOnly: boolean;
}

type DeviceJson = Device;

/**
 * `published` is "" where the engine picks a port. A range of ports is one entry: `target` and `lastTarget` are its first and last in the container, and
 * `published` is a range of as many ports of the host, one for each; where `lastTarget` is missing, `published` may be a range of which the engine picks one.
 */
export interface PortJson {
  readonly hostIp: string | UnknownJson;
  readonly published: string | UnknownJson;
  readonly target: number;
  readonly lastTarget?: number;
  readonly protocol: string;
}

/** -1 is no limit. */
interface UlimitJson {
  readonly soft: number;
  readonly hard: number;
}

/** A process that a lifecycle hook starts inside its service's container. */
export interface ExecSubject {
  readonly kind: "hook";
  readonly name: string;
  readonly user: UserJson;
  readonly privileged: StatedJson<boolean>;
  readonly capabilities: CapabilitiesJson;
  readonly origins: Readonly<Record<string, OriginJson>>;
}

/** A container of its own: a service's, a job's, a `pre_start` one's, or that of an image run without any option. */
export interface ContainerSubject extends Omit<ExecSubject, "kind"> {
  readonly kind: Container["kind"];
  readonly noNewPrivileges: StatedJson<boolean>;
  readonly seccomp: StatedJson<string>;
  readonly apparmor: StatedJson<string>;
  readonly selinux: StatedJson<string>;
  readonly namespaces: Readonly<Record<NamespaceName, string>>;
  readonly rootfs: "writable" | "read-only" | UnknownJson;
  readonly maskedPaths: boolean | UnknownJson;
  readonly readonlyPaths: boolean | UnknownJson;
  readonly mounts: readonly MountJson[];
  readonly devices: readonly (DeviceJson | UnknownJson)[];
  readonly ports: readonly PortJson[];
  readonly limits: Readonly<Record<keyof Limits, number | null | UnknownJson>>;
  readonly sysctls: Readonly<Record<string, string | UnknownJson>>;
  readonly groups: readonly string[];
  readonly deviceRules: readonly string[];
  readonly ulimits: Readonly<Record<string, UlimitJson | UnknownJson>>;
  readonly networks: readonly string[];
  /** From 0, perfect, to 10; missing for Windows containers, which have none of these walls. */
  readonly exposure?: number;
}

export type Subject = ContainerSubject | ExecSubject;

/** The document that `explain --format json` prints; `docs/explain.schema.json` describes it. */
export interface Explanation {
  readonly version: 2;
  readonly engine: Engine;
  readonly subjects: readonly Subject[];
}
