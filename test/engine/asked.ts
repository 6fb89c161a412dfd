import type { AskedFacts, KeptFacts } from "./observation.ts";

/** The parts of `docker inspect` that are compared. */
export interface Inspected {
  readonly Id: string;
  readonly Name: string;
  readonly AppArmorProfile: string;
  readonly Config: {
    readonly Labels: Readonly<Record<string, string>>;
    readonly Env: readonly string[] | null;
    readonly Cmd: readonly string[] | null;
    readonly Entrypoint: readonly string[] | null;
    readonly WorkingDir: string;
    readonly Hostname: string;
    readonly StopSignal?: string;
    readonly Healthcheck?: {
      readonly Test?: readonly string[];
      readonly Interval?: number;
      readonly Timeout?: number;
      readonly StartPeriod?: number;
      readonly Retries?: number;
    };
  };
  readonly HostConfig: {
    readonly Privileged: boolean;
    readonly SecurityOpt: readonly string[] | null;
    readonly Devices:
      | readonly { readonly PathOnHost: string; readonly PathInContainer: string; readonly CgroupPermissions: string }[]
      | null;
    readonly DeviceCgroupRules: readonly string[] | null;
    readonly Sysctls?: Readonly<Record<string, string>>;
    readonly Tmpfs?: Readonly<Record<string, string>>;
    readonly Memory: number;
    readonly NanoCpus: number;
    readonly CpuQuota: number;
    readonly CpuPeriod: number;
    readonly PidsLimit: number | null;
    readonly Ulimits: readonly { readonly Name: string; readonly Soft: number; readonly Hard: number }[] | null;
    readonly PortBindings: Readonly<Record<string, readonly { readonly HostPort: string }[]>> | null;
    readonly GroupAdd: readonly string[] | null;
    readonly Init?: boolean | null;
    readonly ShmSize: number;
    readonly MemorySwap: number;
    readonly CpuRealtimeRuntime: number;
    readonly OomScoreAdj: number;
    readonly OomKillDisable: boolean | null;
  };
  readonly Mounts: readonly {
    readonly Type: string;
    readonly Name?: string;
    readonly Source: string;
    readonly Destination: string;
    readonly RW: boolean;
  }[];
  readonly NetworkSettings: {
    readonly Ports: Readonly<
      Record<string, readonly { readonly HostIp: string; readonly HostPort: string }[] | null>
    > | null;
    readonly Networks: Readonly<Record<string, unknown>>;
  };
}

/** The parts of an OCI specification that are compared: https://github.com/opencontainers/runtime-spec/blob/main/config-linux.md */
export interface Specification {
  readonly process: {
    readonly noNewPrivileges?: boolean;
    readonly apparmorProfile?: string;
    readonly capabilities?: { readonly bounding?: readonly string[] };
    readonly rlimits?: readonly { readonly type: string; readonly soft: number; readonly hard: number }[];
  };
  readonly root: { readonly readonly?: boolean };
  readonly linux: {
    readonly maskedPaths?: readonly string[] | null;
    readonly readonlyPaths?: readonly string[] | null;
    readonly seccomp?: { readonly defaultAction: string } | null;
  };
}

/** What the engine asked of the runtime and says of a container. `project` is the project's name, which names of networks carry. */
export function askedFacts(
  inspected: Inspected,
  specification: Specification | undefined,
  project: string,
): AskedFacts {
  const { HostConfig: host, NetworkSettings: network } = inspected;
  return {
    privileged: host.Privileged,
    securityOptions: (host.SecurityOpt ?? []).map(optionText),
    apparmor: inspected.AppArmorProfile,
    devices: (host.Devices ?? []).map(({ PathOnHost, PathInContainer, CgroupPermissions }) => ({
      source: PathOnHost,
      target: PathInContainer,
      permissions: CgroupPermissions,
    })),
    deviceRules: host.DeviceCgroupRules ?? [],
    sysctls: host.Sysctls ?? {},
    memory: host.Memory === 0 ? null : host.Memory,
    pids: host.PidsLimit === null || host.PidsLimit <= 0 ? null : host.PidsLimit,
    cpus:
      host.NanoCpus > 0 ? host.NanoCpus / 1e9 : host.CpuQuota > 0 ? host.CpuQuota / (host.CpuPeriod || 100_000) : null,
    ulimits: Object.fromEntries(
      (host.Ulimits ?? [])
        .map(({ Name, Soft, Hard }) => [Name, [Soft, Hard] as const] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
    groups: host.GroupAdd ?? [],
    ports: portsOf(inspected),
    networks: Object.keys(network.Networks)
      .map((name) => (name.startsWith(`${project}_`) ? name.slice(project.length + 1) : name))
      .sort(),
    ...(specification === undefined ? {} : { specification: specificationFacts(specification) }),
  };
}

/** What the engine keeps of the words of the command that started a container. */
export function keptFacts({ Config: config, HostConfig: host }: Inspected): KeptFacts {
  const { Test = [], Interval = 0, Timeout = 0, StartPeriod = 0, Retries = 0 } = config.Healthcheck ?? {};
  return {
    environment: config.Env ?? [],
    command: config.Cmd ?? [],
    entrypoint: config.Entrypoint ?? [],
    workingDir: config.WorkingDir,
    hostname: config.Hostname,
    stopSignal: config.StopSignal ?? "",
    healthcheck: { test: Test, interval: Interval, timeout: Timeout, startPeriod: StartPeriod, retries: Retries },
    init: host.Init === true,
    shmSize: host.ShmSize,
    memoryAndSwap: host.MemorySwap,
    realtimeCpu: host.CpuRealtimeRuntime,
    oomScore: host.OomScoreAdj,
    oomKillDisabled: host.OomKillDisable === true,
  };
}

/** The ports as they are bound. One that the engine picked, which is another one each time, is `*`. */
function portsOf({ HostConfig, NetworkSettings }: Inspected): AskedFacts["ports"] {
  return Object.entries(NetworkSettings.Ports ?? {}).flatMap(([target, bindings]) => {
    const isPicked = HostConfig.PortBindings?.[target]?.some(({ HostPort }) => HostPort === "") === true;
    return (bindings ?? []).map(({ HostIp: hostIp, HostPort }) => ({
      hostIp,
      published: isPicked ? "*" : HostPort,
      target,
    }));
  });
}

/** The engine puts a seccomp profile into the option as a whole. */
function optionText(option: string): string {
  return option.startsWith("seccomp={") ? "seccomp={…}" : option;
}

function specificationFacts({ process, root, linux }: Specification): NonNullable<AskedFacts["specification"]> {
  return {
    bounding: process.capabilities?.bounding ?? [],
    noNewPrivileges: process.noNewPrivileges === true,
    seccomp: linux.seccomp
      ? linux.seccomp.defaultAction === "SCMP_ACT_ALLOW"
        ? "allowing profile"
        : "default"
      : "none",
    apparmor: process.apparmorProfile ?? "",
    rootReadOnly: root.readonly === true,
    maskedPaths: linux.maskedPaths?.length ?? 0,
    readonlyPaths: linux.readonlyPaths?.length ?? 0,
  };
}
