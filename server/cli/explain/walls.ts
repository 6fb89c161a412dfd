import { CAPABILITIES, type CapabilityName, DOCKER_DEFAULT } from "../../analysis/facts/capabilities.ts";
import { portsInside } from "../../analysis/model/port.ts";
import type {
  CapabilitiesJson,
  ContainerSubject,
  DeviceJson,
  MountJson,
  OriginJson,
  PortJson,
  StatedJson,
  Subject,
  UnknownJson,
  UserJson,
} from "../../analysis/report/explain-json.ts";
import { plural } from "../output/plural.ts";

/** One thing that isolates a container, in words. */
export interface Wall {
  /** Its path in the JSON of the subject: `user`, `namespaces.net`. */
  readonly path: string;
  readonly label: string;
  readonly value: unknown;
  /** Its state: one text, or one for each entry of a list. */
  readonly states: readonly State[];
}

export interface State {
  readonly text: string;
  /** Undefined where nobody decided it and the engine's default holds. */
  readonly origin: OriginJson | undefined;
  /** Whether less is isolated than by the engine's default. */
  readonly weak: boolean;
}

/** The walls of a container or of a hook's process, in the order in which they are told. */
export function wallsOf(subject: Subject): readonly Wall[] {
  const common = [
    one(subject, "user", "user", subject.user, userText(subject.user)),
    one(
      subject,
      "privileged",
      "privileged",
      subject.privileged,
      onOff(subject.privileged, "yes", "no"),
      is(subject.privileged, true),
    ),
    capabilities(subject),
  ];
  return subject.kind === "hook"
    ? common
    : [...common, ...options(subject), ...namespaces(subject), ...fileSystem(subject), ...rest(subject)];
}

function one(subject: Subject, path: string, label: string, value: unknown, text: string, weak = false): Wall {
  return { path, label, value, states: [{ text, origin: subject.origins[path], weak }] };
}

function list(subject: Subject, path: string, label: string, values: readonly string[], weak = false): Wall {
  const states = values.map((text, index) => ({ text, origin: subject.origins[`${path}[${index}]`], weak }));
  return { path, label, value: values, states };
}

function capabilities(subject: Subject): Wall {
  const value = subject.capabilities;
  const isWide = value.state === "known" && value.bounding.some((name) => !DOCKER_DEFAULT.includes(name));
  return one(subject, "capabilities", "capabilities", value, capabilitiesText(value), isWide);
}

function options(subject: ContainerSubject): readonly Wall[] {
  const { noNewPrivileges, seccomp, apparmor, selinux } = subject;
  return [
    one(subject, "noNewPrivileges", "no new privileges", noNewPrivileges, onOff(noNewPrivileges, "on", "off")),
    one(subject, "seccomp", "seccomp", seccomp, stated(seccomp), is(seccomp, "unconfined")),
    one(subject, "apparmor", "AppArmor", apparmor, stated(apparmor), is(apparmor, "unconfined")),
    one(subject, "selinux", "SELinux", selinux, stated(selinux), is(selinux, "disabled")),
  ];
}

function namespaces(subject: ContainerSubject): readonly Wall[] {
  return Object.entries(subject.namespaces).map(([name, word]) => {
    const path = `namespaces.${name}`;
    // The user namespace is the host's by default, and so are others on some engines: only a choice that somebody made takes a wall down.
    return one(subject, path, `${name} namespace`, word, word, word === "host" && subject.origins[path] !== undefined);
  });
}

function fileSystem(subject: ContainerSubject): readonly Wall[] {
  const { rootfs, maskedPaths, readonlyPaths } = subject;
  return [
    one(subject, "rootfs", "root file system", rootfs, bare(rootfs)),
    one(subject, "maskedPaths", "masked paths", maskedPaths, flag(maskedPaths), maskedPaths === false),
    one(subject, "readonlyPaths", "read-only paths", readonlyPaths, flag(readonlyPaths), readonlyPaths === false),
    { ...list(subject, "mounts", "mounts", subject.mounts.map(mountText)), value: subject.mounts },
    { ...list(subject, "devices", "devices", subject.devices.map(deviceText), true), value: subject.devices },
    list(subject, "deviceRules", "device rules", subject.deviceRules, true),
  ];
}

