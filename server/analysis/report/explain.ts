import { CAPABILITIES, type CapabilityName, capabilityMask } from "../facts/capabilities.ts";
import type { Engine } from "../facts/engine.ts";
import { NAMESPACES, type NamespaceName } from "../facts/namespaces.ts";
import type { Capabilities, Container, Hook } from "../model/container.ts";
import type { Mount } from "../model/mount.ts";
import type { Port } from "../model/port.ts";
import type { Origin, Setting } from "../model/setting.ts";
import type { User } from "../model/user.ts";
import type { Place } from "../text/span.ts";
import { exposureOf } from "../walls/exposure.ts";
import { type ReadWall, readProcessWalls, readWalls } from "../walls/index.ts";
import type { Surroundings } from "../walls/wall.ts";
import type {
  CapabilitiesJson,
  ContainerSubject,
  ExecSubject,
  Explanation,
  MountJson,
  OriginJson,
  PortJson,
  StatedJson,
  Subject,
  UnknownJson,
  UserJson,
} from "./explain-json.ts";
import type { Locate } from "./location.ts";

/** What the engine would give a container, as the JSON that `explain` prints, and how its walls stand, in words. */
export interface ExplainedSubject {
  readonly json: Subject;
  /** A function, since whoever prints the JSON alone needs no words, and projects may have thousands of mounts for each of thousands of services. */
  walls(): readonly ReadWall[];
}

/** What the engine would give each of these containers, each followed by its `pre_start` containers and hooks. */
export function explained(
  containers: readonly Container[],
  surroundings: Surroundings,
  locate: Locate,
): readonly ExplainedSubject[] {
  const explainedContainer = (one: Container): ExplainedSubject => ({
    json: container(one, locate),
    walls: () => readWalls(one, surroundings),
  });
  return containers.flatMap((one) => [
    explainedContainer(one),
    ...one.preStart.map(explainedContainer),
    ...one.hooks.map((hook) => ({
      json: exec(one, hook, locate),
      walls: () => readProcessWalls({ ...one, ...hook, kind: one.kind, at: hook.at }, surroundings),
    })),
  ]);
}

/** The document of `explain --format json`. */
export function explanationOf(subjects: readonly ExplainedSubject[], engine: Engine): Explanation {
  return { version: 2, engine, subjects: subjects.map(({ json }) => json) };
}

function container(service: Container, locate: Locate): ContainerSubject {
  const { security, limits } = service;
  const ports = service.ports.filter((port) => port.effective);
  const exposure = exposureOf(service)?.score;
  return {
    kind: service.kind,
    name: service.name,
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
    ...(exposure === undefined ? {} : { exposure }),
  };
}

function exec(service: Container, hook: Hook, locate: Locate): ExecSubject {
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

function stated<T>(setting: Setting<T>): StatedJson<T> {
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
 * The first process holds the bounding set as uid 0, and what the engine sets as ambient capabilities as another user.
 * Where the files do not tell whether the user is root, neither is the effective set known.
 */
function capabilitiesJson({ bounding, ambient }: Capabilities, user: Setting<User>): CapabilitiesJson {
  if (bounding.state === "unknown") return unknown(bounding);
  const names = CAPABILITIES.map((one) => one.name).filter((name) => bounding.value.includes(name));
  const boundingMask = capabilityMask(names);
  return { state: "known", bounding: names, boundingMask, effectiveMask: effectiveMask(boundingMask, ambient, user) };
}

function effectiveMask(
  boundingMask: string,
  ambient: readonly CapabilityName[],
  user: Setting<User>,
): string | UnknownJson {
  if (user.state === "unknown") return unknown(user);
  if (user.value.root === undefined) return unknown({ because: `uid of user ${user.value.text}` });
  return user.value.root ? boundingMask : capabilityMask(ambient);
}

function namespaceWords({ namespaces }: Container): Record<NamespaceName, string> {
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

function portJson({ hostIp, published, target, lastTarget, protocol }: Port): PortJson {
  const range = lastTarget === target ? {} : { lastTarget };
  return { hostIp: bare(hostIp), published: bare(published), target, ...range, protocol };
}

function record<T>(settings: ReadonlyMap<string, Setting<T>>): Record<string, T | UnknownJson> {
  return Object.fromEntries([...settings].map(([name, setting]) => [name, bare(setting)]));
}

/** A value's name in `origins` and what is known of where it comes from. */
type Decision = readonly [name: string, from: { readonly origin: Origin; readonly at: Place }];

function decisions(service: Container, ports: readonly Port[]): readonly Decision[] {
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
    ...service.mounts.map((mount, index): Decision => [`mounts[${index}]`, mountDecision(mount)]),
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

/** A volume that comes with the image is decided by the instruction that asks for it, and what the engine adds by nobody. */
function mountDecision(mount: Mount): Decision[1] {
  return mount.from === "image" || mount.from === "engine" ? mount.source : listed(mount, mount.source);
}

function networksDecision({ source: { keys } }: Container): readonly Decision[] {
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
