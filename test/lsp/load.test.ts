import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { afterEach, describe, it } from "mocha";
import {
  CancellationTokenSource,
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { CLI } from "../../scripts/build.ts";
import { load } from "../../server/analysis/run/load.ts";
import { ANALYSIS, ANALYSIS_AGAIN, MOST_DIAGNOSTICS, MOST_DRAWN } from "../../server/limits/budget.ts";
import { timeLimit } from "../../server/limits/time-limit.ts";
import { ClientQuestions } from "../../server/lsp/ask-client.ts";
import type { IsolationMap, RefusedMap, Status } from "../../server/lsp/extension-protocol.ts";
import type { Host } from "../../server/lsp/host.ts";
import { Client, type ClientOptions, connect, PULLING, PUSHED } from "./lsp-client.ts";

const FOLDER = "file:///work";
const COMPOSE = `${FOLDER}/compose.yaml`;
const OTHER = `${FOLDER}/other/compose.yaml`;
const START = { line: 0, character: 0 };
const QUIET = "services:\n  web:\n    image: nginx:1.29\n";
const PRIVILEGED = `${QUIET}    privileged: true\n`;

/** Counts the analyses that it makes. */
class Counting implements Host {
  analyses = 0;
  readonly read = async (): Promise<null> => null;
  readonly load: Host["load"] = (...args) => {
    this.analyses++;
    return load(...args);
  };
}

function endless(): never {
  for (;;);
}

function servicesOf(count: number): string {
  const services = Array.from(
    { length: count },
    (_, index) => `  s${index}: { image: nginx:1.29, privileged: true }\n`,
  );
  return `services:\n${services.join("")}`;
}

describe("language server under load", () => {
  for (const [name, capabilities] of [
    ["pushed to", PUSHED],
    ["pulling", PULLING],
  ] as const) {
    it(`analyses for a client that is ${name} what stands there once it has read what came, and answers meanwhile`, async () => {
      const host = new Counting();
      const client = await connect(host, { capabilities, folder: FOLDER });
      await client.open(COMPOSE, QUIET, "dockercompose");
      const hovers: Promise<unknown>[] = [];
      for (let count = 0; count < 500; count++) {
        await client.change(COMPOSE, count === 499 ? PRIVILEGED : `${QUIET}# ${count}\n`);
        if (count % 50 === 0) hovers.push(client.hover(COMPOSE, { line: 2, character: 6 }));
      }
      const isFound = (items: readonly { code?: unknown }[]): boolean =>
        items.some(({ code }) => code === "privileged");
      if (capabilities === PUSHED) await client.pushed(COMPOSE, isFound);
      else assert.ok(isFound(await client.diagnostics(COMPOSE)));
      await Promise.all(hovers);
      assert.ok(host.analyses < 50, `${host.analyses} analyses of 500 versions`);
    });
  }

  it("goes on publishing while the typing does not pause", async () => {
    const client = await connect(new Counting(), { capabilities: PUSHED, folder: FOLDER });
    await client.open(COMPOSE, QUIET, "dockercompose");
    const isPrivileged = (items: readonly { code?: unknown }[]) => items.some(({ code }) => code === "privileged");
    let isSeen = false;
    void client.pushed(COMPOSE, isPrivileged).then(() => {
      isSeen = true;
    });
    for (let count = 0; !isSeen && count < 2_000; count++) {
      await client.change(COMPOSE, `${PRIVILEGED}# ${count}\n`);
      await new Promise((done) => setTimeout(done, 5));
    }
    assert.ok(isSeen);
  });

  it("makes one round of a storm of watched files", async () => {
    const host = new Counting();
    const client = await connect(host, { capabilities: PUSHED, folder: FOLDER });
    const uris = Array.from({ length: 20 }, (_, index) => `${FOLDER}/${index}/compose.yaml`);
    for (const uri of uris) await client.open(uri, PRIVILEGED, "dockercompose");
    for (const uri of uris) await client.pushed(uri, (items) => items.length > 0);
    const before = host.analyses;
    for (let count = 0; count < 2_000; count++) {
      const changes = [{ uri: `${FOLDER}/${count % 20}/.env`, type: 2 }];
      await client.connection.sendNotification("workspace/didChangeWatchedFiles", { changes });
    }
    assert.ok(await client.hover(uris[0] ?? "", { line: 2, character: 6 }));
    const made = host.analyses - before;
    assert.ok(made > 0 && made < 400, `${made} analyses for 2,000 changes of 20 files`);
  });
});

describe("language server: a client that opens what is no document", () => {
  for (const textDocument of [
    { uri: false },
    { uri: COMPOSE },
    { uri: COMPOSE, languageId: 1, text: [], version: "a" },
  ]) {
    it(`${JSON.stringify(textDocument)} is answered about its other files`, async () => {
      const client = await connect(new Counting(), { capabilities: PULLING, folder: FOLDER });
      await client.connection.sendNotification("textDocument/didOpen", { textDocument });
      await client.open(OTHER, PRIVILEGED, "dockercompose");
      assert.ok((await client.diagnostics(OTHER)).some(({ code }) => code === "privileged"));
    });
  }
});

describe("language server: a client that does not answer", () => {
  const never = new Promise<never>(() => {});

  for (const [name, options] of [
    ["workspace/configuration", { configuration: () => never }],
    ["bulkhead/readFile", { initializationOptions: { readFile: true }, beforeReading: never }],
  ] as const) {
    it(`${name} costs nothing but that`, async () => {
      const client = await connect(new Counting(), { capabilities: PULLING, folder: FOLDER, ...options });
      await client.open(COMPOSE, PRIVILEGED, "dockercompose");
      assert.ok((await client.diagnostics(COMPOSE)).some(({ code }) => code === "privileged"));
      await client.open(OTHER, PRIVILEGED, "dockercompose");
      assert.ok((await client.diagnostics(OTHER)).some(({ code }) => code === "privileged"));
      const status: Status | null = await client.connection.sendRequest("bulkhead/status", { uri: COMPOSE });
      assert.equal(status?.kind, "compose");
      assert.equal(client.log.filter((line) => line.includes(`does not answer ${name}`)).length, 1);
    });
  }

  it("is asked anew once it answers", async () => {
    let answer = (_: unknown): void => undefined;
    const late = new Promise((resolve) => (answer = resolve));
    const client = await connect(new Counting(), { capabilities: PULLING, folder: FOLDER, configuration: () => late });
    await client.open(COMPOSE, PRIVILEGED, "dockercompose");
    assert.ok((await client.diagnostics(COMPOSE)).length > 0);
    const { refreshes } = client;
    answer({ enable: false });
    await client.until(() => client.refreshes > refreshes);
    assert.deepEqual(await client.diagnostics(COMPOSE), []);
  });

  it("is asked no second question meanwhile", async () => {
    let asked = 0;
    const told: string[] = [];
    let answer = (_: string): void => undefined;
    const ask = (): Promise<string> => {
      asked++;
      return new Promise((resolve) => (answer = resolve));
    };
    const questions = new ClientQuestions(
      () => void told.push("silent"),
      () => void told.push("recovered"),
      10,
    );
    assert.equal(await questions.ask(ask), undefined);
    assert.equal(await questions.ask(ask), undefined);
    assert.deepEqual([asked, told], [1, ["silent"]]);
    answer("late");
    await new Promise((done) => setImmediate(done));
    assert.deepEqual(told, ["silent", "recovered"]);
    const inTime = questions.ask(ask);
    answer("in time");
    assert.equal(await inTime, "in time");
    const failing = questions.ask(() => Promise.reject(new Error("out of order")));
    await assert.rejects(failing, /out of order/);
  });
});

describe("language server: an analysis that was ended", () => {
  it("has less time when the file changes, and other files do not wait for it", async () => {
    const limits: number[] = [];
    let hasEnd = false;
    const host: Host = {
      read: async () => null,
      timeLimit: (milliseconds) => {
        limits.push(milliseconds);
        // Only the work without an end is held to the time: a busy machine may take any time over the rest.
        return (work) => (work === endless ? timeLimit(milliseconds / 50)(work) : work());
      },
      load: async (entry, read, config, { limited, ...options }) => {
        if (entry[0] === COMPOSE && !hasEnd) limited?.(endless);
        return load(entry, read, config, options);
      },
    };
    const client = await connect(host, { capabilities: PULLING, folder: FOLDER });
    await client.open(OTHER, PRIVILEGED, "dockercompose");
    await client.open(COMPOSE, QUIET, "dockercompose");
    assert.match(
      String((await client.diagnostics(COMPOSE))[0]?.message),
      /could not analyse this file: it takes longer than 0\.2 s/,
    );
    limits.length = 0;
    await client.change(COMPOSE, `${QUIET}# again\n`);
    const order: string[] = [];
    const slow = client.diagnostics(COMPOSE).then(() => order.push("slow"));
    const other = client
      .hover(OTHER, { line: 3, character: 6 })
      .then((found) => order.push(found ? "other" : "nothing"));
    await Promise.all([slow, other]);
    assert.deepEqual(order, ["other", "slow"]);
    assert.deepEqual(limits, [ANALYSIS_AGAIN]);
    hasEnd = true;
    await client.change(COMPOSE, PRIVILEGED);
    assert.ok((await client.diagnostics(COMPOSE)).some(({ code }) => code === "privileged"));
    await client.change(COMPOSE, QUIET);
    await client.diagnostics(COMPOSE);
    assert.deepEqual(limits, [ANALYSIS_AGAIN, ANALYSIS_AGAIN, ANALYSIS]);
  });
});

describe("language server: answers without measure", () => {
  it("draws no map that is too large, and says how large it would be", async () => {
    const client = await connect(new Counting(), { capabilities: PULLING, folder: FOLDER });
    const map = (): Promise<IsolationMap | RefusedMap | null> =>
      client.connection.sendRequest("bulkhead/map", { uri: COMPOSE, width: 1300 });
    await client.open(COMPOSE, servicesOf(MOST_DRAWN + 1), "dockercompose");
    assert.deepEqual(await map(), { refused: `too large to draw: ${MOST_DRAWN + 1} containers, above ${MOST_DRAWN}` });
    await client.change(COMPOSE, servicesOf(2));
    assert.ok("svg" in ((await map()) ?? {}));
  });

  it("shows the gravest findings of a file that has too many, and says how many are left out", async () => {
    const client = await connect(new Counting(), { capabilities: PULLING, folder: FOLDER });
    await client.open(COMPOSE, servicesOf(MOST_DIAGNOSTICS), "dockercompose");
    const items = await client.diagnostics(COMPOSE);
    assert.equal(items.length, MOST_DIAGNOSTICS + 1);
    assert.match(String(items[0]?.message), /^\d+ findings of this file are not shown, only the gravest ones\.$/);
    assert.equal(items.filter(({ code }) => code === "privileged").length, MOST_DIAGNOSTICS);
  });
});

describe("language server over stdio: its life", () => {
  let server: ChildProcess | undefined;
  afterEach(() => void server?.kill("SIGKILL"));

  function start(nodeArguments: readonly string[], options: ClientOptions): Client {
    server = spawn(process.execPath, [...nodeArguments, CLI, "lsp"], { stdio: ["pipe", "pipe", "inherit"] });
    const { stdin, stdout } = server;
    assert.ok(stdin && stdout);
    return new Client(
      createMessageConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin)),
      options,
    );
  }

  it("refuses requests before it is initialized, a second beginning, and requests after the end", async () => {
    const options = { capabilities: PULLING, folder: FOLDER };
    const client = start([], options);
    await assert.rejects(client.hover(COMPOSE, START), { code: -32002 });
    await client.initialize(options);
    await assert.rejects(client.initialize(options), { code: -32600 });
    assert.equal(await client.hover(COMPOSE, START), null);
    await client.connection.sendRequest("shutdown");
    await assert.rejects(client.hover(COMPOSE, START), { code: -32600 });
    await assert.rejects(client.connection.sendRequest("bulkhead/rules"), { code: -32600 });
  });

  it("makes no map that was cancelled, and one after the other of those that were not", async () => {
    const options = { capabilities: PULLING, folder: FOLDER };
    // A map of so many containers has megabytes, and all of them together would not fit.
    const client = start(["--max-old-space-size=100"], options);
    await client.initialize(options);
    await client.open(COMPOSE, servicesOf(50), "dockercompose");
    const outcomes = Array.from({ length: 600 }, async (_, index) => {
      const { token, cancel } = cancellation();
      const map = client.connection.sendRequest("bulkhead/map", { uri: COMPOSE, width: 1300 }, token);
      if (index % 20 > 0) cancel();
      return map.then(
        () => "drawn",
        () => "cancelled",
      );
    });
    const drawn = (await Promise.all(outcomes)).filter((one) => one === "drawn");
    assert.equal(drawn.length, 30);
    assert.equal(server?.exitCode, null);
  });

  function cancellation(): { readonly token: CancellationTokenSource["token"]; cancel(): void } {
    const source = new CancellationTokenSource();
    return { token: source.token, cancel: () => source.cancel() };
  }
});
