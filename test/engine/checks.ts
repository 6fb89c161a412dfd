import { CAPABILITIES } from "../../server/analysis/facts/capabilities.ts";
import type { ContainerSubject, Explanation, Subject, UnknownJson } from "../../server/analysis/report/explain-json.ts";
import { type Check, type CheckContext, type Compare, isUnknown } from "./check.ts";
import { namespaceChecks } from "./namespace-checks.ts";
import type { Machine, Observation, SeenSubject } from "./observation.ts";
import { deviceChecks, mountChecks, portChecks } from "./reach-checks.ts";

/** Compares everything that is predicted of a project with everything that was seen of it. `directory` is the project's. */
export function checksOf(
  explanation: Explanation,
  { machine, subjects }: Observation,
  directory: string,
): readonly Check[] {
  const seen = new Map(subjects.map((subject) => [subject.name, subject] as const));
  const names = new Set([...explanation.subjects.map(({ name }) => name), ...seen.keys()]);
  return [...names].sort().flatMap((name) => {
    const predicted = explanation.subjects.find((subject) => subject.name === name);
    const observed = seen.get(name);
    const compare = comparison(name);
    if (predicted === undefined || observed === undefined)
      return [compare("subject", "engine", predicted?.kind ?? "none", observed?.kind ?? "none")];
    return subjectChecks(predicted, observed, { machine, explanation, subjects, directory }, compare);
  });
}

/** Makes the checks of a subject. */
export function comparison(subject: string): Compare {
  return (field, by, predicted, seen) => {
    const verdict = isUnknown(predicted) ? "unknown" : text(predicted) === text(seen) ? "same" : "different";
    return { subject, field, by, predicted: text(predicted), seen: text(seen), verdict };
  };
}

