import { CAPABILITIES, type CapabilityName } from "../facts/capabilities.ts";
import type { Engine } from "../facts/engine.ts";
import { NAMESPACES, type NamespaceName } from "../facts/namespaces.ts";
import type { Mount } from "../model/mount.ts";
import type { Port } from "../model/port.ts";
import type { Project } from "../model/project.ts";
import type { Capabilities, Device, Hook, Limits, Service } from "../model/service.ts";
import type { Origin, Setting } from "../model/setting.ts";
import type { User } from "../model/user.ts";
import type { Place } from "../text/span.ts";
import type { Locate } from "./location.ts";

/** Stands wherever the files do not tell a value. */
export interface UnknownJson {
  readonly state: "unknown";
  readonly because: string;
}

type Stated<T> = { readonly state: "known"; readonly value: T } | UnknownJson;

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

export type DeviceJson = Device;

/** `published` is "" where the engine picks a port. */
export interface PortJson {
  readonly hostIp: string | UnknownJson;
  readonly published: string | UnknownJson;
  readonly target: number;
  readonly protocol: string;
}

/** -1 is no limit. */
export interface UlimitJson {
  readonly soft: number;
  readonly hard: number;
}

/** A process that a lifecycle hook starts inside its service's container. */
export interface ExecSubject {
  readonly kind: "hook";
  readonly name: string;
  readonly user: UserJson;
  readonly privileged: Stated<boolean>;
  readonly capabilities: CapabilitiesJson;
  readonly origins: Readonly<Record<string, OriginJson>>;
}

/** A container of its own: a service's, a `pre_start` one's, or that of an image run without any option. */
export interface ContainerSubject extends Omit<ExecSubject, "kind"> {
  readonly kind: "service" | "pre_start" | "stage";
  readonly noNewPrivileges: Stated<boolean>;
  readonly seccomp: Stated<string>;
  readonly apparmor: Stated<string>;
  readonly selinux: Stated<string>;
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
}

export type Subject = ContainerSubject | ExecSubject;

/** The document that `explain --format json` prints; `docs/explain.schema.json` describes it. */
export interface Explanation {
  readonly version: 1;
  readonly engine: Engine;
  readonly subjects: readonly Subject[];
}

/** What the engine would give each container of a project: the services of all profiles in order, each followed by its `pre_start` containers and hooks. */
export function explainProject(project: Project, engine: Engine, locate: Locate): Explanation {
  const subjects = project.services.flatMap((service) => [
    container(service, service.kind, service.name, locate),
    ...service.preStart.map((one) => container(one, one.kind, one.name, locate)),
    ...service.hooks.map((hook) => exec(service, hook, locate)),
  ]);
  return { version: 1, engine, subjects };
}

/** What the engine would give an image's container that is run without any option. `run` is that container and `name` the stage's name. */
export function explainStage(run: Service, name: string, engine: Engine, locate: Locate): Explanation {
  return { version: 1, engine, subjects: [container(run, "stage", name, locate)] };
}

function container(service: Service, kind: ContainerSubject["kind"], name: string, locate: Locate): ContainerSubject {
  const { security, limits } = service;
  const ports = service.ports.filter((port) => port.effective);
  return {
    kind,
    name,
    user: userJson(service.user),
    privileged: stated(service.privileged),
    capabilities: capabilitiesJson(service.capabilities, service.user),
    noNewPrivileges: stated(security.noNewPrivileges),
    seccomp: stated(security.seccomp),
    apparmor: stated(security.apparmor),
    selinux: stated(security.selinux),
    namespaces: namespaceWords(service),
    rootfs: bare(service.rootfs),
    maskedPaths: bare(security.maskedPaths),
    readonlyPaths: bare(security.readonlyPaths),
    mounts: service.mounts.map(mountJson),
    devices: service.devices.map((device) => bare(device.value)),
    ports: ports.map(portJson),
    limits: { memory: bare(limits.memory), cpus: bare(limits.cpus), pids: bare(limits.pids) },
    sysctls: record(service.sysctls),
    groups: service.groups.map((group) => group.value),
    deviceRules: service.deviceRules.map((rule) => rule.value),
    ulimits: record(service.ulimits),
    networks: service.networks,
    origins: origins(decisions(service, ports), locate),
  };
}

function exec(service: Service, hook: Hook, locate: Locate): ExecSubject {
  const settings: Decision[] = [
    ["user", hook.user],
    ["privileged", hook.privileged],
    ["capabilities", hook.capabilities.bounding],
  ];
  return {
    kind: "hook",
    name: `${service.name}/${hook.kind}[${hook.index}]`,
    user: userJson(hook.user),
    privileged: stated(hook.privileged),
    capabilities: capabilitiesJson(hook.capabilities, hook.user),
    origins: origins(settings, locate),
  };
}

function stated<T>(setting: Setting<T>): Stated<T> {
  return setting.state === "known" ? { state: "known", value: setting.value } : unknown(setting);
}

function bare<T>(setting: Setting<T>): T | UnknownJson {
  return setting.state === "known" ? setting.value : unknown(setting);
}

function unknown({ because }: { readonly because: string }): UnknownJson {
  return { state: "unknown", because };
}

