import { CAPABILITIES, type CapabilityName, capabilityMask, DOCKER_DEFAULT } from "../../facts/capabilities.ts";
import { NAMESPACES } from "../../facts/namespaces.ts";
import { decided } from "../../map/decision.ts";
import type { Container } from "../../model/container.ts";
import { portsInside } from "../../model/port.ts";
import { is, isWritten, knownValue, type Setting } from "../../model/setting.ts";
import { code, codeList } from "./card.ts";

/** What the engine would make of a service, as a Markdown table: every wall of its container in a line. */
export function serviceSummary(service: Container): string {
  const { security, rootfs, windows, privileged } = service;
  const head = `**${cell(inert(service.name))}** · what its container is like${is(privileged, true) ? " · ⚠ privileged" : ""}`;
  if (windows) return `${head}\n\nA Windows container: it has none of the Linux walls.`;
  const effective = effectiveWords(service);
  const bounding = setWords(decided(service, service.capabilities.bounding));
  const rows: readonly Row[] = [
    ["Runs as", userWords(service)],
    ["CapEff", effective],
    ["CapBnd", bounding === effective ? "the same" : bounding],
    ["Namespaces", namespaceWords(service)],
    ["seccomp, LSM", profileWords(service)],
    [
      "New privileges",
      said(decided(service, security.noNewPrivileges), (no) => (no ? "barred" : "⚠ possible: setuid programs work")),
    ],
    [
      "Kernel files",
      said(decided(service, security.maskedPaths), (masked) =>
        masked ? "masked in /proc and /sys" : "⚠ /proc and /sys without masks",
      ),
    ],
    ["Root file system", said(decided(service, rootfs), (kind) => kind)],
    ["From the host", hostWords(service)],
    ["Published", portWords(service)],
    ["Limits", limitWords(service)],
  ];
  return [head, "", "| | |", "|:--|:--|", ...rows.map(([name, words]) => `| ${name} | ${cell(words)} |`)].join("\n");
}

type Row = readonly [name: string, words: string];

function userWords(service: Container): string {
  const user = decided(service, service.user);
  return said(user, ({ text, root }) => {
    if (root) return user.origin === "default" || user.origin === "image" ? "⚠ root, by the image" : "⚠ root";
    return root === false ? code(text) : `${code(text)}, whose uid the image decides`;
  });
}

/** The first process holds the whole set as uid 0 and nothing as another user, since the engine sets no ambient capabilities. */
function effectiveWords(service: Container): string {
  const user = decided(service, service.user);
  if (user.state === "unknown") return said(user, String);
  const { root, text } = user.value;
  if (root === undefined) return `unknown: the uid of ${code(text)} decides`;
  return root
    ? setWords(decided(service, service.capabilities.bounding))
    : `\`${capabilityMask([])}\`: none, not being root`;
}

/** The set in hexadecimal digits, as /proc/PID/status has it, and in names. */
function setWords(set: Setting<readonly CapabilityName[]>): string {
  return said(set, (names) => `\`${capabilityMask(names)}\`: ${nameWords(names)}`);
}

function nameWords(names: readonly CapabilityName[]): string {
  if (names.length === 0) return "none";
  if (names.length === CAPABILITIES.length) return "⚠ all";
  const missing = CAPABILITIES.map(({ name }) => name).filter((name) => !names.includes(name));
  if (missing.length <= FEW) return `⚠ all but ${missing.join(", ")}`;
  const usual = CAPABILITIES.filter(({ name, dockerDefault }) => dockerDefault && names.includes(name));
  const beyond = names.filter((name) => !DOCKER_DEFAULT.includes(name));
  const more = beyond.length === 0 ? [] : [`⚠ beyond the default: ${beyond.join(", ")}`];
  const first = usual.length === 0 ? [] : [usual.map(({ name }) => name).join(", ")];
  return [...first, ...more].join("; ");
}

/** Of more names that are missing, those that are there are told. */
const FEW = 12;

function namespaceWords(service: Container): string {
  const words = NAMESPACES.flatMap(({ name, composeKey }) => {
    const mode = decided(service, service.namespaces[name]);
    if (composeKey === undefined || is(mode, "private") || (service.partial && mode.state === "unknown")) return [];
    if (is(mode, "host")) return [`${name} ${isWritten(mode) ? "⚠ the host's" : "the host's by default"}`];
    return [`${name} ${said(mode, code)}`];
  });
  const others = service.partial ? "unknown" : "its own";
  return words.length === 0 ? `all ${others}` : `${words.join(", ")}; the others ${others}`;
}

function profileWords(service: Container): string {
  const { seccomp: filter, apparmor: module, selinux, options } = service.security;
  const seccomp = said(decided(service, filter), (profile) =>
    profile === "unconfined" ? "⚠ no seccomp filter" : `seccomp ${code(profile)}`,
  );
  const apparmor = said(decided(service, module), (profile) =>
    profile === "unconfined" ? "⚠ no AppArmor" : `AppArmor ${code(profile)}`,
  );
  // The engine gives the label up with other options too, which tells nothing on a host without SELinux.
  const noSelinux = is(selinux, "disabled") && options.some(({ key }) => key === "label");
  return `${seccomp}, ${apparmor}${noSelinux ? ", ⚠ no SELinux" : ""}`;
}

function hostWords({ mounts, devices, partial }: Container): string {
  const binds = mounts.filter(({ type }) => type === "bind" || type === "npipe");
  const sources = codeList(
    binds.map(({ source, sourceText, readOnly }) => `${knownValue(source) ?? sourceText}${readOnly ? ":ro" : ""}`),
    4,
  );
  const opened = codeList(
    devices.map(({ text }) => text),
    3,
  );
  return [sources, opened && `devices ${opened}`].filter((part) => part !== undefined).join("; ") || nothing(partial);
}

function nothing(partial: boolean): string {
  return partial ? "nothing by this file" : "nothing";
}

function portWords({ ports, partial }: Container): string {
  const words = ports
    .filter(({ effective }) => effective)
    .map((port) => `${knownValue(port.hostIp) ?? "?"}:${knownValue(port.published) ?? "?"} → ${portsInside(port)}`);
  return codeList(words, 4) ?? nothing(partial);
}

function limitWords(service: Container): string {
  const { limits } = service;
  const memory = said(decided(service, limits.memory), (bytes) =>
    bytes === null ? "no memory limit" : `${Math.round(bytes / 2 ** 20)} MiB`,
  );
  const pids = said(decided(service, limits.pids), (count) =>
    count === null ? "no limit of processes" : `${count} processes`,
  );
  return `${memory}, ${pids}`;
}

function said<T>(setting: Setting<T>, words: (value: T) => string): string {
  return setting.state === "known" ? words(setting.value) : `unknown: ${inert(setting.because)} decides`;
}

/**
 * Names of Compose's own form are text; whatever else stands in a file could be Markdown, a link say, and is shown as it is written.
 * Addresses are links even without any sign of Markdown: https://github.github.com/gfm/#autolinks-extension-
 */
function inert(text: string): string {
  const isPlain = text.length <= LONGEST_PLAIN && /^[\w.${} /:-]*$/.test(text) && !/www\.|:\/\//i.test(text);
  return isPlain ? text : code(text);
}

/** In UTF-16 code units. */
const LONGEST_PLAIN = 100;

/** A pipe would end the cell. */
function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
