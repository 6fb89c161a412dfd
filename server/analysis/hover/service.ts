import { capabilityMask, DOCKER_DEFAULT } from "../facts/capabilities.ts";
import { NAMESPACES } from "../facts/namespaces.ts";
import type { Port } from "../model/port.ts";
import type { Service } from "../model/service.ts";
import { is, knownValue, type Setting } from "../model/setting.ts";
import { code, codeList } from "./card.ts";

/** What the engine would make of a service, as a Markdown table: every wall of its container in a line. */
export function serviceSummary(service: Service): string {
  const rows: readonly (readonly [string, string])[] = [
    ["Runs as", userWords(service)],
    ["Capabilities", capabilityWords(service)],
    ["Namespaces", namespaceWords(service)],
    ["seccomp, LSM", profileWords(service)],
    [
      "New privileges",
      said(service.security.noNewPrivileges, (no) => (no ? "barred" : "⚠ possible: setuid programs work")),
    ],
    ["Root file system", said(service.rootfs, (kind) => kind)],
    ["From the host", hostWords(service)],
    ["Published", portWords(service.ports)],
    ["Limits", limitWords(service)],
  ];
  const head = `**${cell(service.name)}** · what its container is like`;
  return [head, "", "| | |", "|:--|:--|", ...rows.map(([name, words]) => `| ${name} | ${cell(words)} |`)].join("\n");
}

function userWords({ user }: Service): string {
  return said(user, ({ text, root }) => {
    if (root) return user.origin === "default" || user.origin === "image" ? "⚠ root, by the image" : "⚠ root";
    return root === false ? code(text) : `${code(text)}, whose uid the image decides`;
  });
}

function capabilityWords({ capabilities, privileged }: Service): string {
  if (is(privileged, true)) return "⚠ all: `privileged`";
  return said(capabilities.bounding, (names) => {
    if (names.length === 0) return "none";
    const beyond = names.filter((name) => !DOCKER_DEFAULT.includes(name));
    const count = `${names.length} of 41, mask \`${capabilityMask(names)}\``;
    const more = codeList(beyond, 5);
    return more ? `${count}; ⚠ beyond the default: ${more}` : count;
  });
}

function namespaceWords({ namespaces }: Service): string {
  const kinds = NAMESPACES.filter(({ composeKey, name }) => composeKey !== undefined && name !== "user");
  const words = kinds.map(({ name }) => {
    const mode = knownValue(namespaces[name]) ?? "unknown";
    return mode === "private" ? undefined : `${name} ${mode === "host" ? "⚠ the host's" : code(mode)}`;
  });
  const shared = words.filter((word) => word !== undefined);
  return shared.length === 0 ? "all its own" : `${shared.join(", ")}; the others its own`;
}

function profileWords({ security }: Service): string {
  const seccomp = said(security.seccomp, (profile) =>
    profile === "unconfined" ? "⚠ no seccomp filter" : `seccomp ${code(profile)}`,
  );
  const apparmor = said(security.apparmor, (profile) =>
    profile === "unconfined" ? "⚠ no AppArmor" : `AppArmor ${code(profile)}`,
  );
  return `${seccomp}, ${apparmor}`;
}

function hostWords({ mounts, devices }: Service): string {
  const binds = mounts.filter(({ type }) => type === "bind" || type === "npipe");
  const sources = codeList(
    binds.map(({ source, sourceText, readOnly }) => `${knownValue(source) ?? sourceText}${readOnly ? ":ro" : ""}`),
    4,
  );
  const opened = codeList(
    devices.map(({ text }) => text),
    3,
  );
  return [sources, opened && `devices ${opened}`].filter((part) => part !== undefined).join("; ") || "nothing";
}

function portWords(ports: readonly Port[]): string {
  const words = ports
    .filter(({ effective }) => effective)
    .map(({ hostIp, published, target }) => `${knownValue(hostIp) ?? "?"}:${knownValue(published) ?? "?"} → ${target}`);
  return codeList(words, 4) ?? "nothing";
}

function limitWords({ limits }: Service): string {
  const memory = said(limits.memory, (bytes) =>
    bytes === null ? "no memory limit" : `${Math.round(bytes / 2 ** 20)} MiB`,
  );
  const pids = said(limits.pids, (count) => (count === null ? "no limit of processes" : `${count} processes`));
  return `${memory}, ${pids}`;
}

function said<T>(setting: Setting<T>, words: (value: T) => string): string {
  return setting.state === "known" ? words(setting.value) : `unknown: ${setting.because} decides`;
}

/** A pipe would end the cell. */
function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
