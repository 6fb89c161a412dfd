import { type Engine, isEngineSince } from "../../facts/engine.ts";
import type { NamespaceName } from "../../facts/namespaces.ts";
import type { NamespaceMode } from "../../model/container.ts";
import type { InputError } from "../../model/project.ts";
import { byDefault, type Setting } from "../../model/setting.ts";
import type { ServiceReader } from "../syntax/service-reader.ts";

export type Namespaces = Readonly<Record<NamespaceName, Setting<NamespaceMode>>>;

/**
 * The namespaces of a service as its own keys say; joins are as written, see `followJoins`.
 * No Compose key leads out of the mount namespace or into another time namespace.
 * Source: https://github.com/moby/moby/blob/master/api/types/container/hostconfig.go
 */
export function namespacesOf(reader: ServiceReader, engine: Engine): Namespaces {
  const remapped = engine.mode === "rootless" || engine.mode === "userns-remap";
  return {
    pid: mode(reader, "pid", "private"),
    net: mode(reader, "network_mode", "private"),
    ipc: mode(reader, "ipc", "private"),
    uts: mode(reader, "uts", "private"),
    user: engine.mode === "rootless" ? byDefault("private", reader.at) : users(reader, remapped ? "private" : "host"),
    cgroup: mode(reader, "cgroup", engine.cgroup === 2 ? "private" : "host"),
    mnt: byDefault("private", reader.at),
    time: byDefault(isEngineSince(engine, "29.5") ? "private" : "host", reader.at),
  };
}

/** Only `host` changes anything; other words are as good as none. */
function users(reader: ServiceReader, fallback: NamespaceMode): Setting<NamespaceMode> {
  const written = reader.text("userns_mode");
  const chosen = written.state === "unknown" || written.value === "host";
  return chosen ? mode(reader, "userns_mode", fallback) : byDefault(fallback, reader.at);
}

function mode(reader: ServiceReader, key: string, fallback: NamespaceMode): Setting<NamespaceMode> {
  return reader.scalar<NamespaceMode>([key], fallback, ({ text }) => {
    if (text === "host") return "host";
    if (/^(?:service|container):./.test(text)) return text as NamespaceMode;
    return text === "" ? fallback : "private";
  });
}

const JOINABLE = ["pid", "net", "ipc"] as const;

/**
 * Follows `service:x` joins through the project. What ends on the host is on the host, whatever stands in between; a circle is reported and cannot
 * start, so its namespaces stay as written.
 */
export function followJoins(
  services: ReadonlyMap<string, Namespaces>,
  report: (inputError: InputError) => void,
): ReadonlyMap<string, Namespaces> {
  const followed = new Map<string, Namespaces>();
  for (const [name, own] of services) {
    const joined = { ...own };
    for (const kind of JOINABLE) joined[kind] = follow(name, own[kind], kind, services, report);
    followed.set(name, joined);
  }
  return followed;
}

function follow(
  name: string,
  own: Setting<NamespaceMode>,
  kind: (typeof JOINABLE)[number],
  services: ReadonlyMap<string, Namespaces>,
  report: (inputError: InputError) => void,
): Setting<NamespaceMode> {
  if (own.state === "unknown" || !own.value.startsWith("service:")) return own;
  const seen = new Set([name]);
  let current: Setting<NamespaceMode> = own;
  for (;;) {
    if (current.state === "unknown") return { ...current, origin: own.origin, at: own.at };
    if (!current.value.startsWith("service:")) break;
    const target = current.value.slice("service:".length);
    if (seen.has(target)) {
      report({ at: own.at, message: `service "${name}" joins its own ${kind} namespace in a circle` });
      return own;
    }
    seen.add(target);
    const next: Setting<NamespaceMode> | undefined = services.get(target)?.[kind];
    if (next === undefined) {
      if (current === own)
        report({ at: own.at, message: `there is no service "${target}" whose ${kind} namespace could be joined` });
      return own;
    }
    current = next;
  }
  return current.value === "host" ? { ...own, value: "host" } : own;
}
