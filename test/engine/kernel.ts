import type { NamespaceName } from "../../server/analysis/facts/namespaces.ts";
import type { KernelFacts, SeenMount } from "./observation.ts";

/** The sections that the probe prints, taken apart as far as they are the same for every container. */
export interface ProbeReport {
  /** The identity of each namespace, such as `pid:[4026531836]`. */
  readonly namespaces: Readonly<Record<NamespaceName, string>>;
  readonly section: (name: string) => readonly string[];
}

/** Reads what the probe printed. */
export function probeReport(text: string): ProbeReport {
  const sections = new Map<string, string[]>();
  let lines: string[] = [];
  for (const line of text.split("\n")) {
    const [, name] = /^== (\w+)$/.exec(line) ?? [];
    if (name === undefined) lines.push(line);
    else {
      lines = [];
      sections.set(name, lines);
    }
  }
  const section = (name: string): readonly string[] => (sections.get(name) ?? []).filter((line) => line !== "");
  return {
    section,
    namespaces: Object.fromEntries(section("namespaces").map((line) => line.split(" "))) as ProbeReport["namespaces"],
  };
}

/** What is known of a container beside its probe's report. */
export interface KernelContext {
  /** What the engine has mounted and where, by target. */
  readonly mounted: ReadonlyMap<string, Pick<SeenMount, "type" | "volume">>;
  /** Whether everything below /dev is the machine's. */
  readonly privileged: boolean;
  /** The host's files and directories with this identity, as `DEVICE:INODE`. */
  sameFiles(identity: string): readonly string[];
  /** The host's device nodes with this number, as `MAJOR:MINOR` in hexadecimal. */
  sameDevices(number: string): readonly string[];
  namespaceName(kind: NamespaceName, identity: string): string;
}

/** What the kernel says of the process that the probe ran in. */
export function kernelFacts(report: ProbeReport, context: KernelContext): KernelFacts {
  const status = new Map(report.section("status").map((line) => splitAt(line, ":")));
  const ids = (name: string): readonly number[] => words(status.get(name)).map(Number);
  const mounts = report.section("mountinfo").map(mountLine);
  const settings = new Map(report.section("settings").map((line) => splitAt(line, " ")));
  const set = (name: string): string => (status.get(name) ?? "").trim();
  return {
    uid: same(ids("Uid")),
    gid: same(ids("Gid")),
    groups: [...ids("Groups")].sort((a, b) => a - b),
    capabilities: {
      inheritable: set("CapInh"),
      permitted: set("CapPrm"),
      effective: set("CapEff"),
      bounding: set("CapBnd"),
      ambient: set("CapAmb"),
    },
    noNewPrivileges: set("NoNewPrivs") === "1",
    seccomp: Number(set("Seccomp")),
    namespaces: namespaceNames(report, context),
    rootReadOnly: mounts.find(({ target }) => target === "/")?.readOnly === true,
    maskedPaths: mounts.filter(isMask).map(({ target }) => target),
    readonlyPaths: mounts.filter(isReadOnlyProc).map(({ target }) => target),
    mounts: seenMounts(
      report,
      mounts.filter((mount) => !isMask(mount)),
      context,
    ),
    devices: context.privileged ? [] : seenDevices(report, context),
    deviceRules: [...report.section("rules")].sort(),
    rlimits: Object.fromEntries(report.section("limits").flatMap(limitLine)),
    settings: Object.fromEntries([...settings].filter(([name]) => name.startsWith("/proc/sys/")).map(settingEntry)),
    ...cgroupLimits(settings),
    groupNames: Object.fromEntries(
      report.section("groups").map((line) => [line.split(":")[0], Number(line.split(":")[2])]),
    ),
  };
}

/** Real, effective, saved and file-system ids are the same in a process that has not changed them. */
function same(ids: readonly number[]): number {
  const [first = -1, ...others] = ids;
  return others.every((other) => other === first) ? first : -1;
}

function namespaceNames({ namespaces }: ProbeReport, { namespaceName }: KernelContext): KernelFacts["namespaces"] {
  const names = Object.entries(namespaces).map(([kind, identity]) => {
    const name = kind as NamespaceName;
    return [name, namespaceName(name, identity)] as const;
  });
  return Object.fromEntries(names) as KernelFacts["namespaces"];
}

interface MountLine {
  readonly target: string;
  readonly root: string;
  readonly readOnly: boolean;
  readonly fileSystem: string;
}

/** https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html */
function mountLine(line: string): MountLine {
  const [before = "", behind = ""] = line.split(" - ");
  const [, , , root = "", target = "", options = ""] = before.split(" ");
  return { root, target, readOnly: options.split(",").includes("ro"), fileSystem: behind.split(" ")[0] ?? "" };
}

