import type { Container } from "../../../server/analysis/model/container.ts";
import { knownValue, type Setting } from "../../../server/analysis/model/setting.ts";
import { clean, type Spoken, withoutEmpty } from "./spoken-body.ts";

/** What our model says that the Docker CLI would ask the engine for, in the form of the recording. */
export function spokenContainer(container: Container): Spoken {
  const { namespaces, security, limits, mounts, capabilities } = container;
  const { image, command, entrypoint, healthcheck } = container;
  return withoutEmpty({
    image: knownValue(image)?.text,
    command: knownValue(command),
    entrypoint: knownValue(entrypoint),
    user: userText(container),
    environment: [...container.environment].map(([name, value]) => pair(name, knownValue(value))).sort(),
    workingDir: knownValue(container.workingDir),
    test: knownValue(healthcheck),
    privileged: knownValue(container.privileged),
    added: capabilityTexts(capabilities.added),
    dropped: capabilityTexts(capabilities.dropped),
    options: security.options.map(({ text }) => text).filter((text) => !text.startsWith("systempaths")),
    unmasked: knownValue(container.privileged) !== true && knownValue(security.maskedPaths) === false,
    pid: written(namespaces.pid),
    ipc: written(namespaces.ipc),
    uts: written(namespaces.uts),
    users: written(namespaces.user),
    cgroup: written(namespaces.cgroup),
    network: knownValue(container.networkMode) ?? container.networks[0],
    readOnly: knownValue(container.rootfs) === "read-only",
    mounts: mounts
      .filter(({ from }) => from !== "use_api_socket")
      .map((mount) => [source(mount), clean(mount.target), mount.readOnly ? "ro" : "rw"].join(" "))
      .sort(),
    volumesFrom: container.volumesFrom.map(({ value }) => value.replace(/^container:/, "")),
    devices: container.devices.flatMap(({ value }) => {
      const device = knownValue(value);
      return device === undefined ? [] : [[device.source, device.target, device.permissions].join(":")];
    }),
    deviceRules: container.deviceRules.map(({ value }) => value),
    gpus: container.gpus.map(({ count, deviceIds }) => deviceIds.join(",") || String(knownValue(count))),
    memory: knownValue(limits.memory),
    swap: swap(container),
    cpus: knownValue(limits.cpus),
    pids: knownValue(limits.pids),
    sysctls: Object.fromEntries([...container.sysctls].map(([name, value]) => [name, knownValue(value)])),
    ulimits: [...container.ulimits]
      .map(([name, value]) => `${name}=${knownValue(value)?.soft}:${knownValue(value)?.hard}`)
      .sort(),
    ports: container.ports.flatMap(portTexts).sort(),
    groups: container.groups.map(({ value }) => value),
    oomScore: knownValue(container.outOfMemory.score),
    oomKillDisabled: knownValue(container.outOfMemory.killDisabled),
  });
}

/** What somebody wrote; what the engine does by itself stands in no body. */
function written<T>(setting: Setting<T>): T | undefined {
  return setting.origin === "written" ? knownValue(setting) : undefined;
}

function userText({ user }: Container): string | undefined {
  return user.origin === "written" ? knownValue(user)?.text : undefined;
}

function pair(name: string, value: string | null | undefined): string {
  return value === null || value === undefined ? name : `${name}=${value}`;
}

/** The program gives names their prefix, in capitals, each once and in order. */
function capabilityTexts(listed: Container["capabilities"]["added"]): readonly string[] {
  const names = listed.map(({ text }) => text.toUpperCase());
  return [...new Set(names.map((name) => (name === "ALL" || name.startsWith("CAP_") ? name : `CAP_${name}`)))].sort();
}

function source({ type, source: from }: Container["mounts"][number]): string {
  return type === "tmpfs" ? "tmpfs" : clean(knownValue(from) ?? "");
}

/** -1 is no limit. */
function swap({ memoryAndSwap }: Container): number | undefined {
  const value = knownValue(memoryAndSwap);
  if (value === null) return -1;
  return value === "default" ? undefined : value;
}

function portTexts({ hostIp, published, target, lastTarget, protocol }: Container["ports"][number]): readonly string[] {
  const first = Number(/^\d+/.exec(knownValue(published) ?? "")?.[0]);
  return Array.from({ length: lastTarget - target + 1 }, (_, index) => {
    const outside = Number.isNaN(first) ? "" : first + index;
    return `${knownValue(hostIp)} ${outside} ${target + index}/${protocol}`;
  });
}
