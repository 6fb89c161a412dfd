import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import path from "node:path";
import { readRegularFile } from "../disk/read-file.ts";
import { type Address, addressText, type Certificates, isHere, readAddress } from "./address.ts";
import { EngineFailure } from "./failure.ts";

/** An engine's address with what named it. */
export interface Found {
  readonly address: Address;
  /** The address and what named it, as `unix:///var/run/docker.sock (the default)`. */
  readonly said: string;
  /** Whether the engine is on this machine. */
  readonly isHere: boolean;
}

/** What of the user's surroundings decides which engine is asked. Nothing of a project does. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly platform: NodeJS.Platform;
}

/** What the command line or the editor's settings name. */
export interface Asked {
  /** As `DOCKER_HOST`. */
  readonly host?: string;
  readonly context?: string;
}

/** In bytes: contexts, configuration and certificates are a few kilobytes. */
const LARGEST = 1024 * 1024;

/**
 * Finds the engine as the Docker CLI does: the context or the host that was asked for, `DOCKER_HOST`, `DOCKER_CONTEXT`, the current context of the
 * configuration, the default. Where nothing names one and the default socket is not there, the sockets of rootless Docker, Docker Desktop and Podman are
 * looked for, in this order. Of the configuration only `currentContext` is looked at. Throws `EngineFailure` for one that cannot be taken.
 * Source: docker/cli `cli/command/cli.go` (resolveContextName), `cli/context/store`
 */
export function findAddress(asked: Asked, surroundings: Surroundings): Found {
  const { environment } = surroundings;
  if (asked.context !== undefined) return contextAddress(asked.context, "--context", surroundings);
  if (asked.host !== undefined) return hostAddress(asked.host, "--host", surroundings);
  const host = environment["DOCKER_HOST"] ?? "";
  if (host !== "") return hostAddress(host, "DOCKER_HOST", surroundings);
  const context = environment["DOCKER_CONTEXT"] ?? "";
  if (context !== "") return contextAddress(context, "DOCKER_CONTEXT", surroundings);
  const current = currentContext(surroundings);
  if (current !== undefined) return contextAddress(current, "the current context", surroundings);
  return defaultAddress(surroundings);
}

function found(address: Address, from: string): Found {
  return { address, said: `${addressText(address)} (${from})`, isHere: isHere(address) };
}

function hostAddress(text: string, from: string, surroundings: Surroundings): Found {
  // A port without a scheme is TCP's, and a path a socket's.
  const host = text.includes("://") ? text : text.startsWith("/") ? `unix://${text}` : `tcp://${text}`;
  const isTcp = /^(?:tcp|https?):/.test(host);
  return found(readAddress(host, isTcp ? environmentTls(surroundings) : undefined), from);
}

function environmentTls({ environment, home }: Surroundings): Certificates | undefined {
  if ((environment["DOCKER_TLS_VERIFY"] ?? "") === "") {
    if ((environment["DOCKER_TLS"] ?? "") === "") return undefined;
    throw new EngineFailure(
      "unsupported",
      "DOCKER_TLS without DOCKER_TLS_VERIFY takes any certificate for the engine's",
    );
  }
  return certificatesIn(environment["DOCKER_CERT_PATH"] || configuration({ environment, home }));
}

function configuration({ environment, home }: Pick<Surroundings, "environment" | "home">): string {
  return environment["DOCKER_CONFIG"] || path.join(home, ".docker");
}

function certificatesIn(directory: string): Certificates {
  const [ca, cert, key] = ["ca.pem", "cert.pem", "key.pem"].map((name) => {
    const file = readRegularFile(path.join(directory, name), LARGEST);
    if (file.is === "read") return file.bytes;
    if (file.is === "missing") return undefined;
    throw new EngineFailure("unsupported", `${path.join(directory, name)} ${file.why}`);
  });
  return { ...(ca !== undefined && { ca }), ...(cert !== undefined && { cert }), ...(key !== undefined && { key }) };
}

function currentContext(surroundings: Surroundings): string | undefined {
  const file = path.join(configuration(surroundings), "config.json");
  const read = readRegularFile(file, LARGEST);
  if (read.is === "missing") return undefined;
  if (read.is !== "read") throw new EngineFailure("unsupported", `${file} ${read.why}`);
  const name = fieldOf(jsonOf(read.text, file), "currentContext");
  return typeof name === "string" && name !== "" ? name : undefined;
}

function contextAddress(name: string, from: string, surroundings: Surroundings): Found {
  if (name === "default") return defaultAddress(surroundings);
  const id = createHash("sha256").update(name).digest("hex");
  const directory = path.join(configuration(surroundings), "contexts");
  const file = path.join(directory, "meta", id, "meta.json");
  const read = readRegularFile(file, LARGEST);
  if (read.is !== "read")
    throw new EngineFailure("unsupported", `the context "${name}" (${from}) cannot be read: ${file} ${read.why}`);
  const endpoint = fieldOf(fieldOf(jsonOf(read.text, file), "Endpoints"), "docker");
  const host = fieldOf(endpoint, "Host");
  if (fieldOf(endpoint, "SkipTLSVerify") === true)
    throw new EngineFailure("unsupported", `the context "${name}" takes any certificate for the engine's`);
  const said = from === "the current context" ? `context "${name}"` : `context "${name}" of ${from}`;
  if (typeof host !== "string" || host === "") {
    const { address } = defaultAddress(surroundings);
    return found(address, said);
  }
  const tls = certificatesIn(path.join(directory, "tls", id, "docker"));
  const isSecured = Object.keys(tls).length > 0;
  return found(readAddress(host, isSecured && /^(?:tcp|https?):/.test(host) ? tls : undefined), said);
}

/** Where nothing names an engine. */
function defaultAddress({ environment, home, platform }: Surroundings): Found {
  if (platform === "win32") return found(readAddress("npipe:////./pipe/docker_engine"), "the default");
  const usual = "/var/run/docker.sock";
  const runtime = environment["XDG_RUNTIME_DIR"] ?? "";
  const others = [
    ...(runtime.startsWith("/") ? [[path.posix.join(runtime, "docker.sock"), "rootless Docker"]] : []),
    [path.posix.join(home, ".docker/run/docker.sock"), "Docker Desktop"],
    [path.posix.join(home, ".docker/desktop/docker.sock"), "Docker Desktop"],
    ...(runtime.startsWith("/") ? [[path.posix.join(runtime, "podman/podman.sock"), "Podman"]] : []),
    ["/run/podman/podman.sock", "Podman"],
  ] as const;
  const other = existsSync(usual) ? undefined : others.find(([socket = ""]) => existsSync(socket));
  const [socket = usual, from = "the default"] = other ?? [];
  return found({ by: "unix", path: socket }, from);
}

function jsonOf(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, which may hold passwords of registries.
    throw new EngineFailure("unsupported", `${file} is not JSON`);
  }
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined;
}
