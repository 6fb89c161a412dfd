import type { CapabilityName } from "../facts/capabilities.ts";
import { hostDevice } from "../facts/devices.ts";
import type { Engine } from "../facts/engine.ts";
import { UNCONFINED_SELINUX_TYPES } from "../facts/security-options.ts";
import { removeCapability } from "../fixes/capability.ts";
import { removeMount } from "../fixes/mount.ts";
import { remove } from "../fixes/remove.ts";
import type { Fix } from "../model/change.ts";
import type { Container } from "../model/container.ts";
import { is, isWritten, knownValue } from "../model/setting.ts";
import type { Place } from "../text/span.ts";
import { type Part, said } from "../text/wording.ts";
import { type AttackPath, shortestPath } from "./attack-path.ts";
import type { Goal, Held } from "./attack-steps.ts";
import { diskRule } from "./disk-rule.ts";
import { engineSocketOf, hostMount, hostMounts, hostPathOf } from "./mounted.ts";

/** Something that holds of a container and that an attacker can use. */
export interface Standing {
  readonly at: Place;
  readonly via?: Place;
  /** How a message names it: `pid: host`. */
  readonly name: Part;
  /** Whether somebody chose it, beyond what every container has. */
  readonly chosen: boolean;
  /** False where it holds only if something unknown is so. */
  readonly sure: boolean;
  /** Takes the choice back. */
  readonly cut?: Fix;
  /** The rules that report it by itself. */
  readonly rules: readonly string[];
}

/** What holds of a container. Whatever is unknown does not, but for a user that nobody knows, who may be root. */
export function standings(service: Container, engine: Engine): ReadonlyMap<Held, Standing> {
  const found = new Map<Held, Standing>();
  const add = (held: Held, standing: Standing | undefined): void => void (standing && found.set(held, standing));
  add("root", rootUser(service));
  add("privileged", privileged(service));
  for (const name of CAPABILITIES) add(name, capability(service, name));
  add("host processes", hostProcesses(service));
  const secretive = secretiveNeighbour(service, engine);
  add("neighbour's processes", secretive && neighboursProcesses(service, secretive));
  add("neighbour's user", secretive && neighboursUser(service, secretive));
  add("no confinement", noConfinement(service, engine));
  add("common profile", commonProfile(service, engine));
  add("host network", hostNetwork(service));
  add("open mount call", openMountCall(service));
  add("unmasked kernel files", unmasked(service));
  add("engine socket", engineSocket(service, engine));
  add("socket group", group(service, /^(?:docker|podman)$/));
  add("disk device", diskDevice(service));
  add("disk group", group(service, /^(?:disk|6)$/));
  add("disk rule", openDiskRule(service));
  add("writable host path", writableHostPath(service));
  return found;
}

/** The path to a goal that takes the fewest of the choices made for a container. Most containers hold what another one does, whose path is theirs. */
export function pathTo(goal: Goal, held: ReadonlyMap<Held, Standing>): AttackPath | undefined {
  const key = [goal, ...[...held].map(([one, { chosen }]) => (chosen ? `${one}!` : one))].join();
  if (!PATHS.has(key)) {
    if (PATHS.size === MOST_PATHS) PATHS.clear();
    PATHS.set(
      key,
      shortestPath(goal, new Set(held.keys()), (one) => held.get(one)?.chosen ?? false),
    );
  }
  return PATHS.get(key);
}

const PATHS = new Map<string, AttackPath | undefined>();
const MOST_PATHS = 1_000;

const CAPABILITIES = [
  "SYS_PTRACE",
  "NET_ADMIN",
  "SYS_ADMIN",
  "SYS_MODULE",
  "SYS_RAWIO",
  "DAC_READ_SEARCH",
  "MKNOD",
] as const satisfies readonly CapabilityName[];

/** Root in a user namespace is nobody on the host. */
function rootUser({ user, namespaces, at }: Container): Standing | undefined {
  if (!is(namespaces.user, "host")) return undefined;
  if (user.state === "unknown") return { at, name: said`its user`, chosen: false, sure: false, rules: [] };
  return user.value.root === false
    ? undefined
    : { ...placed(user), name: "root", chosen: false, sure: user.value.root === true, rules: [] };
}

