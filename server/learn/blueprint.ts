import type { CapabilityName } from "../analysis/facts/capabilities.ts";
import type { Container } from "../analysis/model/container.ts";
import type { LearnedTmpfs } from "../analysis/model/learned.ts";
import { is, isWritten, knownValue } from "../analysis/model/setting.ts";
import type { Dependency } from "../analysis/model/starting.ts";
import type { Healthcheck, Image, Info } from "../engine/answers.ts";
import type { NewContainer, Own, TrialLabels } from "../engine/trial-engine.ts";

/** A place where a copy has a fresh volume; `copies` is the path on this machine whose files are put into it. */
export interface FreshVolume {
  readonly target: string;
  readonly readOnly: boolean;
  readonly copies?: string;
  /** Its files are replaced by random ones of the same size. */
  readonly isSecret?: true;
}

/** What all copies of a service have in common. Nothing else of the service reaches the engine. */
export interface Blueprint {
  readonly service: string;
  /** The image's identity: copies are made of this one, whatever its tag comes to mean. */
  readonly image: string;
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly workingDir?: string;
  readonly hostname?: string;
  /** `NAME=VALUE`. Values go to the engine and nowhere else. */
  readonly environment: readonly string[];
  readonly healthcheck?: Healthcheck;
  readonly hasHealthcheck: boolean;
  readonly stopSignal?: string;
  readonly init: boolean;
  readonly sysctls: Readonly<Record<string, string>>;
  readonly ulimits: readonly { readonly Name: string; readonly Soft: number; readonly Hard: number }[];
  /** In bytes. */
  readonly memory: number;
  readonly pids: number;
  /** In billionths of a processor. */
  readonly cpus: number;
  readonly volumes: readonly FreshVolume[];
  /** The tmpfs mounts of the file, with their options. */
  readonly tmpfs: Readonly<Record<string, string>>;
  readonly isAlone: boolean;
  /** The other services that copies are started beside, and what is waited for. */
  readonly dependsOn: ReadonlyMap<string, Dependency>;
  /** By which names others know it on the network of a trial. */
  readonly aliases: readonly string[];
  readonly groups: readonly string[];
  /** In bytes: of `/dev/shm`. */
  readonly shmSize?: number;
  /** What the untouched copy has. */
  readonly untouched: Variant;
  /** Whether its first process is root; undefined where only a name is known. */
  readonly startsAsRoot: boolean | undefined;
}

/** What differs between copies. */
export interface Variant {
  readonly capabilities: readonly CapabilityName[];
  readonly noNewPrivileges: boolean;
  /** `uid:gid`; the file's or the image's own where it is left out. */
  readonly user?: string;
  /** The tmpfs mounts of a read-only root; undefined for one that can be written. */
  readonly readOnly?: readonly LearnedTmpfs[];
}

/** In bytes. */
const MOST_MEMORY = 2 * 1024 ** 3;
const MOST_PIDS = 2048;
const MOST_CPUS = 2e9;
/** In seconds: how long a copy may take to end when it is asked to. */
export const STOP_SECONDS = 20;

/**
 * What copies of a container are made of. `environment` are the variables with their values, `defaults` the capabilities that the engine gives to every container,
 * which no copy has more than. The container is one that `refusalsOf` has nothing against.
 */
