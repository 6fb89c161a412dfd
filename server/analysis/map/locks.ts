import type { Engine } from "../facts/engine.ts";
import type { Container } from "../model/container.ts";
import type { Setting } from "../model/setting.ts";
import { decided, openStanding, unknownText } from "./decision.ts";
import type { Part } from "./model.ts";

/** What an aspect is when it is closed and when it is open: a word and a sentence each. */
interface Ends<T> {
  readonly id: string;
  readonly label: string;
  isOpen(value: T): boolean;
  readonly closed: readonly [word: string, text: string];
  readonly open: readonly [word: string, text: string];
}

/** What keeps a container's processes from using what they reach. The security modules are those that the engine's host enforces. */
export function locks(service: Container, { lsm }: Engine): readonly Part[] {
  const { privileged, user, security, rootfs, limits } = service;
  const lock = <T>(setting: Setting<T>, ends: Ends<T>) => lockOf(decided(service, setting), ends);
  return [
    lock(privileged, PRIVILEGED),
    lock(rootOf(user), USER),
    lock(security.noNewPrivileges, NEW_PRIVILEGES),
    lock(security.seccomp, seccompEnds(service)),
    ...(lsm.includes("apparmor") ? [lock(security.apparmor, APPARMOR)] : []),
    ...(lsm.includes("selinux") ? [lock(security.selinux, SELINUX)] : []),
    ...(lsm.length === 0 ? [noSecurityModule(service)] : []),
    lock(security.maskedPaths, SYSTEM_PATHS),
    lock(rootfs, ROOT_FILE_SYSTEM),
    lock(limits.memory, limitEnds("memory", "Memory", "memory")),
    lock(limits.pids, limitEnds("pids", "Processes", "the number of processes")),
    lock(limits.cpus, limitEnds("cpus", "CPU time", "CPU time")),
  ];
}

function lockOf<T>(setting: Setting<T>, { id, label, isOpen, closed, open }: Ends<T>): Part {
  const part = { id: `lock/${id}`, label, at: setting.at };
  if (setting.state === "unknown") {
    return { ...part, standing: "unknown", word: "unknown", text: unknownText(setting.because) };
  }
  const isIt = isOpen(setting.value);
  const [word, text] = isIt ? open : closed;
  const standing = isIt ? openStanding(setting) : "closed";
  return { ...part, standing, word, text: standing === "open" ? `${text} That is the default.` : text };
}

function rootOf(user: Container["user"]): Setting<boolean> {
  if (user.state === "unknown") return user;
  const { root, text } = user.value;
  if (root !== undefined) return { ...user, value: root };
  const { origin, at } = user;
  return { state: "unknown", because: `the uid of user ${text}`, origin, at };
}

function isOn(value: boolean): boolean {
  return value;
}

function isOff(value: boolean): boolean {
  return !value;
}

const PRIVILEGED: Ends<boolean> = {
  id: "privileged",
  label: "Privileged",
  isOpen: isOn,
  closed: ["no", "The container is not privileged."],
  open: [
    "yes",
    "The container is privileged: every capability, every device, no filter; it is root on the host in all but name.",
  ],
};

const USER: Ends<boolean> = {
  id: "user",
  label: "User",
  isOpen: isOn,
  closed: ["not root", "The first process does not run as root."],
  open: ["root", "The first process runs as root: a flaw in it starts with every capability of the container."],
};

const NEW_PRIVILEGES: Ends<boolean> = {
  id: "no-new-privileges",
  label: "New privileges",
  isOpen: isOff,
  closed: ["barred", "no_new_privs is set: set-user-ID programs raise nobody."],
  open: ["possible", "no_new_privs is not set: set-user-ID programs such as su and sudo raise whoever runs them."],
};

function seccompEnds({ security: { seccomp, seccompProfile } }: Container): Ends<string> {
  const allowsAll = seccompProfile?.state === "read" && seccompProfile.allowsByDefault;
  const name = seccomp.state === "known" ? seccomp.value : "";
  return {
    id: "seccomp",
    label: "seccomp",
    isOpen: (profile) => profile === "unconfined" || allowsAll,
    closed:
      name === "default"
        ? ["default", "The engine's own profile filters system calls."]
        : ["profile", `The profile ${name} filters system calls.`],
    open: allowsAll
      ? ["allows by default", `The profile ${name} allows every system call that it does not name.`]
      : ["off", "System calls are not filtered: the whole of the kernel is in reach."],
  };
}

const APPARMOR: Ends<string> = {
  id: "apparmor",
  label: "AppArmor",
  isOpen: (profile) => profile === "unconfined",
  closed: ["on", "An AppArmor profile confines the container."],
  open: ["off", "AppArmor does not confine the container: mounts and writes to /proc and /sys are not denied by it."],
};

const SELINUX: Ends<string> = {
  id: "selinux",
  label: "SELinux",
  isOpen: (label) => label === "disabled",
  closed: ["on", "SELinux confines the container to its own label."],
  open: ["off", "SELinux does not confine the container: every file of the host that it reaches is in its hands."],
};

function noSecurityModule({ at }: Container): Part {
  return {
    id: "lock/lsm",
    label: "Security module",
    standing: "open",
    word: "none",
    text: "The host has neither AppArmor nor SELinux for containers, as the settings say.",
    at,
  };
}

const SYSTEM_PATHS: Ends<boolean> = {
  id: "system-paths",
  label: "System paths",
  isOpen: isOff,
  closed: ["masked", "Sensitive files of /proc and /sys are masked or read-only."],
  open: [
    "in reach",
    "Sensitive files of /proc and /sys are in reach: /proc/kcore, /proc/sysrq-trigger, /sys/firmware.",
  ],
};

const ROOT_FILE_SYSTEM: Ends<"writable" | "read-only"> = {
  id: "root-file-system",
  label: "Root files",
  isOpen: (mode) => mode === "writable",
  closed: ["read-only", "The root file system is read-only: what gets in cannot install itself."],
  open: ["writable", "The root file system can be written: programs can be replaced and tools left behind."],
};

function limitEnds(id: string, label: string, what: string): Ends<number | null> {
  return {
    id,
    label,
    isOpen: (value) => value === null,
    closed: ["limited", `A limit is set on ${what}.`],
    open: ["no limit", `Nothing limits ${what}: the container can starve the host.`],
  };
}
