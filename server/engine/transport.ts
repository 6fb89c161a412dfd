import http from "node:http";
import https from "node:https";
import type { Duplex } from "node:stream";
import { codeOf } from "../disk/system-error.ts";
import { type Address, addressText } from "./address.ts";
import { EngineFailure } from "./failure.ts";
import { sshStream } from "./ssh.ts";

/** How long a call may take, and what ends it before. */
export interface Limits {
  /** Ends the call, whatever it waits for. */
  readonly signal?: AbortSignal | undefined;
  /** In milliseconds: for an answer of data until its end, for a stream until it begins. */
  readonly within?: number | undefined;
}

/** One request. */
export interface Call extends Limits {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** With a leading slash, its parts escaped. */
  readonly path: string;
  /** What is undefined is left out. */
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  /** Data that is sent as JSON. */
  readonly json?: unknown;
  /** A tar that is sent. */
  readonly tar?: Uint8Array;
}

/** An answer that has begun: an iterable of bytes that throws `EngineFailure`. Whoever stops reading closes the connection. */
export interface Opened {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: AsyncIterable<Uint8Array>;
}

/** In milliseconds, where a call says nothing: an engine that is busy answers late. */
const PATIENCE = 60_000;
/** In bytes: the largest answer of data. A container's description is some ten kilobytes; a list of all may be long. */
const LARGEST_ANSWER = 64 * 1024 * 1024;
/** In UTF-16 code units: how much of an engine's message is shown. */
const LONGEST_MESSAGE = 500;

/** HTTP with an engine. Every method throws `EngineFailure`, and nothing else. */
export class Transport {
  readonly #address: Address;
  readonly #agent: http.Agent;

  /** `tree` is the directory of the project, of which no program is started. */
  constructor(address: Address, tree: string) {
    this.#address = address;
    this.#agent = agentFor(address, tree);
  }

  /** Sends a request and waits for its answer to begin. An answer that is an error is thrown with the engine's message. */
  async open({ within = PATIENCE, ...call }: Call): Promise<Opened> {
    const limit = new Limit(within, call.signal);
    try {
      const response = await this.#send(call, limit);
      limit.endTime();
      return { ...(await accepted(response, limit)), body: pieces(response, limit) };
    } catch (error) {
      limit.end();
      throw error;
    }
  }

  /** Sends a request and reads the whole answer as JSON; undefined where it is empty. */
  async ask({ within = PATIENCE, ...call }: Call): Promise<unknown> {
    const limit = new Limit(within, call.signal);
    try {
      const response = await this.#send(call, limit);
      await accepted(response, limit);
      const text = await textOf(pieces(response, limit), LARGEST_ANSWER);
      return text.trim() === "" ? undefined : parsed(text);
    } finally {
      limit.end();
    }
  }

  /** Sends a request of which only the success matters, and returns the answer's status: 204, or 304 where nothing was to be done. */
  async tell({ within = PATIENCE, ...call }: Call): Promise<number> {
    const limit = new Limit(within, call.signal);
    try {
      const response = await this.#send(call, limit);
      await accepted(response, limit);
      await textOf(pieces(response, limit), LARGEST_ANSWER);
      return response.statusCode ?? 0;
    } finally {
      limit.end();
    }
  }

  /** Closes what connections are left. */
  close(): void {
    this.#agent.destroy();
  }

  #send({ method, path, query, json, tar }: Call, limit: Limit): Promise<http.IncomingMessage> {
    const body = tar ?? (json === undefined ? undefined : Buffer.from(JSON.stringify(json)));
    const type = tar === undefined ? "application/json" : "application/x-tar";
    const options: https.RequestOptions = {
      ...endpointOf(this.#address),
      agent: this.#agent,
      method,
      path: `${path}${queryOf(query)}`,
      headers: {
        Host: "docker",
        "User-Agent": "bulkhead",
        ...(body !== undefined && { "Content-Type": type }),
        ...(method !== "GET" && { "Content-Length": body?.length ?? 0 }),
      },
    };
    const isSecured = this.#address.by === "tcp" && this.#address.tls !== undefined;
    return new Promise((resolve, reject) => {
      const failed = (error: unknown): void => reject(limit.why() ?? this.#failureOf(error));
      if (limit.why() !== undefined) return failed(undefined);
      try {
        const request = (isSecured ? https : http).request(options, resolve);
        request.on("error", failed);
        limit.onEnd((why) => request.destroy(why));
        request.end(body);
      } catch (error) {
        failed(error);
      }
    });
  }

  #failureOf(error: unknown): EngineFailure {
    if (error instanceof EngineFailure) return error;
    const where = addressText(this.#address);
    const code = codeOf(error);
    if (code === "ENOENT" || code === "ECONNREFUSED")
      return new EngineFailure("absent", `no container engine answers at ${where}`);
    if (code === "EACCES" || code === "EPERM")
      return new EngineFailure("forbidden", `this user may not talk to the engine at ${where}: permission denied`);
    if (/CERT|SSL|TLS/.test(code))
      return new EngineFailure("forbidden", `no trusted connection to the engine at ${where}: ${code}`);
    if (/^E(?:NOTFOUND|AI_AGAIN|HOSTUNREACH|NETUNREACH|TIMEDOUT)$/.test(code))
      return new EngineFailure("absent", `no container engine can be reached at ${where}: ${code}`);
    return new EngineFailure(
      "broken",
      `the connection to the engine at ${where} broke${code === "" ? "" : `: ${code}`}`,
    );
  }
}

/** The time limit and the signal of one call. */
class Limit {
  readonly #signal: AbortSignal | undefined;
  readonly #timer: NodeJS.Timeout;
  readonly #aborted = (): void => this.#stop(new EngineFailure("aborted", "cancelled"));
  #why: EngineFailure | undefined;
  #end: ((why: EngineFailure) => void) | undefined;

