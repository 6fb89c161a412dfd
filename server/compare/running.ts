import type { Container as Model } from "../analysis/model/container.ts";
import { analyze } from "../analysis/run/analyze.ts";
import { ParseCache } from "../analysis/run/cache.ts";
import type { Config } from "../analysis/settings/config.ts";
import type { Container, HostConfig, MountPoint, PortBinding } from "../engine/answers.ts";

/** By what names the files of a project know things of the engine. */
export interface Names {
  /** Services by the identities of their containers. */
  readonly services: ReadonlyMap<string, string>;
  /** Names of containers of others that these join, by identity. */
  readonly containers: ReadonlyMap<string, string>;
  /** Keys of volumes by the engine's names for them. */
  readonly volumes: ReadonlyMap<string, string>;
  readonly networks: ReadonlyMap<string, string>;
}

/**
 * The containers of an engine as containers of the model, by their identities: what each was made with is said in the keys of a service and resolved as a file
 * would be. So both sides of a comparison follow the same rules, and an engine's defaults are the same on both. Pure.
 */
export function runningContainers(
  containers: readonly Container[],
  names: Names,
  config: Config,
): ReadonlyMap<string, Model> {
  const keys = new Map<string, string>();
  const services: Record<string, object> = {};
  for (const container of containers) {
    const name = names.services.get(container.Id) ?? container.Id;
    let key = name;
    // What joins a service's namespace joins that of its first container.
    for (let number = 2; key in services; number++) key = `${name}--${number}`;
    keys.set(container.Id, key);
    services[key] = serviceOf(container, names);
  }
  const networks = Object.fromEntries(used(services, "networks").map((key) => [key, {}]));
  const volumes = Object.fromEntries(
    containers.flatMap(({ Mounts }) => volumeNames(Mounts ?? [], names)).map((key) => [key, {}]),
  );
  // Nothing in what an engine answers is a variable.
  const text = JSON.stringify({ services, networks, volumes }).replaceAll("$", "$$$$");
  const { project } = analyze([FILE], (uri) => (uri === FILE ? text : null), config, {
    cache: new ParseCache(),
    invocation: { exact: true },
    // What rules say of it is not asked for.
    onRuleError: () => {},
  });
  const byKey = new Map(project?.services.map((service) => [service.name, service]));
  return new Map(
    containers.flatMap(({ Id }) => {
      const model = byKey.get(keys.get(Id) ?? "");
      return model === undefined ? [] : [[Id, model] as const];
    }),
  );
}

/** JSON is YAML, and no relative path is in it. */
const FILE = "file:///running/compose.yaml";

function used(services: Readonly<Record<string, object>>, key: string): readonly string[] {
  return Object.values(services).flatMap((service) => {
    const value: unknown = Reflect.get(service, key);
    return Array.isArray(value) ? value.map(String) : [];
  });
}

function volumeNames(mounts: readonly MountPoint[], names: Names): readonly string[] {
  return mounts.flatMap((mount) =>
    mount.Type === "volume" && isNamed(mount) ? [volumeKey(mount.Name ?? "", names)] : [],
  );
}

/** Engines call a volume without a name by 64 hexadecimal digits. */
function isNamed({ Name }: MountPoint): boolean {
  return Boolean(Name) && !/^[0-9a-f]{64}$/.test(Name ?? "");
}

/** A volume that the files do not know keeps the engine's name. */
function volumeKey(name: string, { volumes }: Names): string {
  return volumes.get(name) ?? name;
}

/** A container in the keys of a service. */
function serviceOf(container: Container, names: Names): object {
  const host = container.HostConfig ?? {};
  return {
    // What is known of a published image is no matter: the engine says what it made of it.
    image: "running",
    user: container.Config.User || "0",
    privileged: host.Privileged === true,
    cap_add: host.CapAdd ?? [],
    cap_drop: host.CapDrop ?? [],
    security_opt: securityOptions(host),
    group_add: host.GroupAdd ?? [],
    read_only: host.ReadonlyRootfs === true,
    volumes: (container.Mounts ?? []).flatMap((mount) => mounted(mount, host, names)),
    tmpfs: Object.entries(host.Tmpfs ?? {}).map(([target, options]) => (options ? `${target}:${options}` : target)),
    devices: (host.Devices ?? []).map(
      ({ PathOnHost, PathInContainer, CgroupPermissions }) =>
        `${PathOnHost}:${PathInContainer}:${CgroupPermissions || "rwm"}`,
    ),
    device_cgroup_rules: host.DeviceCgroupRules ?? [],
    deploy: { resources: { reservations: { devices: gpus(host) } } },
    ports: ports(container),
    sysctls: Object.entries(host.Sysctls ?? {}).map(([name, value]) => `${name}=${value}`),
    ulimits: Object.fromEntries(
      (host.Ulimits ?? []).flatMap(({ Name, Soft, Hard }) =>
        Name ? [[Name.replace(/^RLIMIT_/, "").toLowerCase(), { soft: Soft ?? -1, hard: Hard ?? -1 }]] : [],
      ),
    ),
    ...limits(host),
    ...namespaces(container, names),
  };
}