function text(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Compares what is predicted of a container or a hook with what was seen of it. */
export function subjectChecks(
  predicted: Subject,
  seen: SeenSubject,
  context: CheckContext,
  compare: Compare,
): readonly Check[] {
  const process = [
    ...userChecks(predicted, seen, compare),
    ...capabilityChecks(predicted, seen, context.machine, compare),
  ];
  if (predicted.kind === "hook") {
    // A hook's privilege shows in nothing but its capabilities.
    const all = setMask(
      CAPABILITIES.map(({ name }) => name),
      context.machine,
    );
    const service = context.subjects.find(({ name }) => name === seen.name.replace(/\/.*/, ""));
    const gained = service?.kernel.capabilities.bounding !== all && seen.kernel.capabilities.bounding === all;
    const own = predicted.privileged.state === "known" ? predicted.privileged.value : predicted.privileged;
    return service?.asked?.privileged === true ? process : [...process, compare("privileged", "kernel", own, gained)];
  }
  return [
    ...process,
    ...confinementChecks(predicted, seen, context.machine, compare),
    ...namespaceChecks(predicted, seen, context, compare),
    ...mountChecks(predicted, seen, context.directory, compare),
    ...deviceChecks(predicted, seen, compare),
    ...portChecks(predicted, seen, compare),
    ...limitChecks(predicted, seen, compare),
  ];
}

function userChecks({ user }: Subject, { kernel }: SeenSubject, compare: Compare): readonly Check[] {
  if (user.state === "unknown") return [compare("user", "kernel", user, kernel.uid)];
  const why = (part: string): UnknownJson => ({ state: "unknown", because: `${part} of ${user.text}` });
  return [
    compare("user.uid", "kernel", user.uid ?? why("uid"), kernel.uid),
    compare("user.gid", "kernel", user.gid ?? why("gid"), kernel.gid),
    compare("user.root", "kernel", user.root ?? why("root"), kernel.uid === 0),
  ];
}

function capabilityChecks(
  { capabilities }: Subject,
  { kernel, asked }: SeenSubject,
  machine: Machine,
  compare: Compare,
): readonly Check[] {
  const seen = kernel.capabilities;
  if (capabilities.state === "unknown") return [compare("capabilities", "kernel", capabilities, seen.bounding)];
  const bounding = setMask(capabilities.bounding, machine);
  const effective = capabilities.effectiveMask;
  const possible = typeof effective === "string" ? without(effective, machine) : effective;
  const asks =
    asked?.specification && [...new Set(asked.specification.bounding.map((name) => name.slice("CAP_".length)))].sort();
  const given = capabilities.bounding.filter((name) => !machine.lacking.includes(name)).sort();
  return [
    compare("capabilities.bounding", "kernel", bounding, seen.bounding),
    compare("capabilities.boundingMask", "kernel", without(capabilities.boundingMask, machine), seen.bounding),
    compare("capabilities.effectiveMask", "kernel", possible, seen.effective),
    compare("capabilities.permitted", "kernel", possible, seen.permitted),
    compare("capabilities.ambient", "kernel", kernel.uid === 0 ? mask(0n) : possible, seen.ambient),
    ...(asks === undefined ? [] : [compare("capabilities.bounding", "engine", given, asks)]),
  ];
}

/** The mask of a set of capabilities as this machine can give it. */
function setMask(names: readonly string[], { lacking }: Machine): string {
  const given = CAPABILITIES.filter(({ name }) => names.includes(name) && !lacking.includes(name));
  return mask(given.reduce((all, { number }) => all | (1n << BigInt(number)), 0n));
}

function without(hexadecimal: string, { lacking }: Machine): string {
  const lost = CAPABILITIES.filter(({ name }) => lacking.includes(name));
  return mask(lost.reduce((all, { number }) => all & ~(1n << BigInt(number)), BigInt(`0x${hexadecimal}`)));
}

function mask(bits: bigint): string {
  return bits.toString(16).padStart(16, "0");
}

function confinementChecks(
  predicted: ContainerSubject,
  { kernel, asked }: SeenSubject,
  machine: Machine,
  compare: Compare,
): readonly Check[] {
  const value = <T>(stated: { readonly state: "known"; readonly value: T } | UnknownJson): T | UnknownJson =>
    stated.state === "known" ? stated.value : stated;
  const seccomp = value(predicted.seccomp);
  const isFiltered = isUnknown(seccomp) ? seccomp : seccomp !== "unconfined";
  const isReadOnly = isUnknown(predicted.rootfs) ? predicted.rootfs : predicted.rootfs === "read-only";
  const byKernel = [
    compare("noNewPrivileges", "kernel", value(predicted.noNewPrivileges), kernel.noNewPrivileges),
    compare("seccomp", "kernel", isFiltered, kernel.seccomp === 2),
    compare("rootfs", "kernel", isReadOnly, kernel.rootReadOnly),
    compare("maskedPaths", "kernel", predicted.maskedPaths, kernel.maskedPaths.length > 0),
    compare("readonlyPaths", "kernel", predicted.readonlyPaths, kernel.readonlyPaths.length > 0),
  ];
  if (asked === undefined) return byKernel;
  const { specification } = asked;
  return [
    ...byKernel,
    compare("privileged", "engine", value(predicted.privileged), asked.privileged),
    compare(
      "apparmor",
      "engine",
      value(predicted.apparmor),
      apparmorSeen(asked.securityOptions, asked.privileged, machine),
    ),
    compare("selinux", "engine", value(predicted.selinux), selinuxSeen(asked.securityOptions)),
    ...(specification === undefined
      ? []
      : [
          compare("noNewPrivileges", "engine", value(predicted.noNewPrivileges), specification.noNewPrivileges),
          compare(
            "seccomp",
            "engine",
            isUnknown(seccomp) ? seccomp : (SECCOMP[seccomp] ?? "allowing profile"),
            specification.seccomp,
          ),
          compare("rootfs", "engine", isReadOnly, specification.rootReadOnly),
          compare("maskedPaths", "engine", predicted.maskedPaths, specification.maskedPaths > 0),
          compare("readonlyPaths", "engine", predicted.readonlyPaths, specification.readonlyPaths > 0),
        ]),
  ];
}

const SECCOMP: Readonly<Record<string, string>> = { unconfined: "none", default: "default" };

/** Without AppArmor the engine keeps the option and sets no profile. */
function apparmorSeen(options: readonly string[], privileged: boolean, { engine }: Machine): string {
  const written = options.findLast((option) => /^apparmor[=:]/.test(option))?.slice("apparmor=".length);
  return written ?? (engine.lsm.includes("apparmor") && !privileged ? "docker-default" : "unconfined");
}

/** The engine itself writes `label=disable` for containers that cannot be confined. */
function selinuxSeen(options: readonly string[]): string {
  const labels = options.filter((option) => /^label[=:]/.test(option)).map((option) => option.slice("label=".length));
  if (labels.includes("disable")) return "disabled";
  return labels.length === 0 ? "default" : labels.join(", ");
}

const RLIMITS: Readonly<Record<string, string>> = {
  nofile: "open files",
  nproc: "processes",
  core: "core file size",
  memlock: "locked memory",
};

function limitChecks(predicted: ContainerSubject, { kernel, asked }: SeenSubject, compare: Compare): readonly Check[] {
  const { limits, sysctls, ulimits, groups, networks } = predicted;
  const number = (text: string): number => (text === "unlimited" ? -1 : Number(text));
  const checks: Check[] = [
    compare("limits.memory", "kernel", wholePages(limits.memory), kernel.memory),
    compare("limits.cpus", "kernel", limits.cpus, kernel.cpus),
    compare("limits.pids", "kernel", limits.pids, kernel.pids),
    compare("groups", "kernel", groupIds(predicted, kernel), kernel.groups),
  ];
  for (const [name, value] of Object.entries(sysctls)) {
    checks.push(compare(`sysctls.${name}`, "kernel", value, kernel.settings[name] ?? "not looked at"));
  }
  for (const [name, value] of Object.entries(ulimits)) {
    const [soft = "", hard = ""] = kernel.rlimits[RLIMITS[name] ?? ""] ?? [];
    checks.push(compare(`ulimits.${name}`, "kernel", value, { soft: number(soft), hard: number(hard) }));
  }
  if (asked === undefined) return checks;
  const own = asked.networks.filter((name) => !["host", "none", "bridge"].includes(name));
  const asks = Object.entries(asked.ulimits).map(([name, [soft, hard]]) => [name, { soft, hard }] as const);
  return [
    ...checks,
    compare("limits.memory", "engine", limits.memory, asked.memory),
    compare("limits.cpus", "engine", limits.cpus, asked.cpus),
    compare("limits.pids", "engine", limits.pids, asked.pids),
    compare("groups", "engine", groups, asked.groups),
    compare("deviceRules", "engine", predicted.deviceRules, asked.deviceRules),
    compare("sysctls", "engine", sorted(sysctls), sorted(asked.sysctls)),
    compare("ulimits", "engine", sorted(ulimits), sorted(Object.fromEntries(asks))),
    compare("networks", "engine", networks.filter((name) => name !== "bridge").sort(), own),
  ];
}

/** The kernel counts memory in pages of 4096 bytes. */
function wholePages(memory: ContainerSubject["limits"]["memory"]): ContainerSubject["limits"]["memory"] {
  return typeof memory === "number" ? memory - (memory % 4096) : memory;
}

/** The process's own group, those that the image's /etc/group gives its user, and those that are added. */
function groupIds({ groups }: ContainerSubject, kernel: SeenSubject["kernel"]): readonly number[] {
  const added = groups.map((group) => (/^\d+$/.test(group) ? Number(group) : (kernel.groupNames[group] ?? -1)));
  const ofUser = kernel.uid === 1000 && kernel.groups.includes(1500) ? [1500] : [];
  const all = new Set([...added, ...ofUser, ...(kernel.groups.includes(kernel.gid) ? [kernel.gid] : [])]);
  return [...all].sort((a, b) => a - b);
}

function sorted(values: Readonly<Record<string, unknown>>): unknown {
  return Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));
}
