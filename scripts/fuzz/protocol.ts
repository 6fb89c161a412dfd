import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import {
  CancellationTokenSource,
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { assertInert, assertSayable } from "./hostile-output.ts";
import { type ClientKind, FOLDER, type Step, type Traffic } from "./traffic.ts";

/** Milliseconds of the clock after which an answer is taken for one that never comes. */
const PATIENCE = 120_000;
/** Milliseconds of the processor that the server may take for one run: an analysis that is ended, some answers that are, and as much again. */
const LONGEST = 40_000;
/** It lies outside of the folder, whose settings may leave out every file in it. */
const PROBE = "file:///probe/compose.yaml";
/** What is found in the probe. */
const FOUND = '"host-pid"';
const PROBE_TEXT = "services:\n  web:\n    image: nginx:1.29\n    pid: host\n";

/** What each client announces. */
const ANNOUNCED: Readonly<Record<ClientKind, object>> = {
  pulling: {
    capabilities: pullingWith({}),
    initializationOptions: { readFile: true, openRule: true, showFindings: true },
  },
  pushed: { capabilities: { textDocument: { publishDiagnostics: {} } } },
  silent: { capabilities: pullingWith({ configuration: true }), initializationOptions: { readFile: true } },
  odd: { capabilities: pullingWith({ configuration: true }), initializationOptions: { readFile: true } },
};

function pullingWith(workspace: object): object {
  return {
    textDocument: {
      diagnostic: {},
      hover: { contentFormat: ["markdown"] },
      publishDiagnostics: { relatedInformation: true },
    },
    workspace: { diagnostics: { refreshSupport: true }, workspaceFolders: true, applyEdit: true, ...workspace },
  };
}

/** A server over stdio that is fuzzed by one kind of client, one run of steps after the other. */
export class FuzzedServer {
  readonly #process: ChildProcess;
  readonly #connection: MessageConnection;
  readonly #pushed = new Map<string, string>();
  #disk: Traffic["disk"] = {};
  #odd = 0;
  /** The first thing that the server said and may not. */
  #said: unknown;

  private constructor(process: ChildProcess, connection: MessageConnection) {
    this.#process = process;
    this.#connection = connection;
  }

  static async start(program: string, kind: ClientKind): Promise<FuzzedServer> {
    const child = spawn(process.execPath, [program, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
    const connection = createMessageConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    const server = new FuzzedServer(child, connection);
    server.#answer(kind);
    connection.listen();
    const workspaceFolders = [{ uri: FOLDER, name: "fuzz" }];
    const announced = { processId: process.pid, rootUri: FOLDER, workspaceFolders, ...ANNOUNCED[kind] };
    await connection.sendRequest("initialize", announced);
    await connection.sendNotification("initialized", {});
    return server;
  }

  /**
   * Does the steps without waiting in between, waits for every answer, and asks whether the server still does its work. Rejects if not, and if it took long
   * or said what acts on whoever shows it.
   */
  async run({ disk, steps }: Omit<Traffic, "client">): Promise<void> {
    this.#disk = disk;
    const before = this.#processorTime();
    await this.#within(Promise.all(steps.map((step) => this.#do(step))));
    await this.#probe();
    const took = this.#processorTime() - before;
    if (took > LONGEST) throw new Error(`the server took ${took} ms of the processor`);
    if (this.#said !== undefined) throw this.#said;
  }

  async stop(): Promise<void> {
    const ended = once(this.#process, "exit");
    this.#connection.dispose();
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      this.#process.kill("SIGKILL");
      await ended;
    }
  }

  /** Answers what the server asks, as the kind of client does. */
  #answer(kind: ClientKind): void {
    const never = new Promise<never>(() => {});
    const answer = <T>(usual: () => T, odd: readonly unknown[]): unknown => {
      if (kind === "silent") return never;
      return kind === "odd" ? odd[this.#odd++ % odd.length] : usual();
    };
    const connection = this.#connection;
    const rules = Object.fromEntries([
      ["__proto__", "off"],
      ["toString", 1],
    ]);
    const settings = { profile: "constructor", rules, engine: { mode: [] }, enable: "no" };
    connection.onRequest("workspace/configuration", ({ items }: { items: unknown[] }) =>
      answer(() => items.map(() => null), [null, {}, [], [1], [settings], [{ enable: true }], "\u{1B}[31m"]),
    );
    connection.onRequest("bulkhead/readFile", ({ uri }: { uri: string }) => {
      const text = this.#disk[decodeURI(uri).replace(`${FOLDER}/`, "")] ?? null;
      return answer(() => ({ text }), [null, { text: 1 }, { text: "\uD800" }, [], { text }, "a"]);
    });
    for (const method of [
      "client/registerCapability",
      "workspace/diagnostic/refresh",
      "window/workDoneProgress/create",
    ]) {
      connection.onRequest(method, () => answer(() => null, [null, 1]));
    }
    connection.onRequest("workspace/applyEdit", () => answer(() => ({ applied: false }), [null, {}]));
    connection.onNotification(
      "textDocument/publishDiagnostics",
      ({ uri, diagnostics }: { uri: string; diagnostics: unknown }) => {
        this.#hear("textDocument/publishDiagnostics", diagnostics);
        this.#pushed.set(uri, JSON.stringify(diagnostics));
      },
    );
    connection.onNotification("window/logMessage", ({ message }: { message: string }) =>
      this.#listen(() => assertInert(message, "the log")),
    );
    connection.onNotification("window/showMessage", ({ message }: { message: string }) =>
      this.#listen(() => assertSayable(message, "a message")),
    );
  }

  async #probe(): Promise<void> {
    const textDocument = { uri: PROBE, languageId: "dockercompose", version: 1, text: PROBE_TEXT };
    await this.#connection.sendNotification("textDocument/didOpen", { textDocument });
    const asked = this.#connection.sendRequest("textDocument/diagnostic", { textDocument: { uri: PROBE } });
    const pulled = await this.#within(asked.then(JSON.stringify, () => undefined));
    const report = pulled ?? (await this.#within(this.#pushedTo(PROBE, FOUND)));
    this.#pushed.clear();
    await this.#connection.sendNotification("textDocument/didClose", { textDocument: { uri: PROBE } });
    if (!report.includes(FOUND)) throw new Error(`a simple file is answered with ${report}`);
  }

  /** Waits for diagnostics of a file that hold a text: the empty ones of when it was last closed may come before. */
  async #pushedTo(uri: string, text: string): Promise<string> {
    for (;;) {
      const known = this.#pushed.get(uri);
      if (known?.includes(text)) return known;
      await sleep(10);
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
    this.#hear(method, await answer.catch(() => undefined));
  }

  /** Looks at what people are shown of an answer; names and edits in it are texts of the file, and stay what they are. */
  #hear(method: string, answer: unknown): void {
    this.#listen(() => {
      if (typeof answer !== "object" || answer === null) return;
      const items: unknown = Reflect.get(answer, "items") ?? answer;
      if (method === "textDocument/hover")
        assertInert(String(Reflect.get(Object(Reflect.get(answer, "contents")), "value")), method);
      if (!/diagnostic/i.test(method) || !Array.isArray(items)) return;
      for (const { message } of items) assertSayable(String(message), method);
    });
  }

  #listen(look: () => void): void {
    try {
      look();
    } catch (error) {
      this.#said ??= error;
    }
  }

  /** Milliseconds of the processor that the server has taken; 0 where the system does not tell. Source: proc_pid_stat(5), in hundredths of a second. */
  #processorTime(): number {
    try {
      const fields = readFileSync(`/proc/${this.#process.pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
      return (Number(fields[11]) + Number(fields[12])) * 10;
    } catch {
      return 0;
    }
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

/** One server for each kind of client, started when it is needed and anew after it failed. */
export class FuzzedServers {
  readonly #program: string;
  readonly #servers = new Map<ClientKind, FuzzedServer>();

  constructor(program: string) {
    this.#program = program;
  }

  /** Rejects where a server does not do its work; see `FuzzedServer.run`. */
  async run({ client, ...traffic }: Traffic): Promise<void> {
    const server = this.#servers.get(client) ?? (await FuzzedServer.start(this.#program, client));
    this.#servers.set(client, server);
    try {
      await server.run(traffic);
    } catch (error) {
      this.#servers.delete(client);
      await server.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#servers.values()].map((server) => server.stop()));
  }
}
