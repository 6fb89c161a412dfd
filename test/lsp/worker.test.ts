import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { createContext, runInContext } from "node:vm";
import { describe, it } from "mocha";
import {
  createMessageConnection,
  type DataCallback,
  Emitter,
  type Message,
  type MessageReader,
  type MessageWriter,
  type PartialMessageInfo,
} from "vscode-languageserver/node";
import { ROOT } from "../../scripts/build.ts";
import { Client, type ClientOptions, PULLING } from "./lsp-client.ts";

/** What a worker has, and nothing of Node: no `process`, no `require`, no `Buffer`. */
const WORKER_GLOBALS = { setTimeout, clearTimeout, performance, queueMicrotask, URL, TextDecoder, TextEncoder };

const COMPOSE = "memfs:/work/compose.yaml";
const DOCKERFILE = "memfs:/work/Dockerfile";

/** Runs the bundle as a worker's script. What it posts goes to `receive`; the answer posts to it. */
async function startWorker(receive: (message: Message) => void): Promise<(message: Message) => void> {
  const script = await readFile(path.join(ROOT, "dist/server/main.browser.js"), "utf8");
  const scope: Record<string, unknown> = {
    ...WORKER_GLOBALS,
    addEventListener: () => undefined,
    postMessage: (message: Message) => setImmediate(receive, structuredClone(message)),
  };
  scope["self"] = scope;
  runInContext(script, createContext(scope));
  return (data) => {
    const { onmessage } = scope;
    assert.ok(typeof onmessage === "function");
    setImmediate(() => onmessage({ data: structuredClone(data) }));
  };
}

describe("language server in a worker", () => {
  it("opens, reads through the client, sees, and hovers", async () => {
    const files = new Map([[DOCKERFILE, "FROM nginx:1.29\nUSER root\n"]]);
    const options: ClientOptions = { capabilities: PULLING, initializationOptions: { readFile: true }, files };
    const errors = new Emitter<Error>();
    const partial = new Emitter<PartialMessageInfo>();
    const closed = new Emitter<void>();
    let listener: DataCallback = () => undefined;
    const post = await startWorker((message) => listener(message));
    const reader: MessageReader = {
      onError: errors.event,
      onClose: closed.event,
      onPartialMessage: partial.event,
      listen(callback) {
        listener = callback;
        return { dispose: () => undefined };
      },
      dispose: () => undefined,
    };
    const writer: MessageWriter = {
      onError: new Emitter<[Error, Message | undefined, number | undefined]>().event,
      onClose: closed.event,
      write: async (message) => post(message),
      end: () => undefined,
      dispose: () => undefined,
    };
    const client = new Client(createMessageConnection(reader, writer), options);
    await client.initialize(options);
    await client.open(COMPOSE, "services:\n  web:\n    build: .\n    pid: host\n", "dockercompose");
    const items = await client.diagnostics(COMPOSE);
    const found = items.find(({ code }) => code === "host-pid");
    assert.ok(found);
    assert.ok(!JSON.stringify(items).includes("cannot be read"), "the Dockerfile came from the client");
    assert.match(JSON.stringify((await client.hover(COMPOSE, found.range.start))?.contents), /pid_namespaces\(7\)/);
    assert.deepEqual(client.log, []);
  });
});
