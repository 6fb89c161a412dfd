import type { Mount } from "../../server/analysis/model/mount.ts";
import type { Port } from "../../server/analysis/model/port.ts";
import type { Service } from "../../server/analysis/model/service.ts";
import type { Setting } from "../../server/analysis/model/setting.ts";

/** Stands for what our model does not know; it equals anything, and is counted apart. */
export const UNKNOWN = "?";

/** A service's isolation-relevant values, each as a text that can be compared. */
export type Row = ReadonlyMap<string, string>;

/** The values as our model has them. */
export function ourRow(service: Service): Row {
  const { security } = service;
  return new Map([
    ["image", text(service.image, (image) => image?.text ?? "")],
    [
      "user",
      service.user.origin === "written" || service.user.origin === "inherited"
        ? text(service.user, ({ text }) => text)
        : "",
    ],
    ["privileged", text(service.privileged, String)],
    ["cap_add", list(service.capabilities.added.map(({ text }) => hole(text)))],
    ["cap_drop", list(service.capabilities.dropped.map(({ text }) => hole(text)))],
    ["security_opt", list(security.options.map(({ text }) => hole(text)))],
    ["read_only", text(service.rootfs, (rootfs) => String(rootfs === "read-only"))],
    ["group_add", list(service.groups.map(({ text }) => hole(text)))],
    ["device_cgroup_rules", list(service.deviceRules.map(({ text }) => hole(text)))],
    ["networks", list([...service.networks].sort())],
    ["volumes", list(service.mounts.filter(isVolume).map(mountText))],
    [
      "tmpfs",
      list(
        service.mounts
          .filter(({ from }) => from === "tmpfs")
          .map(({ target, options }) => hole([target, ...(options.length > 0 ? [options.join(",")] : [])].join(":"))),
      ),
    ],
    [
      "devices",
      list(
        service.devices.map(({ value }) =>
          text(value, ({ source, target, permissions }) => `${source} ${target} ${permissions}`),
        ),
      ),
    ],
    ["ports", list(service.ports.flatMap(portTexts))],
    ["sysctls", list([...service.sysctls].map(([name, value]) => `${name}=${text(value, String)}`).sort())],
    [
      "ulimits",
      list(
        [...service.ulimits]
          .map(([name, value]) => `${name}=${text(value, ({ soft, hard }) => `${soft}:${hard}`)}`)
          .sort(),
      ),
    ],
    ["memory", text(service.limits.memory, (value) => String(value ?? 0))],
    ["pids", text(service.limits.pids, (value) => String(value ?? 0))],
    ["cpus", text(service.limits.cpus, (value) => String(value ?? 0))],
    ["use_api_socket", text(service.useApiSocket, String)],
    ["target", service.build === undefined ? "" : text(service.build.target, (target) => target ?? "")],
    ["build.privileged", service.build === undefined ? "false" : text(service.build.privileged, String)],
    ["build.network", service.build === undefined ? "" : text(service.build.network, (network) => network ?? "")],
    [
      "hooks",
      list(
        service.hooks
          .filter(({ kind }) => kind !== "watch")
          .map(
            ({ privileged, user }) =>
              `${text(privileged, String)} ${user.origin === "default" ? "" : text(user, ({ text }) => text)}`,
          ),
      ),
    ],
    [
      "command",
      service.command.origin === "dockerfile" ? "" : text(service.command, (words) => (words ?? []).join(" ")),
    ],
    [
      "entrypoint",
      service.entrypoint.origin === "dockerfile" ? "" : text(service.entrypoint, (words) => (words ?? []).join(" ")),
    ],
  ]);
}

function isVolume({ from }: Mount): boolean {
  return from === "volumes";
}

function text<T>(setting: Setting<T>, write: (value: T) => string): string {
  return setting.state === "unknown" ? UNKNOWN : hole(write(setting.value));
}

/** A text with a variable that nobody sets is unknown as a whole. */
function hole(value: string): string {
  return value.includes("\u{FFFC}") ? UNKNOWN : value;
}

function list(items: readonly string[]): string {
  return items.includes(UNKNOWN) || items.some((item) => item.includes(UNKNOWN)) ? UNKNOWN : JSON.stringify(items);
}

function mountText({ type, source, target, readOnly, volume, propagation, selinux }: Mount): string {
  const from = volume === undefined ? text(source, (value) => value ?? "") : volume;
  return [
    volume === undefined ? type : "volume",
    from,
    hole(target),
    readOnly ? "ro" : "rw",
    propagation ?? "",
    selinux ?? "",
  ].join(" ");
}

function portTexts({ hostIp, published, target, lastTarget, protocol }: Port): string[] {
  const address = hostIp.origin === "default" ? "" : text(hostIp, String);
  const range = text(published, String);
  const [first, last] = range.split("-").map(Number);
  const paired = first !== undefined && last !== undefined && last - first === lastTarget - target;
  return Array.from({ length: lastTarget - target + 1 }, (_, index) => {
    const host =
      range === UNKNOWN || range === ""
        ? range
        : lastTarget === target
          ? range
          : paired
            ? String((first ?? 0) + index)
            : range;
    return `${address} ${host} ${target + index} ${protocol}`;
  });
}
