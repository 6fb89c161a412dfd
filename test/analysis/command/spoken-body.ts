/** What is compared of a container: what was asked for, in one form, without what is empty. */
export type Spoken = Readonly<Record<string, unknown>>;

/** Where relative paths count from, in the recording as in its replay. */
export const HERE = "/here";

/** The parts of a body of `POST /containers/create` that decide how a container is isolated. `directory` is where the program was run. */
export function spokenBody(body: Json, directory: string): Spoken {
  const host = (body["HostConfig"] ?? {}) as Json;
  const limits = (host["Ulimits"] ?? []) as readonly Json[];
  return withoutEmpty({
    image: body["Image"],
    command: body["Cmd"],
    entrypoint: ((body["Entrypoint"] ?? []) as readonly string[]).filter((word) => word !== ""),
    user: body["User"],
    environment: [...((body["Env"] ?? []) as readonly string[])].sort(),
    workingDir: body["WorkingDir"],
    test: ((body["Healthcheck"] as Json | undefined)?.["Test"] ?? []) as readonly string[],
    privileged: host["Privileged"],
    added: host["CapAdd"],
    dropped: host["CapDrop"],
    options: ((host["SecurityOpt"] ?? []) as readonly string[]).filter((option) => !option.startsWith("systempaths")),
    unmasked: Array.isArray(host["MaskedPaths"]) && host["MaskedPaths"].length === 0,
    pid: host["PidMode"],
    ipc: host["IpcMode"],
    uts: host["UTSMode"],
    users: host["UsernsMode"],
    cgroup: host["CgroupnsMode"],
    network: host["NetworkMode"] === "default" ? "bridge" : host["NetworkMode"],
    readOnly: host["ReadonlyRootfs"],
    mounts: [...binds(host, directory), ...longMounts(host, directory), ...anonymous(body), ...tmpfs(host)].sort(),
    volumesFrom: host["VolumesFrom"],
    devices: ((host["Devices"] ?? []) as readonly Json[]).map((one) =>
      [one["PathOnHost"], one["PathInContainer"], one["CgroupPermissions"]].join(":"),
    ),
    deviceRules: host["DeviceCgroupRules"],
    gpus: ((host["DeviceRequests"] ?? []) as readonly Json[])
      .filter((one) => one["Driver"] !== "cdi")
      .map(
        (one) => ((one["DeviceIDs"] ?? []) as readonly string[]).join(",") || String(one["Count"]).replace("-1", "all"),
      ),
    memory: host["Memory"],
    swap: host["MemorySwap"],
    cpus: cpusOf(host),
    pids: Number(host["PidsLimit"] ?? 0) > 0 ? host["PidsLimit"] : 0,
    sysctls: host["Sysctls"],
    ulimits: limits.map((one) => `${one["Name"]}=${one["Soft"]}:${one["Hard"]}`).sort(),
    ports: ports(host),
    groups: host["GroupAdd"],
    oomScore: host["OomScoreAdj"],
    oomKillDisabled: host["OomKillDisable"],
  });
}

type Json = { readonly [key: string]: unknown };

function cpusOf(host: Json): number {
  const quota = Number(host["CpuQuota"] ?? 0);
  if (quota > 0) return quota / Number(host["CpuPeriod"] || 100_000);
  return Number(host["NanoCpus"] ?? 0) / 1e9;
}

function placed(source: string, directory: string): string {
  return source.startsWith(directory) ? HERE + source.slice(directory.length) : source;
}

function binds(host: Json, directory: string): readonly string[] {
  return ((host["Binds"] ?? []) as readonly string[]).map((bind) => {
    const [, source = "", target = "", options = ""] = /^((?:[A-Za-z]:)?[^:]*):([^:]*)(?::(.*))?$/.exec(bind) ?? [];
    return [clean(placed(source, directory)), clean(target), options.split(",").includes("ro") ? "ro" : "rw"].join(" ");
  });
}

function longMounts(host: Json, directory: string): readonly string[] {
  // The program itself mounts the socket that it was pointed to, for `--use-api-socket`.
  const asked = ((host["Mounts"] ?? []) as readonly Json[]).filter(
    (one) => one["Source"] !== `${directory}/engine.sock`,
  );
  return asked.map((one) => {
    const source = placed(String(one["Source"] ?? ""), directory);
    return [one["Type"] === "tmpfs" ? "tmpfs" : clean(source), one["Target"], one["ReadOnly"] ? "ro" : "rw"].join(" ");
  });
}

function anonymous(body: Json): readonly string[] {
  return Object.keys((body["Volumes"] ?? {}) as Json).map((target) => ` ${target} rw`);
}

function tmpfs(host: Json): readonly string[] {
  return Object.keys((host["Tmpfs"] ?? {}) as Json).map((target) => `tmpfs ${target} rw`);
}

/** `/a/` is `/a`. */
export function clean(path: string): string {
  return path.length > 1 ? path.replace(/(?<!\/)\/+$/, "") : path;
}

function ports(host: Json): readonly string[] {
  const bindings = (host["PortBindings"] ?? {}) as Readonly<Record<string, readonly Json[]>>;
  return Object.entries(bindings)
    .flatMap(([target, all]) => all.map((one) => `${one["HostIp"] || "0.0.0.0"} ${one["HostPort"]} ${target}`))
    .sort();
}

/** What says nothing is left out: false, zero, nothing. */
export function withoutEmpty(spoken: Spoken): Spoken {
  return Object.fromEntries(Object.entries(spoken).filter(([, value]) => !isEmpty(value)));
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === 0 || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === "object" && Object.keys(value).length === 0;
}
