import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import {
  CancellationTokenSource,
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import type { FuzzedFile } from "./texts.ts";

/** One thing that a client does. `file` is one of a few URIs; `cancelled` sends a cancellation right behind the request. */
export type Step =
  | { readonly do: "open"; readonly file: string; readonly text: string }
  | { readonly do: "change"; readonly file: string; readonly version: number; readonly change: unknown }
  | { readonly do: "close" | "save"; readonly file: string }
  | { readonly do: "ask"; readonly method: string; readonly params: unknown; readonly cancelled: boolean }
  | { readonly do: "tell"; readonly method: string; readonly params: unknown };

/** Milliseconds that the server may take for one answer; it is asked many things at once. */
const PATIENCE = 30_000;
const FOLDER = "file:///fuzz";
const FILES = ["compose.yaml", "compose.override.yaml", "Dockerfile", ".bulkhead.yaml", "notes.txt"];
const PROBE = `${FOLDER}/probe/compose.yaml`;
const PROBE_TEXT = "services:\n  web:\n    image: nginx:1.29\n    pid: host\n";

const REQUESTS = [
  "diagnostic",
  "hover",
  "completion",
  "codeAction",
  "codeLens",
  "documentLink",
  "inlayHint",
  "semanticTokens/full",
  "semanticTokens/range",
];
const ODD_REQUESTS = [
  "textDocument/rename",
  "workspace/executeCommand",
  "bulkhead/findings",
  "initialize",
  "$/unknown",
  "a/b",
];
const NOTIFICATIONS = [
  "initialized",
  "$/cancelRequest",
  "$/setTrace",
  "workspace/didChangeConfiguration",
  "workspace/didChangeWatchedFiles",
  "workspace/didChangeWorkspaceFolders",
  "textDocument/willSave",
  "a/b",
];

/** What a client may do in whatever order: open, type, ask, cancel, close, and send what no server knows. */
export function traffic(files: fc.Arbitrary<FuzzedFile>): fc.Arbitrary<readonly Step[]> {
  const file = fc.constantFrom(...FILES).map((name) => `${FOLDER}/${name}`);
  const number = fc.oneof(fc.nat({ max: 40 }), fc.constantFrom(-1, 1.5, 2 ** 31, Number.MAX_SAFE_INTEGER));
  const position = fc.record({ line: number, character: number });
  const range = fc.record({ start: position, end: position });
  const change = fc.oneof(
    fc.record({ range, text: fc.string({ maxLength: 20 }) }),
    fc.record({ text: files.map(({ text }) => text) }),
  );
  const params = file.chain((uri) =>
    fc.record({ textDocument: fc.constant({ uri }), position, range, context: fc.constant({ diagnostics: [] }) }),
  );
  const junk = fc.oneof(
    fc.constantFrom<unknown>(null, [], {}, { textDocument: null }, { changes: 1 }, { id: 1 }),
    fc.jsonValue({ maxDepth: 2 }),
  );
  const known = fc.constantFrom(...REQUESTS).map((name) => `textDocument/${name}`);
  const step: fc.Arbitrary<Step> = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ do: fc.constant("open" as const), file, text: files.map(({ text }) => text) }),
    },
    { weight: 6, arbitrary: fc.record({ do: fc.constant("change" as const), file, version: fc.integer(), change }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("close" as const, "save" as const), file }) },
    {
      weight: 8,
      arbitrary: fc.record({ do: fc.constant("ask" as const), method: known, params, cancelled: fc.boolean() }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant("ask" as const),
        method: fc.oneof(known, fc.constantFrom(...ODD_REQUESTS)),
        params: junk,
        cancelled: fc.boolean(),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant("tell" as const),
        method: fc.constantFrom(...NOTIFICATIONS),
        params: junk,
      }),
    },
  );
  return fc.array(step, { minLength: 1, maxLength: 30, size: "max" });
}

/** A server over stdio that is fuzzed, one run of steps after the other. */
export class FuzzedServer {
  readonly #process: ChildProcess;
  readonly #connection: MessageConnection;

