import type { Build, Container, Hook } from "../../server/analysis/model/container.ts";
import type { Mount } from "../../server/analysis/model/mount.ts";
import type { Port } from "../../server/analysis/model/port.ts";
import { isWritten, type Setting } from "../../server/analysis/model/setting.ts";
import { holds } from "../../server/analysis/text/span.ts";
import { pathOf } from "../../server/analysis/text/uri.ts";
import { unknownMark } from "./verdict.ts";

/** A service's isolation-relevant values, each as a text that can be compared. */
export type Row = ReadonlyMap<string, string>;

/** The values as our model has them. What it does not know is a mark that names the variables which hide it. */
export function ourRow(service: Container): Row {
  const {
    security,
    capabilities,
    limits,
    namespaces,
    source: { within },
  } = service;
  // What comes with the mounts of the service itself Compose tells only of the service.
  const mounts = service.mounts.filter(({ item }) => within === undefined || holds(within, item));
  const row = new Map([
    [
      "image",
      service.kind !== "pre_start" && !service.source.keys.has("image")
        ? ""
        : text(service.image, (image) => image?.text ?? ""),
    ],
    ["profiles", list(service.profiles)],
    ["user", isWritten(service.user) && service.user.origin !== "dockerfile" ? text(service.user, name) : ""],
    ["privileged", text(service.privileged, String)],
    ["cap_add", list(capabilities.added.map(name))],
    ["cap_drop", list(capabilities.dropped.map(name))],
    ["security_opt", list(security.options.map(name))],
    ["read_only", text(service.rootfs, (rootfs) => String(rootfs === "read-only"))],
    ["group_add", list(service.groups.map(name))],
    ["device_cgroup_rules", list(service.deviceRules.map(name))],
    ["volumes", list(mounts.filter(({ from }) => from === "volumes").map(mountText))],
    ["secrets", list(service.mounts.filter(({ from }) => from === "secrets").map(fileText))],
    ["configs", list(service.mounts.filter(({ from }) => from === "configs").map(fileText))],
    ["tmpfs", list(service.mounts.filter(({ from }) => from === "tmpfs").map(tmpfsText))],
    ["devices", list(service.devices.map(({ value }) => text(value, deviceText)))],
    ["ports", list(service.ports.flatMap(portTexts))],
    ["sysctls", pairs(service.sysctls, String)],
    ["ulimits", pairs(service.ulimits, ({ soft, hard }) => `${soft}:${hard}`)],
    ["memory", text(limits.memory, (value) => String(value ?? 0))],
    ["pids", text(limits.pids, (value) => String(value ?? 0))],
    ["cpus", text(limits.cpus, (value) => String(value ?? 0))],
    ["use_api_socket", text(service.useApiSocket, String)],
    ["hooks", list(service.hooks.filter(({ kind }) => kind !== "watch").map(hookText))],
    ["command", words(service.command)],
    ["entrypoint", words(service.entrypoint)],
    ...buildRow(service.kind === "pre_start" ? undefined : service.build),
  ]);
  for (const kind of ["pid", "net", "ipc", "uts", "user", "cgroup"] as const) {
    row.set(`namespaces.${kind}`, text(namespaces[kind], String));
  }
  // A service that has both is refused, and what it would be attached to is anybody's guess.
  if (!service.source.keys.has("network_mode") || !service.source.keys.has("networks"))
    row.set("networks", list([...service.networks].sort()));
  // Files that `env_file` names decide no isolation and are not read.
  if (!service.source.keys.has("env_file"))
    row.set(
      "environment",
      pairs(service.environment, (value) => value ?? NOTHING),
    );
  return row;
}

/** A variable without a value, which is taken from the shell. */
export const NOTHING = "(none)";

function buildRow(build: Build | undefined): readonly (readonly [string, string])[] {
  if (build === undefined) return [["build", ""]];
  const { at, context, dockerfile, target, privileged, network } = build;
  const isInline = dockerfile === at.file;
  const isRemote = context.state === "known" && /^(?:[a-z]+:\/\/|git@|github\.com\/)/.test(context.value);
  return [
    [
      "build",
      isRemote ? context.value : isInline ? "inline" : dockerfile === undefined ? unknownMark([]) : pathOf(dockerfile),
    ],
    ["build.target", text(target, (value) => value ?? "")],
    ["build.privileged", text(privileged, String)],
    ["build.network", text(network, (value) => value ?? "")],
  ];
}

function text<T>(setting: Setting<T>, write: (value: T) => string): string {
  return setting.state === "known" ? write(setting.value) : unknownMark(setting.because.match(/[A-Za-z_]\w*/g) ?? []);
}

function name({ text }: { readonly text: string }): string {
  return text;
}

function list(items: readonly string[]): string {
  return JSON.stringify(items);
}

function pairs<T>(settings: ReadonlyMap<string, Setting<T>>, write: (value: T) => string): string {
  return list([...settings].map(([key, value]) => `${key}=${text(value, write)}`).sort());
}

function mountText(mount: Mount): string {
  const { type, source, target, volume, propagation, recursive, selinux } = mount;
  // The options of a volume hold where it is made, of which Compose says nothing beside the mount.
  const readOnly = volume === undefined || mount.text === undefined ? mount.readOnly : mount.options.includes("ro");
  const from = volume === undefined ? text(source, (value) => value ?? "") : volume;
  return [
    volume === undefined ? type : "volume",
    from,
    target,
    // An image is mounted read-only by the engine, not by Compose.
    readOnly && type !== "image" ? "ro" : "rw",
    propagation ?? "",
    recursive ?? "",
    selinux ?? "",
  ].join(" ");
}

function fileText({ source, target }: Mount): string {
  return `${text(source, (value) => value ?? "")} ${target}`;
}

function tmpfsText({ target, options }: Mount): string {
  return [target, ...(options.length > 0 ? [options.join(",")] : [])].join(":");
}

function deviceText(device: {
  readonly source: string;
  readonly target: string;
  readonly permissions: string;
}): string {
  return `${device.source} ${device.target} ${device.permissions}`;
}

function hookText({ kind, privileged, user, command }: Hook): string {
  const written = user.origin === "written" || user.origin === "inherited";
  return `${kind} ${text(privileged, String)} ${written ? text(user, name) : ""} ${text(command, (all) => all.join(" "))}`;
}

function words(command: Setting<readonly string[] | null>): string {
  return command.origin === "dockerfile" ? "" : text(command, (all) => (all ?? []).join(" "));
}

/** A range is one entry for us, and one for each port for Compose. */
function portTexts({ hostIp, published, target, lastTarget, protocol }: Port): string[] {
  const address = hostIp.origin === "default" ? "" : text(hostIp, String);
  const range = text(published, String);
  const [first, last] = range.split("-").map(Number);
  const count = lastTarget - target + 1;
  const paired = first !== undefined && last !== undefined && last - first === count - 1;
  return Array.from({ length: count }, (_, index) => {
    const host = paired && count > 1 ? String((first ?? 0) + index) : range;
    return `${address} ${host} ${target + index} ${protocol}`;
  });
}