function privileged({ privileged: setting, root }: Container): Standing | undefined {
  if (!is(setting, true) || !is(root, "root")) return undefined;
  return { ...placed(setting), name: "privileged", chosen: true, sure: true, rules: ["privileged"] };
}

function capability(service: Container, name: CapabilityName): Standing | undefined {
  const { bounding, added } = service.capabilities;
  if (!knownValue(bounding)?.includes(name)) return undefined;
  const entry = added.find(({ value }) => value === name) ?? added.find(({ value }) => value === "ALL");
  if (!entry) return { at: service.at, name, chosen: false, sure: true, rules: [] };
  const rules = ["dangerous-capability", "all-capabilities"];
  return {
    ...placed(entry),
    name: entry.value ?? name,
    chosen: true,
    sure: true,
    cut: removeCapability(service, entry),
    rules,
  };
}

function hostProcesses({ namespaces: { pid } }: Container): Standing | undefined {
  if (!is(pid, "host") || !isWritten(pid)) return undefined;
  const cut = remove("pid", pid.at);
  return { ...placed(pid), name: said`the host's processes (pid)`, chosen: true, sure: true, cut, rules: ["host-pid"] };
}

/**
 * A service whose processes this one sees and that has secrets. AppArmor lets processes under one profile look into each other, and
 * unconfined ones into all; SELinux gives a container its label that joins another one's PID namespace.
 * Sources: https://github.com/moby/profiles/blob/main/apparmor/template.go, https://github.com/moby/moby/blob/master/daemon/create.go
 */
export function secretiveNeighbour(
  { name, secretKeepers, security }: Container,
  { lsm }: Engine,
): Container | undefined {
  const own = knownValue(security.apparmor);
  if (own === undefined) return undefined;
  const isOpen = !lsm.includes("apparmor") || own === "unconfined";
  return secretKeepers.find((other) => other.name !== name && (isOpen || own === knownValue(other.security.apparmor)));
}

function neighboursProcesses({ namespaces: { pid } }: Container, other: Container): Standing {
  const name = said`the processes of service "${other.name}" (pid)`;
  return { ...placed(pid), name, chosen: true, sure: true, cut: remove("pid", pid.at), rules: ["shared-namespace"] };
}

/** Without SYS_PTRACE it takes the same user and no capability less. A user that nobody knows may be the same. */
function neighboursUser({ user, capabilities, at }: Container, other: Container): Standing | undefined {
  const [own, theirs] = [knownValue(user), knownValue(other.user)];
  const holds = knownValue(capabilities.bounding);
  const lacks = knownValue(other.capabilities.bounding)?.some((name) => holds?.includes(name) === false) ?? false;
  const differs = own !== undefined && theirs !== undefined && own.root !== theirs.root;
  return differs || lacks ? undefined : { at, name: said`its user`, chosen: false, sure: true, rules: [] };
}

/** Neither AppArmor nor SELinux stands behind the container, of those that the host has. */
function noConfinement({ security, at }: Container, { lsm }: Engine): Standing | undefined {
  const { apparmor, selinux } = security;
  const labels = knownValue(selinux)?.split(", ") ?? [];
  const open = labels.includes("disabled") || UNCONFINED_SELINUX_TYPES.some((type) => labels.includes(`type:${type}`));
  if ((lsm.includes("apparmor") && !is(apparmor, "unconfined")) || (lsm.includes("selinux") && !open)) return undefined;
  for (const [setting, module, rule] of [
    [apparmor, "apparmor", "apparmor-unconfined"],
    [selinux, "selinux", "selinux-disabled"],
  ] as const) {
    const isOwn = module === "apparmor" ? isWritten(setting) : security.options.some(({ key }) => key === "label");
    if (!lsm.includes(module) || !isOwn) continue;
    const name = module === "apparmor" ? "apparmor=unconfined" : "SELinux off";
    return { ...placed(setting), name, chosen: true, sure: true, cut: remove(name, setting.at), rules: [rule] };
  }
  const name = lsm.length > 0 ? "an engine that sets no AppArmor profile" : "a host without AppArmor or SELinux";
  return { at, name, chosen: false, sure: true, rules: [] };
}

