import { hostPathForm, parentForm } from "./host-path-form.ts";
import { ETC_PATHS, HARMLESS_PATHS, HOME_PATHS, type HostPath, SYSTEM_PATHS } from "./host-path-table.ts";
import { directoryHoldsEngineSocket } from "./sockets.ts";

export type { HostPath };

/** Every dangerous path by itself. */
export function hostPaths(): Iterable<HostPath> {
  byPath ??= pathIndex();
  return byPath.values();
}

/**
 * What makes mounting this host path dangerous; undefined for a path that is an application's own or is harmless.
 * `path` is an absolute POSIX or Windows path, or starts with `~`, `$HOME` or `$XDG_RUNTIME_DIR`.
 * Public SSH keys are harmless although they lie among private ones.
 * The most specific entry decides: /etc/cron.d/backup is cron's, while /etc/nginx/conf.d is nothing although /etc is.
 */
export function classifyHostPath(path: string): HostPath | undefined {
  byPath ??= pathIndex();
  const form = hostPathForm(path);
  if (form?.startsWith("~/.ssh/") && form.endsWith(".pub")) return undefined;
  for (let key = form; key !== undefined; key = parentForm(key)) {
    const entry = byPath.get(key);
    if (entry && (key === form || entry.match === "subtree")) return entry;
    if (entry || HARMLESS.has(key)) return undefined;
  }
  return undefined;
}

/**
 * Whether the directory surely or usually holds a control socket of an engine: /run and what engines keep beneath it,
 * and / and /var, through which /run is reached.
 */
export function holdsControlSocket(directory: string): boolean {
  const form = hostPathForm(directory);
  return form === "/" || form === "/var" || directoryHoldsEngineSocket(directory) !== undefined;
}

const HARMLESS: ReadonlySet<string> = new Set(HARMLESS_PATHS);

let byPath: ReadonlyMap<string, HostPath> | undefined;

function pathIndex(): ReadonlyMap<string, HostPath> {
  const index = new Map<string, HostPath>();
  for (const { paths, ...row } of [...SYSTEM_PATHS, ...ETC_PATHS, ...HOME_PATHS]) {
    for (const path of paths) index.set(path, { harmlessReadOnly: false, ...row, path });
  }
  return index;
}
