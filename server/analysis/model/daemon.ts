import type { Place } from "../text/span.ts";
import type { Listed } from "./container.ts";

/** What a daemon is told by one key, in its file or by a flag. */
export interface DaemonSetting {
  readonly key: string;
  /** Of the key or the flag. */
  readonly keyAt: Place;
  /** Of the whole value, on its first line; of a flag without a value, the flag. */
  readonly at: Place;
  /** A list's items, one item for all else; a member of a mapping is `name=value`. */
  readonly items: readonly Listed<string>[];
}

/** A daemon of Docker's as a file of its settings, or a unit that starts it, makes it. */
export interface Daemon {
  readonly file: string;
  /** How a message calls what is looked at: `daemon.json`, `dockerd`, `docker.socket`. */
  readonly by: string;
  readonly settings: ReadonlyMap<string, DaemonSetting>;
  /** Whether what a client has to show is said in another file, so that nobody knows it here. */
  readonly isPart: boolean;
  /** Who may open the daemon's unix socket, as `SocketMode` says; undefined where nothing does. */
  readonly socketMode?: Listed<string>;
}

/** What a key says that takes one value; undefined where it is not written. */
export function saidOf({ settings }: Daemon, key: string): Listed<string> | undefined {
  return settings.get(key)?.items[0];
}

/** What a switch says; undefined where it is not written. */
export function switchOf(daemon: Daemon, key: string): boolean | undefined {
  const said = saidOf(daemon, key)?.value;
  return said === undefined ? undefined : said === "true";
}

/** The addresses beyond unix sockets that it listens at, each with what a client has to show. */
export function listenersOf(daemon: Daemon): readonly (Listed<string> & { readonly host: string })[] {
  return (daemon.settings.get("hosts")?.items ?? []).flatMap((item) => {
    const tcp = /^(?:tcp:\/\/)?(\[[^\]]*\]|[^/:]*):(\d+)?$/.exec(item.value) ?? /^tcp:\/\/([^/:]*)$/.exec(item.value);
    return tcp === null ? [] : [{ ...item, host: (tcp[1] ?? "").replace(/^\[|\]$/g, "") }];
  });
}

/** What a client has to show: nothing, nothing over an encrypted connection, a certificate, or what another file says. */
export function clientCheckOf(daemon: Daemon): "none" | "encrypted" | "certificate" | "unknown" {
  if (daemon.isPart) return "unknown";
  const verify = switchOf(daemon, "tlsverify");
  if (verify !== undefined) return verify ? "certificate" : "encrypted";
  return switchOf(daemon, "tls") === true ? "certificate" : "none";
}