/** Over the API a seccomp profile is its text, and `systempaths=unconfined` empty lists of paths. */
function securityOptions(host: HostConfig): readonly string[] {
  const options = (host.SecurityOpt ?? []).map((option) => option.replace(/^(seccomp[=:])\s*\{.*$/s, `$1${PROFILE}`));
  const isUnmasked = host.MaskedPaths?.length === 0 && host.ReadonlyPaths?.length === 0;
  return isUnmasked && host.Privileged !== true ? [...options, "systempaths=unconfined"] : options;
}

/** Stands for a seccomp profile that only the engine has. */
export const PROFILE = "/a-profile-of-the-container.json";

function mounted(mount: MountPoint, host: HostConfig, names: Names): readonly object[] {
  const { Type: type = "", Destination: target } = mount;
  if (!target) return [];
  const read_only = mount.RW === false;
  switch (type) {
    case "bind":
      return [{ type, source: askedSource(mount, host), target, read_only }];
    case "volume":
      return [{ type, ...(isNamed(mount) ? { source: volumeKey(mount.Name ?? "", names) } : {}), target, read_only }];
    case "tmpfs":
      return [{ type, target }];
    case "npipe":
    case "cluster":
    case "image":
      return [{ type, source: mount.Name || mount.Source || "", target, read_only }];
    default:
      return [];
  }
}

/** The path as the engine was asked for it: one that runs in a virtual machine knows it by another name. */
function askedSource({ Source, Destination }: MountPoint, { Binds, Mounts }: HostConfig): string {
  const end = `:${Destination}`;
  for (const bind of Binds ?? []) {
    const at = bind.lastIndexOf(end);
    if (at > 0 && /^(?::|$)/.test(bind.slice(at + end.length))) return bind.slice(0, at);
  }
  return Mounts?.find(({ Target }) => Target === Destination)?.Source || Source || "";
}

function gpus({ DeviceRequests }: HostConfig): readonly object[] {
  return (DeviceRequests ?? []).map(({ Driver, Count, DeviceIDs, Capabilities }) => ({
    capabilities: Capabilities?.flat() ?? [],
    ...(Driver ? { driver: Driver } : {}),
    ...(DeviceIDs?.length ? { device_ids: DeviceIDs } : { count: Count === undefined || Count === -1 ? "all" : Count }),
  }));
}

/** What a running container publishes; of another one, what it would. */
function ports({ State, HostConfig, NetworkSettings }: Container): readonly object[] {
  const bindings = State?.Running === true ? NetworkSettings?.Ports : HostConfig?.PortBindings;
  return Object.entries(bindings ?? {}).flatMap(([port, list]) => {
    const [target = "", protocol = "tcp"] = port.split("/");
    const isTaken = new Set<string>();
    return (list ?? []).flatMap((binding) => {
      const host_ip = addressOf(binding);
      const published = binding.HostPort ?? "";
      // An engine binds a port to all addresses of both families, and lists it twice.
      const key = `${host_ip} ${published}`;
      if (isTaken.has(key)) return [];
      isTaken.add(key);
      return [{ target: Number(target), protocol, host_ip, ...(published === "" ? {} : { published }) }];
    });
  });
}

function addressOf({ HostIp }: PortBinding): string {
  return !HostIp || HostIp === "::" ? "0.0.0.0" : HostIp;
}

function limits({ Memory, NanoCpus, CpuQuota, CpuPeriod, PidsLimit }: HostConfig): object {
  const cpus = NanoCpus ? NanoCpus / 1e9 : CpuQuota && CpuQuota > 0 ? CpuQuota / (CpuPeriod || 100_000) : 0;
  return {
    ...(Memory && Memory > 0 ? { mem_limit: Memory } : {}),
    ...(cpus > 0 ? { cpus } : {}),
    ...(PidsLimit && PidsLimit > 0 ? { pids_limit: PidsLimit } : {}),
  };
}

/** The fields that tell of a wall. Podman 4 leaves out sysctls and device rules; what is null or empty is told. */
const TOLD_BY: readonly (readonly [wall: string, field: keyof HostConfig])[] = [
  ["privileged", "Privileged"],
  ["capabilities", "CapAdd"],
  ["capabilities", "CapDrop"],
  ["noNewPrivileges", "SecurityOpt"],
  ["seccomp", "SecurityOpt"],
  ["apparmor", "SecurityOpt"],
  ["selinux", "SecurityOpt"],
  ["maskedPaths", "MaskedPaths"],
  ["readonlyPaths", "ReadonlyPaths"],
  ["groups", "GroupAdd"],
  ["sysctls", "Sysctls"],
  ["namespaces.pid", "PidMode"],
  ["namespaces.ipc", "IpcMode"],
  ["namespaces.uts", "UTSMode"],
  ["namespaces.user", "UsernsMode"],
  ["namespaces.cgroup", "CgroupnsMode"],
  ["namespaces.net", "NetworkMode"],
  ["rootfs", "ReadonlyRootfs"],
  ["devices", "Devices"],
  ["deviceRules", "DeviceCgroupRules"],
  ["gpus", "DeviceRequests"],
  ["limits.memory", "Memory"],
  ["limits.cpus", "NanoCpus"],
  ["limits.pids", "PidsLimit"],
  ["ulimits", "Ulimits"],
];

/**
 * Of these Podman says something that cannot be relied on: `shareable` of the host's IPC namespace too, the devices in a directory in its place and none of their
 * permissions, no device rule, `host` of cgroups whatever was asked for. Source: observation of Podman 4.3.1.
 */
const PODMANS: readonly string[] = ["namespaces.ipc", "namespaces.cgroup", "devices", "deviceRules"];

/** The walls of which an engine says nothing, or nothing to rely on, by their places in the JSON of `explain`. */
export function untoldWalls({ HostConfig, Mounts }: Container, engine: "Docker" | "Podman"): ReadonlySet<string> {
  const untold = TOLD_BY.flatMap(([wall, field]) => (HostConfig?.[field] === undefined ? [wall] : []));
  return new Set([...untold, ...(Mounts === undefined ? ["mounts"] : []), ...(engine === "Podman" ? PODMANS : [])]);
}

/** The containers whose namespaces a container joins, by the words that it was made with: identities, as a rule. */
export function joinedBy({ HostConfig }: Container): readonly string[] {
  const { PidMode, IpcMode, NetworkMode } = HostConfig ?? {};
  return [PidMode, IpcMode, NetworkMode].flatMap((mode) => /^container:(.+)$/.exec(mode ?? "")?.[1] ?? []);
}

function namespaces({ HostConfig, NetworkSettings }: Container, names: Names): object {
  const { PidMode, IpcMode, UTSMode, UsernsMode, CgroupnsMode, NetworkMode = "" } = HostConfig ?? {};
  const shared = (mode: string | null | undefined): string | undefined => {
    if (mode === "host") return mode;
    const id = /^container:(.+)$/.exec(mode ?? "")?.[1];
    if (id === undefined) return undefined;
    const service = names.services.get(id);
    return service === undefined ? `container:${names.containers.get(id) ?? id}` : `service:${service}`;
  };
  const own = NetworkMode === "none" ? "none" : shared(NetworkMode);
  const attached = Object.keys(NetworkSettings?.Networks ?? {}).map((name) => names.networks.get(name) ?? name);
  const [pid, ipc, uts, userns] = [PidMode, IpcMode, UTSMode, UsernsMode].map(shared);
  return {
    ...(pid === undefined ? {} : { pid }),
    ...(ipc === undefined ? {} : { ipc }),
    ...(uts === undefined ? {} : { uts }),
    ...(userns === undefined ? {} : { userns_mode: userns }),
    ...(CgroupnsMode === "host" || CgroupnsMode === "private" ? { cgroup: CgroupnsMode } : {}),
    ...(own === undefined ? { networks: attached } : { network_mode: own }),
  };
}
