import { hostPathForm } from "../facts/host-path-form.ts";
import { classifyHostPath, type HostPath } from "../facts/host-paths.ts";
import { type ControlSocket, controlSocket, directoryHoldsEngineSocket } from "../facts/sockets.ts";
import type { Container } from "../model/container.ts";
import type { Level } from "../model/level.ts";
import { below, levelOfSeverity } from "../model/level.ts";
import type { Mount } from "../model/mount.ts";

/** A mount of something that stands on the host. `path` is the host's path or pipe. */
export interface HostMount {
  readonly mount: Mount;
  readonly path: string;
  /** How the file or, for a variable, the environment names it. */
  readonly shown: string;
}

/**
 * What a container mounts from the host through its own list of volumes. What `volumes_from` brings in and the socket of
 * `use_api_socket` have rules of their own.
 */
export function* hostMounts(service: Container): Generator<HostMount> {
  for (const mount of service.mounts) {
    if (mount.from === "volumes" || mount.from === undefined) yield* hostMount(mount);
  }
}

/**
 * The same with the files of secrets and configs, which are bind mounts: what gives a host away does so under any key. A file of the user's own home
 * that is named as a secret is meant to be given.
 */
export function* openedPaths(service: Container): Generator<HostMount> {
  yield* hostMounts(service);
  for (const mount of service.mounts) {
    if (mount.from === "secrets" || mount.from === "configs") yield* hostMount(mount);
  }
}

/** The mount where its source is a path of the host that is known. */
export function* hostMount(mount: Mount): Generator<HostMount> {
  const { type, source, sourceText } = mount;
  if ((type !== "bind" && type !== "npipe") || source.state === "unknown" || source.value === null) return;
  yield { mount, path: source.value, shown: /^[/~\\]|^[A-Za-z]:/.test(sourceText) ? sourceText : source.value };
}

/** An engine's socket that a mount brings in: itself, or in a directory that holds it. */
export interface MountedSocket {
  readonly socket: ControlSocket;
  /** The socket's path where the mount is a directory. */
  readonly within?: string;
}

export function engineSocketOf(path: string): MountedSocket | undefined {
  const itself = controlSocket(path);
  if (itself) return itself.kind === "engine" ? { socket: itself } : undefined;
  const within = directoryHoldsEngineSocket(path);
  const socket = within === undefined ? undefined : controlSocket(within);
  return within !== undefined && socket ? { socket, within } : undefined;
}

/** The facts about a mounted path and how grave this mount of it is; undefined for one that is an application's own or harmless. */
export function hostPathOf({
  mount,
  path,
}: HostMount): { readonly facts: HostPath; readonly level: Level } | undefined {
  const facts = classifyHostPath(path);
  const level = facts && levelOfSeverity(facts.severity);
  if (!facts || !level || (mount.readOnly && facts.harmlessReadOnly)) return undefined;
  if (mount.from === "secrets" && facts.path.startsWith("~")) return { facts, level: below(level) };
  if (!mount.readOnly || facts.readOnlyStillDangerous) return { facts, level };
  const { readOnlySeverity } = facts;
  return { facts, level: (readOnlySeverity && levelOfSeverity(readOnlySeverity)) ?? below(level) };
}

/** What tells two mounts of one container apart: the source in the one spelling that the tables know. */
export function mountEvidence(path: string): string {
  return hostPathForm(path) ?? path;
}