  constructor(within: number, signal: AbortSignal | undefined) {
    this.#signal = signal;
    const seconds = Math.round(within / 1000);
    const late = `the engine gave no answer within ${seconds === 1 ? "a second" : `${seconds} seconds`}`;
    this.#timer = setTimeout(() => this.#stop(new EngineFailure("late", late)), within);
    if (signal?.aborted === true) this.#aborted();
    else signal?.addEventListener("abort", this.#aborted);
  }

  #stop(why: EngineFailure): void {
    this.#why ??= why;
    this.#end?.(this.#why);
  }

  /** What ended the call; undefined as long as nothing did. */
  why(): EngineFailure | undefined {
    return this.#why;
  }

  /** What ends the connection, in the place of what did before. */
  onEnd(end: (why: EngineFailure) => void): void {
    this.#end = end;
  }

  /** From here on only the signal ends the call. */
  endTime(): void {
    clearTimeout(this.#timer);
  }

  /** The call is over. */
  end(): void {
    clearTimeout(this.#timer);
    this.#signal?.removeEventListener("abort", this.#aborted);
  }
}

async function accepted(response: http.IncomingMessage, limit: Limit): Promise<Omit<Opened, "body">> {
  limit.onEnd((why) => response.destroy(why));
  const { statusCode: status = 0, headers } = response;
  if ((status >= 200 && status < 300) || status === 304) return { status, headers };
  const text = await textOf(pieces(response, limit), LARGEST_ANSWER).catch(() => "");
  throw new EngineFailure("refused", messageOf(text) ?? `the engine answered with status ${status}`, status);
}

async function* pieces(response: http.IncomingMessage, limit: Limit): AsyncGenerator<Uint8Array> {
  try {
    for await (const piece of response) yield piece;
  } catch {
    throw limit.why() ?? new EngineFailure("broken", "the engine ended the connection in the middle of an answer");
  } finally {
    limit.end();
    response.destroy();
  }
}

async function textOf(pieces: AsyncIterable<Uint8Array>, most: number): Promise<string> {
  const held: Uint8Array[] = [];
  let size = 0;
  for await (const piece of pieces) {
    size += piece.length;
    if (size > most) throw new EngineFailure("broken", "the engine's answer is too long");
    held.push(piece);
  }
  return Buffer.concat(held).toString("utf8");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new EngineFailure("broken", "the engine's answer is not JSON");
  }
}

/** The message of an engine's error; undefined where there is none. Docker and Podman both have it as `message`. */
function messageOf(text: string): string | undefined {
  try {
    const { message } = JSON.parse(text) as { readonly message?: unknown };
    if (typeof message !== "string" || message === "") return undefined;
    return message.length > LONGEST_MESSAGE ? `${message.slice(0, LONGEST_MESSAGE)}…` : message;
  } catch {
    return undefined;
  }
}

function queryOf(query: Call["query"] = {}): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as [string, string]],
  );
  return pairs.length === 0 ? "" : `?${new URLSearchParams(pairs)}`;
}

function endpointOf(address: Address): https.RequestOptions {
  switch (address.by) {
    case "unix":
    case "npipe":
      return { socketPath: address.path };
    case "tcp": {
      const { host, port, tls } = address;
      if (tls === undefined) return { host, port };
      const certificates = Object.entries(tls).map(([name, bytes]) => [name, Buffer.from(bytes)]);
      return { host, port, rejectUnauthorized: true, ...Object.fromEntries(certificates) };
    }
    case "ssh":
      return { host: address.host };
  }
}

/** A connection is used again only where making one takes long. */
function agentFor(address: Address, tree: string): http.Agent {
  if (address.by === "ssh") return new SshAgent(() => sshStream(address, tree));
  return address.by === "tcp" && address.tls !== undefined ? new https.Agent({ keepAlive: true }) : new http.Agent();
}

/** Keeps streams that are no sockets. */
class SshAgent extends http.Agent {
  readonly #connect: () => Duplex;

  constructor(connect: () => Duplex) {
    super({ keepAlive: true });
    this.#connect = connect;
  }

  override createConnection(): Duplex {
    return this.#connect();
  }

  override keepSocketAlive(): boolean {
    return true;
  }

  override reuseSocket(): void {}
}
