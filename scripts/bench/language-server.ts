import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import type { Input } from "./inputs.ts";
import type { Server } from "./peers.ts";
import { type Summary, summary } from "./statistics.ts";

/** Milliseconds, and bytes for memory. Undefined where the server gives no such answer. */
export interface ServerTimes {
  /** From starting the process to the answer to `initialize`. */
  readonly start: Summary;
  /** From starting the process to the diagnostics of the first file. */
  readonly first: Summary;
  /** From a change of one line to the diagnostics of the changed text. */
  readonly change: Summary;
  readonly hover: Summary | undefined;
  readonly completion: Summary | undefined;
  readonly memory: number | undefined;
}

const STARTS = 5;
const FOLDER = "file:///bench";
/** A server that has said nothing for so long, in milliseconds, says nothing. */
const PATIENCE = 20_000;

/** Starts a server several times, and then has it follow typing in the file. Rejects if it does not answer. */
export async function measureServer(server: Server, input: Input, changes: number): Promise<ServerTimes> {
  const starts: number[] = [];
  const firsts: number[] = [];
  for (let round = 0; round < STARTS; round++) {
    const session = await Session.start(server);
    starts.push(session.sinceStart());
    await session.open(input);
    firsts.push(session.sinceStart());
    await session.end();
  }
  const session = await Session.start(server);
  try {
    await session.open(input);
    const change = await session.change(changes);
    const hover = await session.ask("textDocument/hover", input, changes);
    const completion = await session.ask("textDocument/completion", input, changes);
    return { start: summary(starts), first: summary(firsts), change, hover, completion, memory: session.memory() };
  } finally {
    await session.end();
  }
}

/** One run of a server, and the client that talks to it. */
class Session {
  readonly #process: ChildProcess;
  readonly #connection: MessageConnection;
  readonly #started: number;
  #capabilities: Readonly<Record<string, unknown>> = {};
  #uri = "";
  #version = 1;
  #published: (() => void) | undefined;

  private constructor({ program, arguments: args, settings }: Server) {
    this.#started = performance.now();
    this.#process = spawn(process.execPath, [program, ...args], { stdio: ["pipe", "pipe", "ignore"] });
    const { stdin, stdout } = this.#process;
    if (!stdin || !stdout) throw new Error("The server has no streams.");
    this.#connection = createMessageConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
    this.#connection.onNotification("textDocument/publishDiagnostics", () => this.#published?.());
    this.#connection.onRequest("workspace/configuration", ({ items }: { items: { section?: string }[] }) =>
      items.map(({ section }) => settings[section ?? ""] ?? null),
    );
    this.#connection.onRequest("client/registerCapability", () => null);
    this.#connection.listen();
  }

  static async start(server: Server): Promise<Session> {
    const session = new Session(server);
    const capabilities = {
      textDocument: { publishDiagnostics: {}, hover: { contentFormat: ["markdown"] }, completion: {} },
      workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true } },
    };
    const workspaceFolders = [{ uri: FOLDER, name: "bench" }];
    const params = { processId: process.pid, rootUri: FOLDER, capabilities, workspaceFolders };
    const result = await session.#connection.sendRequest<{ capabilities: Record<string, unknown> }>(
      "initialize",
      params,
    );
    session.#capabilities = result.capabilities;
    await session.#connection.sendNotification("initialized", {});
    return session;
  }

  sinceStart(): number {
    return performance.now() - this.#started;
  }

  /** Opens a file and waits for its diagnostics. */
  async open({ name, text }: Input): Promise<void> {
    this.#uri = `${FOLDER}/${name}`;
    const languageId = name === "Dockerfile" ? "dockerfile" : "dockercompose";
    const textDocument = { uri: this.#uri, languageId, version: 1, text };
    await this.#untilPublished(() => this.#connection.sendNotification("textDocument/didOpen", { textDocument }));
  }

  /** Puts a comment before the first line and takes it away again, so that every place in the file moves. */
  async change(count: number): Promise<Summary> {
    const times: number[] = [];
    const start = { line: 0, character: 0 };
    for (let turn = 0; turn < count * 2; turn++) {
      const isThere = turn % 2 === 1;
      const range = { start, end: isThere ? { line: 1, character: 0 } : start };
      const contentChanges = [{ range, text: isThere ? "" : "# A comment.\n" }];
      const textDocument = { uri: this.#uri, version: ++this.#version };
      const began = performance.now();
      const params = { textDocument, contentChanges };
      await this.#untilPublished(() => this.#connection.sendNotification("textDocument/didChange", params));
      // The first few run before the engine has compiled what runs often, as they do for whoever starts to type.
      times.push(performance.now() - began);
    }
    return summary(times);
  }

  /** Asks at places all over the file; undefined where the server does not offer it. */
  async ask(method: "textDocument/hover" | "textDocument/completion", input: Input, count: number) {
    const capability = method === "textDocument/hover" ? "hoverProvider" : "completionProvider";
    if (!this.#capabilities[capability]) return undefined;
    const lines = input.text.split("\n");
    const times: number[] = [];
    for (let turn = 0; turn < count; turn++) {
      const line = Math.floor((turn * (lines.length - 1)) / count);
      const position = { line, character: Math.min(6, lines[line]?.length ?? 0) };
      const began = performance.now();
      await patient(this.#connection.sendRequest(method, { textDocument: { uri: this.#uri }, position }));
      times.push(performance.now() - began);
    }
    return summary(times);
  }

  /** What the process holds of the machine's memory, in bytes; undefined where the system does not say. */
  memory(): number | undefined {
    try {
      const [, kilobytes] =
        /^VmRSS:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${this.#process.pid}/status`, "utf8")) ?? [];
      return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
    } catch {
      return undefined;
    }
  }

  async end(): Promise<void> {
    const exited = once(this.#process, "exit");
    this.#connection.dispose();
    this.#process.kill("SIGKILL");
    await exited;
  }

  async #untilPublished(act: () => Promise<void>): Promise<void> {
    const published = new Promise<void>((done) => {
      this.#published = done;
    });
    await act();
    await patient(published);
  }
}

async function patient<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${PATIENCE} ms`)), PATIENCE);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
