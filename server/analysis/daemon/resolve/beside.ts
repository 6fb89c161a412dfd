import { daemonKey } from "../../facts/daemon-keys.ts";
import type { Daemon, DaemonSetting } from "../../model/daemon.ts";
import type { Refusal } from "../../model/refusal.ts";
import { baseName, directoryOf } from "../../text/uri.ts";
import type { DaemonFile } from "../syntax/tree.ts";

/**
 * Where the other half of what a daemon is told may stand: beside the file, and where `/etc` has it, `docker/daemon.json` for units below `systemd/system`.
 * Of drop-ins, which may have any name, `override.conf` is looked for, as `systemctl edit` calls it.
 */
export function filesBeside(uri: string): readonly string[] {
  const directory = directoryOf(uri);
  if (baseName(uri) === "daemon.json") {
    const system = `${directoryOf(directory)}/systemd/system`;
    return [directory, system].flatMap((one) => [`${one}/docker.service.d/override.conf`, `${one}/docker.service`]);
  }
  const units = baseName(directory).endsWith(".d") ? directoryOf(directory) : directory;
  return [`${units}/daemon.json`, `${directoryOf(directoryOf(units))}/docker/daemon.json`];
}

/** What both files tell one daemon, and the keys with which it does not start, since both say them. */
export interface Joined {
  readonly daemon: Daemon;
  readonly refusals: readonly Refusal[];
}

/**
 * A file with what another one tells the same daemon: `daemon.json` with the flags of the unit that starts it, or the other way round. What is in both
 * keeps it from starting, whatever the values are. A unit that names another file with `--config-file` has nothing to do with this one.
 * Source: https://github.com/moby/moby/blob/b985e2313a86/daemon/config/config.go (findConfigurationConflicts)
 */
export function joined(own: DaemonFile, other: DaemonFile | undefined): Joined {
  const { daemon } = own;
  const isPair = other !== undefined && other.source.kind !== own.source.kind;
  if (!isPair || [own, other].some((one) => one.daemon.isPart || namesOther(one))) return { daemon, refusals: [] };
  const both = [...daemon.settings.values()].filter(({ key }) => other.daemon.settings.has(key) && !TWICE.has(key));
  const rest = [...other.daemon.settings].filter(([key]) => !daemon.settings.has(key));
  return {
    daemon: { ...daemon, settings: new Map([...daemon.settings, ...rest]) },
    refusals: both.map((setting) => conflict(setting, daemon, other.daemon)),
  };
}

/** What may be said in both. */
const TWICE: ReadonlySet<string> = new Set(["runtimes"]);

function namesOther({ configFile = DEFAULT_FILE }: DaemonFile): boolean {
  return configFile !== DEFAULT_FILE;
}

const DEFAULT_FILE = "/etc/docker/daemon.json";

function conflict({ key, keyAt }: DaemonSetting, own: Daemon, other: Daemon): Refusal {
  const flag = `--${daemonKey(key)?.flag ?? key}`;
  const [here, there] = own.by === "daemon.json" ? [key, flag] : [flag, key];
  return { at: keyAt, by: "dockerd", because: `${here} is said in ${baseName(other.file)} too, by ${there}` };
}