export function blueprintOf(
  container: Container,
  image: Image,
  info: Info,
  environment: ReadonlyMap<string, string>,
  defaults: readonly CapabilityName[],
): Blueprint {
  const starting = container.starting();
  const bounding = knownValue(container.capabilities.bounding) ?? [];
  const own = knownValue(container.user);
  const user = ofCompose(container.user)?.text;
  const entrypoint = ofCompose(container.entrypoint);
  const command = ofCompose(container.command);
  const healthcheck = healthcheckOf(container);
  const volumes = volumesOf(container, image);
  const memory = Math.min(
    knownValue(container.limits.memory) ?? MOST_MEMORY,
    MOST_MEMORY,
    (info.MemTotal ?? MOST_MEMORY) / 2,
  );
  const workingDir = knownValue(container.workingDir);
  const stopSignal = knownValue(starting.stopSignal);
  const hostname = knownValue(starting.hostname);
  const imageUser = image.Config.User ?? "";
  const shmSize = knownValue(starting.shmSize);
  const tmpfs = Object.fromEntries(
    container.mounts.flatMap(({ type, target, options }) => (type === "tmpfs" ? [[target, options.join(",")]] : [])),
  );
  return {
    service: container.name,
    image: image.Id ?? "",
    ...(entrypoint ? { entrypoint } : {}),
    ...(command ? { command } : {}),
    ...(workingDir ? { workingDir } : {}),
    ...(hostname ? { hostname } : {}),
    environment: [...environment].map(([name, value]) => `${name}=${value}`),
    ...(healthcheck ? { healthcheck } : {}),
    hasHealthcheck: hasTest(healthcheck ?? image.Config.Healthcheck ?? undefined),
    ...(stopSignal ? { stopSignal } : {}),
    init: is(starting.init, true),
    sysctls: Object.fromEntries(
      [...container.sysctls].flatMap(([name, value]) =>
        name.startsWith("net.") && value.state === "known" ? [[name, value.value]] : [],
      ),
    ),
    ulimits: [...container.ulimits].flatMap(([Name, value]) =>
      value.state === "known" ? [{ Name, Soft: value.value.soft, Hard: value.value.hard }] : [],
    ),
    memory: Math.floor(memory),
    pids: Math.min(knownValue(container.limits.pids) ?? MOST_PIDS, MOST_PIDS),
    // An engine refuses more than its machine has.
    cpus: Math.min((knownValue(container.limits.cpus) ?? 2) * 1e9, MOST_CPUS, (info.NCPU ?? 2) * 1e9),
    volumes,
    tmpfs,
    isAlone: knownValue(container.networkMode) === "none",
    dependsOn: starting.dependsOn,
    aliases: [...new Set([container.name, ...starting.aliases])],
    groups: container.groups.map(({ text }) => text),
    ...(shmSize ? { shmSize: Math.min(shmSize, memory) } : {}),
    untouched: {
      capabilities: defaults.filter((name) => bounding.includes(name)),
      noNewPrivileges: is(container.security.noNewPrivileges, true),
      ...(user === undefined ? {} : { user }),
      ...(is(container.rootfs, "read-only") ? { readOnly: [] } : {}),
    },
    startsAsRoot: user === undefined ? isRoot(imageUser) : own?.root,
  };
}

/** The image's `USER`; a name but root may be anybody's. */
function isRoot(user: string): boolean | undefined {
  const [name = ""] = user.split(":");
  if (name === "" || name === "root" || /^0+$/.test(name)) return true;
  return /^\d+$/.test(name) ? false : undefined;
}

function ofCompose<T>(
  setting:
    | { readonly state: "known"; readonly value: T; readonly origin: string }
    | { readonly state: "unknown"; readonly origin: string },
): T | undefined {
  const isOfFile = setting.origin === "written" || setting.origin === "inherited";
  return isOfFile && setting.state === "known" ? setting.value : undefined;
}

/** The volumes and the copied directories of the file, and those that the image declares. */
function volumesOf({ mounts }: Container, image: Image): readonly FreshVolume[] {
  const written = mounts.flatMap(({ type, source, target, readOnly, from }): FreshVolume[] => {
    if (type !== "volume" && type !== "bind") return [];
    const path = type === "bind" ? knownValue(source) : null;
    const isSecret = from === "secrets" ? { isSecret: true as const } : {};
    return [{ target, readOnly, ...(path ? { copies: path } : {}), ...isSecret }];
  });
  const declared = Object.keys(image.Config.Volumes ?? {}).filter((path) =>
    written.every(({ target }) => target !== path),
  );
  return [...written, ...declared.map((target) => ({ target, readOnly: false }))];
}

function healthcheckOf({ healthcheck: test, ...container }: Container): Healthcheck | undefined {
  const { healthcheck } = container.starting();
  if (healthcheck.isDisabled) return { Test: ["NONE"] };
  const words = isWritten(test) ? knownValue(test) : undefined;
  const retries = Number(knownValue(healthcheck.retries) ?? Number.NaN);
  const times = {
    ...time("Interval", knownValue(healthcheck.interval)),
    ...time("Timeout", knownValue(healthcheck.timeout)),
    ...time("StartPeriod", knownValue(healthcheck.startPeriod)),
    ...(Number.isInteger(retries) ? { Retries: retries } : {}),
  };
  if (!words && Object.keys(times).length === 0) return undefined;
  return { ...(words ? { Test: words } : {}), ...times };
}