/** The profile that the engine puts every container under, where AppArmor is there and nobody chose another. */
function commonProfile({ security: { apparmor }, at }: Container, { lsm }: Engine): Standing | undefined {
  if (!lsm.includes("apparmor") || isWritten(apparmor) || knownValue(apparmor) === "unconfined") return undefined;
  return { at, name: said`AppArmor's default profile`, chosen: false, sure: true, rules: [] };
}

function hostNetwork({ namespaces: { net } }: Container): Standing | undefined {
  if (!is(net, "host") || !isWritten(net)) return undefined;
  const cut = remove("network_mode", net.at);
  return { ...placed(net), name: said`the host's network`, chosen: true, sure: true, cut, rules: ["host-network"] };
}

/** A profile of the project's own may keep `mount` closed, whoever asks. */
function openMountCall({ security, at }: Container): Standing | undefined {
  const profile = knownValue(security.seccomp);
  const open = profile === "default" || profile === "unconfined";
  return open ? { at, name: "mount", chosen: false, sure: true, rules: [] } : undefined;
}

function unmasked({ security: { readonlyPaths } }: Container): Standing | undefined {
  if (!is(readonlyPaths, false) || !isWritten(readonlyPaths)) return undefined;
  const name = "systempaths=unconfined";
  const cut = remove(name, readonlyPaths.at);
  return { ...placed(readonlyPaths), name, chosen: true, sure: true, cut, rules: ["system-paths-unconfined"] };
}

/** The socket of an engine that runs as root. */
function engineSocket(service: Container, { mode }: Engine): Standing | undefined {
  if (mode === "rootless") return undefined;
  for (const mount of service.mounts) {
    for (const { path } of hostMount(mount)) {
      const socket = engineSocketOf(path)?.socket;
      if (!socket || socket.rootless) continue;
      const rules = ["docker-socket", "api-socket", "volumes-from"];
      return {
        ...placed(mount),
        name: said`the socket of ${socket.engine}`,
        chosen: true,
        sure: true,
        cut: removeMount(mount),
        rules,
      };
    }
  }
  return undefined;
}

/** A group of the container is one of the host only where users are not mapped. */
function group({ groups, root }: Container, wanted: RegExp): Standing | undefined {
  if (!is(root, "root")) return undefined;
  const entry = groups.find(({ value }) => wanted.test(value));
  if (!entry) return undefined;
  const cut = remove(`the group ${entry.text}`, entry.at);
  return {
    ...placed(entry),
    name: said`the group ${entry.text}`,
    chosen: true,
    sure: true,
    cut,
    rules: ["privileged-group"],
  };
}

function diskDevice({ devices }: Container): Standing | undefined {
  for (const entry of devices) {
    const device = knownValue(entry.value);
    if (!device?.permissions.includes("w") || hostDevice(device.source)?.name !== "disk") continue;
    return {
      ...placed(entry),
      name: device.source,
      chosen: true,
      sure: true,
      cut: remove(entry.text, entry.at),
      rules: ["host-device"],
    };
  }
  return undefined;
}

function openDiskRule({ deviceRules }: Container): Standing | undefined {
  const entry = deviceRules.find(({ value }) => diskRule(value));
  if (!entry) return undefined;
  const cut = remove("the device rule", entry.at);
  return {
    ...placed(entry),
    name: said`the device rule ${entry.text}`,
    chosen: true,
    sure: true,
    cut,
    rules: ["device-rule"],
  };
}

function writableHostPath(service: Container): Standing | undefined {
  for (const mounted of hostMounts(service)) {
    const { mount, shown } = mounted;
    if (mount.readOnly || hostPathOf(mounted)?.level !== "error") continue;
    return { ...placed(mount), name: shown, chosen: true, sure: true, cut: removeMount(mount), rules: ["host-path"] };
  }
  return undefined;
}

function placed({ at, via }: { readonly at: Place; readonly via?: Place }): Pick<Standing, "at" | "via"> {
  return via === undefined ? { at } : { at, via };
}
