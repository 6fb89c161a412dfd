import { EngineFailure } from "./failure.ts";

/** Where an engine listens. */
export type Address =
  | { readonly by: "unix"; readonly path: string }
  | { readonly by: "npipe"; readonly path: string }
  | { readonly by: "tcp"; readonly host: string; readonly port: number; readonly tls?: Certificates }
  | {
      readonly by: "ssh";
      readonly host: string;
      readonly user?: string;
      readonly port?: number;
      /** The engine's socket on that machine; left out for the one that its own `docker` takes. */
      readonly socket?: string;
    };

/** What TLS is spoken with, as PEM. Without `ca`, those of the system vouch for the engine. */
export interface Certificates {
  readonly ca?: Uint8Array;
  readonly cert?: Uint8Array;
  readonly key?: Uint8Array;
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/i;
/** A host or a user on an ssh command line: nothing in it is taken for an option or by a shell. */
const SSH_WORD = /^[A-Za-z0-9_][\w.-]*$/;
const SSH_HOST = /^(?:[A-Za-z0-9_][\w.-]*|[0-9a-f:]+)$/i;

/**
 * Reads the text of `DOCKER_HOST` or of a context. `tls` are the certificates to speak TLS with, if it is wanted.
 * Throws `EngineFailure` (`unsupported`) for what Bulkhead does not connect to: plain TCP to another machine, passwords in the address, other schemes.
 * Source: https://docs.docker.com/engine/security/protect-access/, docker/cli `opts/hosts.go` for the default ports
 */
export function readAddress(text: string, tls?: Certificates): Address {
  const [, scheme = "", rest = ""] = /^([a-z]+):\/\/(.*)$/s.exec(text) ?? [];
  switch (scheme) {
    case "unix":
      if (!rest.startsWith("/")) throw unsupported(`${text} is no absolute path of a socket`);
      return { by: "unix", path: rest };
    case "npipe":
      return npipeAddress(rest.replaceAll("/", "\\"));
    case "tcp":
    case "http":
    case "https":
      return tcpAddress(rest, scheme === "https" ? (tls ?? {}) : tls);
    case "ssh":
      return sshAddress(rest);
    default:
      throw unsupported("the engine's address is none of unix://, npipe://, tcp:// and ssh://");
  }
}

/** A pipe of another machine would be given this user's name and password hash. */
function npipeAddress(path: string): Address {
  if (!/^\\\\\.\\pipe\\[\w.-]+$/.test(path)) throw unsupported("the engine's address is no named pipe of this machine");
  return { by: "npipe", path };
}

function tcpAddress(rest: string, tls: Certificates | undefined): Address {
  const url = urlOf(`tcp://${rest}`);
  const host = unbracketed(url.hostname) || "localhost";
  if (url.username !== "" || url.password !== "")
    throw unsupported("the engine's address holds a user name or a password");
  if (url.pathname !== "" && url.pathname !== "/") throw unsupported("the engine's address holds a path");
  const port = url.port === "" ? (tls === undefined ? 2375 : 2376) : Number(url.port);
  if (tls !== undefined) return { by: "tcp", host, port, tls };
  if (!LOOPBACK.test(host))
    throw unsupported(`${host} is another machine and would be spoken to without TLS; use TLS or ssh://`);
  return { by: "tcp", host, port };
}

function sshAddress(rest: string): Address {
  const url = urlOf(`ssh://${rest}`);
  if (url.password !== "") throw unsupported("the engine's address holds a password");
  if (url.search !== "" || url.hash !== "") throw unsupported("the engine's address holds a query");
  const host = unbracketed(url.hostname);
  const user = decoded(url.username);
  const socket = decoded(url.pathname);
  if (!SSH_HOST.test(host) || (user !== "" && !SSH_WORD.test(user)))
    throw unsupported("the host or the user of the engine's ssh:// address is not one that ssh takes");
  // The path becomes a word of a command that the shell of the other machine reads.
  if (!/^[\w./-]*$/.test(socket)) throw unsupported("the path of the engine's ssh:// address holds unusual characters");
  return {
    by: "ssh",
    host,
    ...(user !== "" && { user }),
    ...(url.port !== "" && { port: Number(url.port) }),
    ...(socket.length > 1 && { socket }),
  };
}

function urlOf(text: string): URL {
  try {
    return new URL(text);
  } catch {
    throw unsupported("the engine's address cannot be read");
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw unsupported("the engine's address cannot be read");
  }
}

function unbracketed(host: string): string {
  return host.replace(/^\[(.*)\]$/, "$1");
}

function unsupported(message: string): EngineFailure {
  return new EngineFailure("unsupported", message);
}

/** The address as users write it, without any secret. */
export function addressText(address: Address): string {
  switch (address.by) {
    case "unix":
      return `unix://${address.path}`;
    case "npipe":
      return `npipe://${address.path.replaceAll("\\", "/")}`;
    case "tcp":
      return `tcp://${bracketed(address.host)}:${address.port}`;
    case "ssh": {
      const { user, host, port, socket = "" } = address;
      return `ssh://${user === undefined ? "" : `${user}@`}${bracketed(host)}${port === undefined ? "" : `:${port}`}${socket}`;
    }
  }
}

function bracketed(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}

/** Whether the address is one of this machine. Behind a port of this machine there may be a tunnel; nobody can tell. */
export function isHere(address: Address): boolean {
  return address.by === "unix" || address.by === "npipe" || (address.by === "tcp" && LOOPBACK.test(address.host));
}
