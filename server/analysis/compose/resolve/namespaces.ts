import { type Engine, isEngineSince } from "../../facts/engine.ts";
import type { NamespaceName } from "../../facts/namespaces.ts";
import type { Trouble } from "../../model/project.ts";
import type { NamespaceMode } from "../../model/service.ts";
import { byDefault, type Setting } from "../../model/setting.ts";
import type { Block } from "../syntax/block.ts";

export type Namespaces = Readonly<Record<NamespaceName, Setting<NamespaceMode>>>;

/**
 * The namespaces of a service as its own keys say; joins are as written, see `followJoins`.
 * No Compose key leads out of the mount namespace or into another time namespace.
 * Source: https://github.com/moby/moby/blob/master/api/types/container/hostconfig.go
 */
export function namespacesOf(block: Block, engine: Engine): Namespaces {
  const remapped = engine.mode === "rootless" || engine.mode === "userns-remap";
  return {
    pid: mode(block, "pid", "private"),
    net: mode(block, "network_mode", "private"),
    ipc: mode(block, "ipc", "private"),
    uts: mode(block, "uts", "private"),
    user: engine.mode === "rootless" ? byDefault("private", block.at) : users(block, remapped ? "private" : "host"),
    cgroup: mode(block, "cgroup", engine.cgroup === 2 ? "private" : "host"),
    mnt: byDefault("private", block.at),
    time: byDefault(isEngineSince(engine, "29.5") ? "private" : "host", block.at),
  };
}

/** Only `host` changes anything; other words are as good as none. */
function users(block: Block, fallback: NamespaceMode): Setting<NamespaceMode> {
  const written = block.text("userns_mode");
  const chosen = written.state === "unknown" || written.value === "host";
  return chosen ? mode(block, "userns_mode", fallback) : byDefault(fallback, block.at);
}

function mode(block: Block, key: string, fallback: NamespaceMode): Setting<NamespaceMode> {
  return block.scalar<NamespaceMode>([key], fallback, ({ text }) => {
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
  report: (trouble: Trouble) => void,
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
  report: (trouble: Trouble) => void,
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