  private constructor(process: ChildProcess, connection: MessageConnection) {
    this.#process = process;
    this.#connection = connection;
  }

  static async start(program: string): Promise<FuzzedServer> {
    const child = spawn(process.execPath, [program, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
    const connection = createMessageConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    connection.onRequest("workspace/configuration", ({ items }: { items: unknown[] }) => items.map(() => null));
    connection.onRequest("client/registerCapability", () => null);
    connection.onRequest("workspace/diagnostic/refresh", () => null);
    connection.listen();
    const capabilities = {
      textDocument: { diagnostic: {}, hover: { contentFormat: ["markdown"] } },
      workspace: { configuration: true, diagnostics: { refreshSupport: true }, workspaceFolders: true },
    };
    const workspaceFolders = [{ uri: FOLDER, name: "fuzz" }];
    await connection.sendRequest("initialize", {
      processId: process.pid,
      rootUri: FOLDER,
      capabilities,
      workspaceFolders,
    });
    await connection.sendNotification("initialized", {});
    return new FuzzedServer(child, connection);
  }

  /** Does the steps without waiting in between, waits for every answer, and asks whether the server still does its work. Rejects if not. */
  async run(steps: readonly Step[]): Promise<void> {
    const answers = steps.map((step) => this.#do(step));
    await this.#within(Promise.all(answers));
    const textDocument = { uri: PROBE, languageId: "dockercompose", version: 1, text: PROBE_TEXT };
    await this.#connection.sendNotification("textDocument/didOpen", { textDocument });
    const asked = this.#connection.sendRequest("textDocument/diagnostic", { textDocument: { uri: PROBE } });
    const report = JSON.stringify(await this.#within(asked));
    await this.#connection.sendNotification("textDocument/didClose", { textDocument: { uri: PROBE } });
    if (!report.includes('"host-pid"')) throw new Error(`a simple file is answered with ${report}`);
  }

  async stop(): Promise<void> {
    const ended = once(this.#process, "exit");
    this.#connection.dispose();
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      this.#process.kill("SIGKILL");
      await ended;
    }
  }

  async #do(step: Step): Promise<void> {
    switch (step.do) {
      case "open": {
        const languageId = step.file.endsWith("Dockerfile") ? "dockerfile" : "dockercompose";
        const textDocument = { uri: step.file, languageId, version: 1, text: step.text };
        return this.#connection.sendNotification("textDocument/didOpen", { textDocument });
      }
      case "change": {
        const textDocument = { uri: step.file, version: step.version };
        const params = { textDocument, contentChanges: [step.change] };
        return this.#connection.sendNotification("textDocument/didChange", params);
      }
      case "close":
        return this.#connection.sendNotification("textDocument/didClose", { textDocument: { uri: step.file } });
      case "save":
        return this.#connection.sendNotification("textDocument/didSave", { textDocument: { uri: step.file } });
      case "tell":
        return this.#connection.sendNotification(step.method, step.params);
      case "ask":
        return this.#ask(step.method, step.params, step.cancelled);
    }
  }

  /** An error is an answer too. */
  async #ask(method: string, params: unknown, cancelled: boolean): Promise<void> {
    const source = new CancellationTokenSource();
    const answer = this.#connection.sendRequest(method, params, source.token);
    if (cancelled) source.cancel();
    await answer.catch(() => undefined);
  }

  async #within<T>(answer: Promise<T>): Promise<T> {
    const given = new AbortController();
    const { signal } = given;
    const late = sleep(PATIENCE, undefined, { signal }).then(() => `no answer within ${PATIENCE} ms`);
    const ended = once(this.#process, "exit", { signal }).then(([status]) => `the server ended with ${status}`);
    const failed = Promise.race([late, ended]).then((why) => Promise.reject<never>(new Error(why)));
    try {
      return await Promise.race([answer, failed]);
    } finally {
      // Both waits end with an error of their own, which nobody has to hear of.
      failed.catch(() => undefined);
      for (const wait of [late, ended]) wait.catch(() => undefined);
      given.abort();
    }
  }
}