/** The engine masks a file with /dev/null and a directory with an empty read-only tmpfs; what it is asked to mask may lie anywhere. */
function isMask({ target, root, readOnly, fileSystem }: MountLine): boolean {
  if (fileSystem === "devtmpfs" && root === "/null" && readOnly) return true;
  if (!target.startsWith("/proc/") && !target.startsWith("/sys/")) return false;
  return fileSystem === "tmpfs" && target !== "/sys/fs/cgroup" && (root === "/null" || readOnly);
}

function isReadOnlyProc({ target, readOnly, fileSystem }: MountLine): boolean {
  return target.startsWith("/proc/") && readOnly && fileSystem === "proc";
}

const OF_EVERY_CONTAINER =
  /^\/(?:proc|sys|dev)?$|^\/(?:proc|sys)\/|^\/dev\/(?:pts|mqueue|shm|null|zero|full|tty|random|urandom|console)$|^\/etc\/(?:hosts|hostname|resolv\.conf)$|^\/run\/\.containerenv$/;

function seenMounts(report: ProbeReport, mounts: readonly MountLine[], context: KernelContext): readonly SeenMount[] {
  const identities = new Map(
    report
      .section("files")
      .map((line) => splitAt(line, " "))
      .map(([id, name]) => [name, id]),
  );
  const known = [...context.mounted.keys()];
  // A mount that was made over another one at the same target hides it.
  const visible = [...new Map(mounts.map((mount) => [mount.target, mount])).values()];
  return visible
    .filter(({ target }) => context.mounted.has(target) || !OF_EVERY_CONTAINER.test(target))
    .filter(({ target }) => context.mounted.has(target) || !known.some((above) => target.startsWith(`${above}/`)))
    .map(({ target, readOnly, fileSystem }) => ({
      target,
      readOnly,
      fileSystem,
      ...context.mounted.get(target),
      same: context.sameFiles(identities.get(target) ?? ""),
    }))
    .sort((a, b) => (a.target < b.target ? -1 : 1));
}

const DEVICES_OF_EVERY_CONTAINER = /^\/dev\/(?:null|zero|full|random|urandom|tty|console|ptmx|pts\/.*)$/;

function seenDevices(report: ProbeReport, { sameDevices }: KernelContext): KernelFacts["devices"] {
  return report
    .section("devices")
    .map((line) => splitAt(line, " "))
    .filter(([number, target]) => number !== "0:0" && !DEVICES_OF_EVERY_CONTAINER.test(target))
    .map(([number, target]) => ({ target, same: sameDevices(number) }));
}

const RLIMITS: ReadonlySet<string> = new Set(["open files", "processes", "core file size", "locked memory"]);

function limitLine(line: string): readonly (readonly [string, readonly [string, string]])[] {
  const [, name, soft, hard] = /^Max (.+?) {2,}(\S+) +(\S+)/.exec(line) ?? [];
  if (name === undefined || soft === undefined || hard === undefined) return [];
  return RLIMITS.has(name) ? [[name, [soft, hard]]] : [];
}

function settingEntry([file, value]: readonly [string, string]): readonly [string, string] {
  return [file.slice("/proc/sys/".length).replaceAll("/", "."), value];
}

/** The limits in the container's cgroup, by the files of either version of cgroups; what is not there is no limit. */
function cgroupLimits(settings: ReadonlyMap<string, string>): Pick<KernelFacts, "memory" | "cpus" | "pids"> {
  const first = (...names: readonly string[]): string | undefined =>
    names.map((name) => settings.get(`cgroup/${name}`)).find((value) => value !== undefined);
  const [quota, period] = words(settings.get("cgroup/cpu.max"));
  return {
    memory: limit(first("memory/memory.limit_in_bytes", "memory.max")),
    pids: limit(first("pids/pids.max", "pids.max")),
    cpus: share(quota ?? first("cpu/cpu.cfs_quota_us"), period ?? first("cpu/cpu.cfs_period_us")),
  };
}

/** Version 1 has no word for no limit of memory, but a number that no machine reaches. */
const HIGHEST = 2 ** 60;

function limit(text: string | undefined): number | null {
  const value = text === undefined || text === "max" ? HIGHEST : Number(text);
  return value >= HIGHEST ? null : value;
}

function share(quota: string | undefined, period: string | undefined): number | null {
  return quota === undefined || quota === "max" || Number(quota) < 0 ? null : Number(quota) / Number(period);
}

function splitAt(line: string, separator: string): readonly [string, string] {
  const at = line.indexOf(separator);
  return at < 0 ? [line, ""] : [line.slice(0, at), line.slice(at + 1).trim()];
}

function words(text: string | undefined): readonly string[] {
  return (text ?? "").split(/\s+/).filter((word) => word !== "");
}
