import { mkdtemp, rm } from "node:fs/promises";
import http from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";

/** A request as the fake engine got it. */
export interface Asked {
  readonly method: string;
  /** Without the version in front. */
  readonly path: string;
  readonly version: string | undefined;
  readonly query: URLSearchParams;
  readonly body: Buffer;
}

/** What it answers: data as JSON, bytes as they are, or whatever is done with the response. */
export type Answer =
  | { readonly status?: number; readonly json: unknown }
  | { readonly status?: number; readonly bytes: Uint8Array }
  | { readonly status: number }
  | ((response: http.ServerResponse) => void);

/** A server that answers as an engine would, and keeps what it was asked. */
export interface FakeEngine {
  readonly asked: Asked[];
  /** A unix socket. */
  readonly socket: string;
  close(): Promise<void>;
}

const PING = { "Api-Version": "1.51", Ostype: "linux" };

/** Starts a fake engine on a unix socket, or on `tcp`, a port of this machine that `socket` then names. `answers` is asked for everything but `/_ping` and `/version`. */
export async function fakeEngine(
  answers: (asked: Asked) => Answer | undefined,
  {
    ping = PING,
    version = { Version: "28.5.2", MinAPIVersion: "1.24" },
    tcp = false,
  }: { readonly ping?: http.OutgoingHttpHeaders; readonly version?: unknown; readonly tcp?: boolean } = {},
): Promise<FakeEngine> {
  const directory = await mkdtemp(path.join(os.tmpdir(), "bulkhead-fake-"));
  const asked: Asked[] = [];
  const server = http.createServer((request, response) => {
    const pieces: Uint8Array[] = [];
    request.on("data", (piece: Uint8Array) => pieces.push(piece));
    request.on("end", () => {
      const url = new URL(request.url ?? "/", "http://docker");
      const [, api, rest] = /^\/v(\d+\.\d+)(\/.*)$/.exec(url.pathname) ?? [];
      const one: Asked = {
        method: request.method ?? "",
        path: decodeURIComponent(rest ?? url.pathname),
        version: api,
        query: url.searchParams,
        body: Buffer.concat(pieces),
      };
      asked.push(one);
      if (one.path === "/_ping") return void response.writeHead(200, ping).end("OK");
      answer(response, one.path === "/version" ? { json: version } : (answers(one) ?? { status: 404 }));
    });
  });
  const socket = path.join(directory, "engine.sock");
  await new Promise<void>((resolve) => {
    if (tcp) server.listen(0, "127.0.0.1", resolve);
    else server.listen(socket, resolve);
  });
  return {
    asked,
    socket: tcp ? `127.0.0.1:${(server.address() as AddressInfo).port}` : socket,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function answer(response: http.ServerResponse, given: Answer): void {
  if (typeof given === "function") {
    given(response);
    return;
  }
  const { status = 200 } = given;
  if ("bytes" in given) response.writeHead(status).end(given.bytes);
  else if ("json" in given)
    response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(given.json));
  else if (status === 404) response.writeHead(404).end(JSON.stringify({ message: "page not found" }));
  else response.writeHead(status).end();
}