function rest(subject: ContainerSubject): readonly Wall[] {
  const { ports, limits, sysctls, ulimits } = subject;
  const limit = (name: keyof typeof limits, text: (value: number) => string): Wall => {
    const value = limits[name];
    const words = value === null ? "no limit" : typeof value === "number" ? text(value) : because(value);
    return one(subject, `limits.${name}`, name, value, words);
  };
  return [
    { ...list(subject, "ports", "ports", ports.map(portText)), value: ports },
    one(subject, "networks", "networks", subject.networks, subject.networks.join(", ") || "none"),
    list(subject, "groups", "added groups", subject.groups),
    limit("memory", bytes),
    limit("cpus", String),
    limit("pids", (value) => plural(value, "process", "processes")),
    record(subject, "sysctls", sysctls, String),
    record(subject, "ulimits", ulimits, ({ soft, hard }) => `${limitText(soft)} (hard ${limitText(hard)})`),
  ];
}

function record<T>(
  subject: Subject,
  path: string,
  values: Readonly<Record<string, T | UnknownJson>>,
  text: (value: T) => string,
): Wall {
  const states = Object.entries(values).map(([name, value]) => ({
    text: `${name} = ${isUnknown(value) ? because(value) : text(value)}`,
    origin: subject.origins[`${path}.${name}`],
    weak: false,
  }));
  return { path, label: path, value: values, states };
}

function userText(user: UserJson): string {
  if (user.state === "unknown") return because(user);
  const ids = [
    user.uid === undefined ? "uid not known" : `uid ${user.uid}`,
    user.gid === undefined ? "gid not known" : `gid ${user.gid}`,
  ];
  const name = user.text.split(":")[0] ?? "";
  return /^\+?\d*$/.test(name) ? ids.join(", ") : `${name} (${ids.join(", ")})`;
}

function capabilitiesText(value: CapabilitiesJson): string {
  if (value.state === "unknown") return because(value);
  const { bounding, boundingMask, effectiveMask } = value;
  if (bounding.length === 0) return "none";
  const given = namesText(bounding);
  if (typeof effectiveMask !== "string") {
    return `${given}; whether the first process holds them is ${because(effectiveMask)}`;
  }
  return effectiveMask === boundingMask ? given : `${given}; the first process holds none of them`;
}

/** The default set is not spelled out: what differs from it is what a reader looks for. */
function namesText(names: readonly CapabilityName[]): string {
  if (names.length === CAPABILITIES.length) return `all ${names.length}`;
  const added = names.filter((name) => !DOCKER_DEFAULT.includes(name));
  const base = `the default ${DOCKER_DEFAULT.length}`;
  if (names.length - added.length < DOCKER_DEFAULT.length) return names.join(", ");
  return added.length === 0 ? base : `${base} and ${added.join(", ")}`;
}

function mountText({ type, source, target, readOnly }: MountJson): string {
  const from = source === null ? "" : `${bare(source)} -> `;
  return `${type} ${from}${target} ${readOnly ? "(read-only)" : "(writable)"}`;
}

function deviceText(device: DeviceJson | UnknownJson): string {
  if (isUnknown(device)) return because(device);
  const { source, target, permissions } = device;
  return `${source}${target === source ? "" : ` -> ${target}`} (${permissions})`;
}

function portText(port: PortJson): string {
  const { hostIp, published, protocol } = port;
  const host = bare(published);
  return `${bare(hostIp)}:${host === "" ? "(any)" : host} -> ${portsInside(port)}/${protocol}`;
}

function limitText(value: number): string {
  return value < 0 ? "unlimited" : String(value);
}

const UNITS = ["bytes", "KiB", "MiB", "GiB", "TiB"];

function bytes(value: number): string {
  let amount = value;
  let unit = 0;
  while (unit < UNITS.length - 1 && amount >= 1024 && Number.isInteger(amount / 1024)) {
    amount /= 1024;
    unit++;
  }
  return `${amount} ${UNITS[unit]}`;
}

function is<T>(value: StatedJson<T>, wanted: T): boolean {
  return value.state === "known" && value.value === wanted;
}

function stated(value: StatedJson<string>): string {
  return value.state === "known" ? value.value : because(value);
}

function onOff(value: StatedJson<boolean>, yes: string, no: string): string {
  if (value.state === "unknown") return because(value);
  return value.value ? yes : no;
}

function flag(value: boolean | UnknownJson): string {
  if (typeof value !== "boolean") return because(value);
  return value ? "kept" : "open";
}

function bare(value: string | UnknownJson): string {
  return typeof value === "string" ? value : because(value);
}

function because({ because: reason }: UnknownJson): string {
  return `unknown: ${reason}`;
}

function isUnknown(value: unknown): value is UnknownJson {
  return typeof value === "object" && value !== null && "state" in value && value.state === "unknown";
}