function userJson(user: Setting<User>): UserJson {
  if (user.state === "unknown") return unknown(user);
  const { uid, gid, text, root } = user.value;
  return {
    state: "known",
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
    text,
    ...(root === undefined ? {} : { root }),
  };
}

/**
 * The first process holds the bounding set as uid 0 and nothing as another user, since the engine sets no ambient capabilities.
 * Where the files do not tell whether the user is root, neither is the effective set known.
 */
function capabilitiesJson({ bounding }: Capabilities, user: Setting<User>): CapabilitiesJson {
  if (bounding.state === "unknown") return unknown(bounding);
  const names = CAPABILITIES.map((one) => one.name).filter((name) => bounding.value.includes(name));
  const boundingMask = mask(names);
  return { state: "known", bounding: names, boundingMask, effectiveMask: effectiveMask(boundingMask, user) };
}

function effectiveMask(boundingMask: string, user: Setting<User>): string | UnknownJson {
  if (user.state === "unknown") return unknown(user);
  if (user.value.root === undefined) return unknown({ because: `uid of user ${user.value.text}` });
  return user.value.root ? boundingMask : mask([]);
}

function mask(names: readonly CapabilityName[]): string {
  const bits = CAPABILITIES.filter((one) => names.includes(one.name)).map((one) => 1n << BigInt(one.number));
  return bits
    .reduce((all, bit) => all | bit, 0n)
    .toString(16)
    .padStart(16, "0");
}

function namespaceWords({ namespaces }: Service): Record<NamespaceName, string> {
  const word = (name: NamespaceName): string => {
    const mode = namespaces[name];
    return mode.state === "known" ? mode.value : "unknown";
  };
  return {
    pid: word("pid"),
    net: word("net"),
    ipc: word("ipc"),
    uts: word("uts"),
    user: word("user"),
    cgroup: word("cgroup"),
    mnt: word("mnt"),
    time: word("time"),
  };
}

function mountJson({ type, source, target, readOnly }: Mount): MountJson {
  return { type, source: bare(source), target, readOnly };
}

function portJson({ hostIp, published, target, protocol }: Port): PortJson {
  return { hostIp: bare(hostIp), published: bare(published), target, protocol };
}

function record<T>(settings: ReadonlyMap<string, Setting<T>>): Record<string, T | UnknownJson> {
  return Object.fromEntries([...settings].map(([name, setting]) => [name, bare(setting)]));
}

/** A value's name in `origins` and what is known of where it comes from. */
type Decision = readonly [name: string, from: { readonly origin: Origin; readonly at: Place }];

function decisions(service: Service, ports: readonly Port[]): readonly Decision[] {
  const { security, limits, namespaces } = service;
  return [
    ["user", service.user],
    ["privileged", service.privileged],
    ["capabilities", service.capabilities.bounding],
    ["noNewPrivileges", security.noNewPrivileges],
    ["seccomp", security.seccomp],
    ["apparmor", security.apparmor],
    ["selinux", security.selinux],
    ...NAMESPACES.map(({ name }): Decision => [`namespaces.${name}`, namespaces[name]]),
    ["rootfs", service.rootfs],
    ["maskedPaths", security.maskedPaths],
    ["readonlyPaths", security.readonlyPaths],
    ...service.mounts.map((mount, index): Decision => [`mounts[${index}]`, listed(mount, mount.source)]),
    ...service.devices.map((device, index): Decision => [`devices[${index}]`, listed(device, device.value)]),
    ...ports.map((port, index): Decision => [`ports[${index}]`, listed(port, port.published)]),
    ["limits.memory", limits.memory],
    ["limits.cpus", limits.cpus],
    ["limits.pids", limits.pids],
    ...[...service.sysctls].map(([name, setting]): Decision => [`sysctls.${name}`, setting]),
    ...service.groups.map((group, index): Decision => [`groups[${index}]`, listed(group)]),
    ...service.deviceRules.map((rule, index): Decision => [`deviceRules[${index}]`, listed(rule)]),
    ...[...service.ulimits].map(([name, setting]): Decision => [`ulimits.${name}`, setting]),
    ...networksDecision(service),
  ];
}

/** An entry of a list is there because somebody wrote it, even where a part of it is the engine's default. */
function listed(
  { at, via }: { readonly at: Place; readonly via?: Place },
  value?: Setting<unknown>,
): { readonly origin: Origin; readonly at: Place } {
  const origin = value === undefined || value.origin === "default" ? "written" : value.origin;
  return { origin: origin === "written" && via !== undefined ? "inherited" : origin, at };
}

function networksDecision({ keys }: Service): readonly Decision[] {
  const at = keys.get("networks");
  return at === undefined ? [] : [["networks", { origin: "written", at }]];
}

function origins(settings: readonly Decision[], locate: Locate): Record<string, OriginJson> {
  const decided = settings.filter(([, { origin }]) => origin !== "default");
  return Object.fromEntries(decided.map(([name, from]) => [name, originJson(from, locate)]));
}

function originJson({ origin, at }: { readonly origin: Origin; readonly at: Place }, locate: Locate): OriginJson {
  const { file, start } = locate(at);
  return { how: origin, file, line: start.line };
}
