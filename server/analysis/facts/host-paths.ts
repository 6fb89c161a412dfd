import { hostPathForm, parentForm } from "./host-path-form.ts";
import { ETC_PATHS, HARMLESS_PATHS, HOME_PATHS, SYSTEM_PATHS } from "./host-path-table.ts";
import { directoryHoldsEngineSocket } from "./sockets.ts";

/** A path of the host that a container gains power by when it is mounted. */
export interface HostPath {
  /** In the spelling of `hostPathForm`: `~` is any user's home directory, `/run` stands for `/var/run` too. */
  readonly path: string;
  /** How bad a read-write mount is. */
  readonly severity: "critical" | "high" | "medium" | "low";
  /** What a read-write mount gives to whoever runs code in the container. */
  readonly readWrite: string;
  /** Whether a read-only mount is as bad; otherwise it is one level better. */
  readonly readOnlyStillDangerous: boolean;
  /** How bad a read-only mount is, where that is more than one level better. */
  readonly readOnlySeverity?: "medium" | "low";
  /** What a read-only mount still gives. */
  readonly readOnly: string;
  /** A read-only mount gives nothing that is worth a word. */
  readonly harmlessReadOnly: boolean;
  /** `subtree` when everything beneath is as dangerous; with `exact`, what lies beneath belongs to somebody's application. */
  readonly match: "exact" | "subtree";
  readonly sources: readonly string[];
}

/** One row of the table: several paths of which the same is true. */
export interface HostPathRow extends Omit<HostPath, "path" | "harmlessReadOnly"> {
  readonly paths: readonly string[];
  readonly harmlessReadOnly?: boolean;
}

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