function time(name: "Interval" | "Timeout" | "StartPeriod", text: string | null | undefined): Healthcheck {
  const nanoseconds = text ? nanosecondsOf(text) : undefined;
  return nanoseconds === undefined ? {} : { [name]: nanoseconds };
}

const UNITS: Readonly<Record<string, number>> = { ns: 1, us: 1e3, µs: 1e3, ms: 1e6, s: 1e9, m: 60e9, h: 3600e9 };

/** `1m30s` in nanoseconds; undefined for what is no time. Source: https://pkg.go.dev/time#ParseDuration */
function nanosecondsOf(text: string): number | undefined {
  if (!/^(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+$/.test(text)) return undefined;
  const parts = text.split(/(?<=[a-zµ])(?=\d)/);
  return parts.reduce((sum, part) => sum + Number.parseFloat(part) * (UNITS[part.replace(/^[\d.]+/, "")] ?? 0), 0);
}

function hasTest(healthcheck: Healthcheck | undefined): boolean {
  const [first] = healthcheck?.Test ?? [];
  return first !== undefined && first !== "NONE";
}

/** The things of the engine that a copy is put together with. */
export interface Parts {
  readonly labels: TrialLabels;
  readonly network: Own<"network"> | "none";
  /** The volumes by their targets, with the name of the file in them where they hold a single one. */
  readonly volumes: ReadonlyMap<string, { readonly name: Own<"volume">; readonly subpath?: string }>;
}

/** The one place that says what a copy is created as. */
export function bodyOf(blueprint: Blueprint, variant: Variant, { labels, network, volumes }: Parts): NewContainer {
  const { entrypoint, command, workingDir, hostname, environment, healthcheck, stopSignal, memory } = blueprint;
  const scratch = (variant.readOnly ?? []).map(({ path, exec, uid, gid }) => {
    const options = [
      ...(exec ? ["exec"] : []),
      ...(uid === undefined ? [] : [`uid=${uid}`]),
      ...(gid === undefined ? [] : [`gid=${gid}`]),
    ];
    return [path, options.join(",")] as const;
  });
  return {
    Image: blueprint.image,
    Labels: labels,
    ...(entrypoint ? { Entrypoint: entrypoint } : {}),
    ...(command ? { Cmd: command } : {}),
    ...(workingDir === undefined ? {} : { WorkingDir: workingDir }),
    ...(hostname === undefined ? {} : { Hostname: hostname }),
    ...(environment.length > 0 ? { Env: environment } : {}),
    ...(variant.user === undefined ? {} : { User: variant.user }),
    ...(healthcheck ? { Healthcheck: healthcheck } : {}),
    ...(stopSignal === undefined ? {} : { StopSignal: stopSignal }),
    StopTimeout: STOP_SECONDS,
    HostConfig: {
      CapDrop: ["ALL"],
      CapAdd: variant.capabilities,
      SecurityOpt: variant.noNewPrivileges ? ["no-new-privileges:true"] : [],
      ReadonlyRootfs: variant.readOnly !== undefined,
      Tmpfs: { ...Object.fromEntries(scratch), ...blueprint.tmpfs },
      ...(blueprint.groups.length > 0 ? { GroupAdd: blueprint.groups } : {}),
      ...(blueprint.shmSize === undefined ? {} : { ShmSize: Math.floor(blueprint.shmSize) }),
      Sysctls: blueprint.sysctls,
      Ulimits: blueprint.ulimits,
      Init: blueprint.init,
      Mounts: blueprint.volumes.flatMap(({ target, readOnly }) => {
        const volume = volumes.get(target);
        if (volume === undefined) return [];
        const { name: Source, subpath } = volume;
        const options = subpath === undefined ? {} : { VolumeOptions: { Subpath: subpath } };
        return [{ Type: "volume" as const, Source, Target: target, ReadOnly: readOnly, ...options }];
      }),
      NetworkMode: network,
      PidsLimit: blueprint.pids,
      Memory: memory,
      MemorySwap: memory,
      NanoCpus: blueprint.cpus,
      RestartPolicy: { Name: "no" },
      LogConfig: { Type: "json-file", Config: { "max-size": "10m" } },
    },
    ...(network === "none"
      ? {}
      : { NetworkingConfig: { EndpointsConfig: { [network]: { Aliases: blueprint.aliases } } } }),
  };
}
