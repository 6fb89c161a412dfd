/**
 * What of the engine's answers is used, in the engine's own words. A field that an engine leaves out, or has as null, was not told: it is never a default.
 * Source: https://docs.docker.com/reference/api/engine/version/v1.45/, and what Podman's compatible API answers.
 */

/** Makes each field one that may be missing or null. */
type Told<T> = { readonly [K in keyof T]?: T[K] | null };
type Texts = Readonly<Record<string, string>>;

/** `GET /info`. */
export type Info = Told<{
  ID: string;
  SecurityOptions: readonly string[];
  CgroupVersion: string;
  OperatingSystem: string;
  OSType: string;
  Architecture: string;
  KernelVersion: string;
  Driver: string;
  DefaultRuntime: string;
  MemTotal: number;
  NCPU: number;
  ServerVersion: string;
}>;

/** What an image or a container is configured with. The engine's `Env` is never kept: only the names, which `environmentNames` holds. */
export type Config = Told<{
  User: string;
  Entrypoint: readonly string[];
  Cmd: readonly string[];
  WorkingDir: string;
  Image: string;
  Labels: Texts;
  ExposedPorts: Readonly<Record<string, unknown>>;
  Volumes: Readonly<Record<string, unknown>>;
  StopSignal: string;
  StopTimeout: number;
  Tty: boolean;
  Healthcheck: Healthcheck;
}> & { readonly environmentNames: readonly string[] };

/** Times in nanoseconds. */
export type Healthcheck = Told<{
  Test: readonly string[];
  Interval: number;
  Timeout: number;
  StartPeriod: number;
  StartInterval: number;
  Retries: number;
}>;

/** `GET /images/NAME/json`. */
export type Image = Told<{
  Id: string;
  RepoTags: readonly string[];
  RepoDigests: readonly string[];
  Os: string;
  Architecture: string;
  Variant: string;
  Created: string;
  RootFS: Told<{ Layers: readonly string[] }>;
}> & { readonly Config: Config };

/** One entry of `GET /containers/json`. */
export type ListedContainer = Told<{
  Names: readonly string[];
  Image: string;
  ImageID: string;
  Labels: Texts;
  State: string;
}> & { readonly Id: string };

/** `GET /containers/ID/json`. */
export type Container = Told<{
  Name: string;
  /** The image's identity. */
  Image: string;
  /** In RFC 3339. */
  Created: string;
  State: ContainerState;
  RestartCount: number;
  AppArmorProfile: string;
  ProcessLabel: string;
  HostConfig: HostConfig;
  Mounts: readonly MountPoint[];
  NetworkSettings: Told<{
    Ports: Readonly<Record<string, readonly PortBinding[] | null>>;
    Networks: Readonly<Record<string, unknown>>;
  }>;
}> & { readonly Id: string; readonly Config: Config };

type ContainerState = Told<{
  Status: string;
  Running: boolean;
  Paused: boolean;
  Restarting: boolean;
  OOMKilled: boolean;
  Dead: boolean;
  Pid: number;
  ExitCode: number;
  Error: string;
  StartedAt: string;
  FinishedAt: string;
  Health: Told<{ Status: string; FailingStreak: number }>;
}>;

export type MountPoint = Told<{
  Type: string;
  Name: string;
  Source: string;
  Destination: string;
  Driver: string;
  Mode: string;
  RW: boolean;
  Propagation: string;
}>;

export type PortBinding = Told<{ HostIp: string; HostPort: string }>;

export type HostConfig = Told<{
  Privileged: boolean;
  CapAdd: readonly string[];
  CapDrop: readonly string[];
  SecurityOpt: readonly string[];
  ReadonlyRootfs: boolean;
  PublishAllPorts: boolean;
  PortBindings: Readonly<Record<string, readonly PortBinding[] | null>>;
  NetworkMode: string;
  PidMode: string;
  IpcMode: string;
  UTSMode: string;
  UsernsMode: string;
  CgroupnsMode: string;
  Cgroup: string;
  CgroupParent: string;
  Runtime: string;
  GroupAdd: readonly string[];
  Binds: readonly string[];
  Mounts: readonly CreatedMount[];
  Tmpfs: Texts;
  VolumesFrom: readonly string[];
  Devices: readonly Told<{ PathOnHost: string; PathInContainer: string; CgroupPermissions: string }>[];
  DeviceRequests: readonly Told<{
    Driver: string;
    Count: number;
    DeviceIDs: readonly string[];
    Capabilities: readonly (readonly string[])[];
  }>[];
  DeviceCgroupRules: readonly string[];
  Sysctls: Texts;
  /** In bytes; 0 is no limit. */
  Memory: number;
  /** In bytes, with the memory; -1 and 0 are no limit of its own. */
  MemorySwap: number;
  /** In billionths of a processor; 0 is no limit. */
  NanoCpus: number;
  CpuQuota: number;
  CpuPeriod: number;
  PidsLimit: number;
  Ulimits: readonly Told<{ Name: string; Soft: number; Hard: number }>[];
  ShmSize: number;
  OomKillDisable: boolean;
  OomScoreAdj: number;
  Init: boolean;
  MaskedPaths: readonly string[];
  ReadonlyPaths: readonly string[];
  RestartPolicy: Told<{ Name: string; MaximumRetryCount: number }>;
}>;

/** An entry of `HostConfig.Mounts`, as it was asked for. */
export type CreatedMount = Told<{
  Type: string;
  Source: string;
  Target: string;
  ReadOnly: boolean;
  BindOptions: Told<{ Propagation: string; NonRecursive: boolean }>;
  VolumeOptions: Told<{ NoCopy: boolean; Labels: Texts; Subpath: string }>;
  TmpfsOptions: Told<{ SizeBytes: number; Mode: number }>;
}>;

/** An entry of `/changes`: 0 changed, 1 added, 2 deleted. */
export interface FileChange {
  readonly Path: string;
  readonly Kind: number;
}

export type Network = Told<{ Driver: string; Internal: boolean; Labels: Texts }> & {
  readonly Id: string;
  readonly Name: string;
};

export type Volume = Told<{ Driver: string; Labels: Texts; CreatedAt: string }> & { readonly Name: string };

/** `GET /containers/ID/stats`, once. */
export type Stats = Told<{
  memory_stats: Told<{ usage: number; limit: number; max_usage: number }>;
  pids_stats: Told<{ current: number }>;
}>;
