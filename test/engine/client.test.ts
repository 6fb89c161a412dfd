import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, it } from "mocha";
import { addressText, isHere, readAddress } from "../../server/engine/address.ts";
import { EngineFailure } from "../../server/engine/failure.ts";
import { findAddress, type Surroundings } from "../../server/engine/find-address.ts";
import { type Piece, piecesOf, printedLines } from "../../server/engine/output.ts";
import { EngineReader } from "../../server/engine/read-engine.ts";
import { sshArguments } from "../../server/engine/ssh.ts";
import { type NewEntry, tarEntries, tarOf } from "../../server/engine/tar.ts";
import { type NewContainer, TRIAL_LABEL, TRIAL_PREFIX, TrialEngine } from "../../server/engine/trial-engine.ts";
import { type Answer, type Asked, type FakeEngine, fakeEngine } from "./fake-engine.ts";

describe("engine client", () => {
  describe("addresses", () => {
    it("are read and written as the Docker CLI does", () => {
      for (const text of [
        "unix:///var/run/docker.sock",
        "npipe:////./pipe/docker_engine",
        "tcp://127.0.0.1:2375",
        "tcp://[::1]:2375",
        "ssh://me@box.example.com:2222/run/user/1000/docker.sock",
        "ssh://box",
      ])
        assert.equal(addressText(readAddress(text)), text);
      assert.equal(addressText(readAddress("tcp://box", { ca: new Uint8Array() })), "tcp://box:2376");
      assert.equal(addressText(readAddress("tcp://localhost")), "tcp://localhost:2375");
    });

    it("of this machine are told from others", () => {
      assert.ok(isHere(readAddress("unix:///x.sock")));
      assert.ok(isHere(readAddress("tcp://127.0.0.1:1")));
      assert.ok(!isHere(readAddress("tcp://box:1", {})));
      assert.ok(!isHere(readAddress("ssh://box")));
    });

    it("that would tell a password, be read on the way or start another command are refused, without a word of them", () => {
      for (const text of [
        "tcp://192.168.1.7:2375",
        "tcp://127.0.0.1.example.com:2375",
        "tcp://me:hunter2@localhost:2375",
        "ssh://me:hunter2@box",
        "ssh://-oProxyCommand=hunter2@box",
        "ssh://-oProxyCommand=hunter2",
        "ssh://box/run/$(hunter2)",
        "ssh://box/run/%zz",
        "npipe:////hunter2/pipe/docker_engine",
        "fd://hunter2",
        "hunter2",
      ])
        assert.throws(
          () => readAddress(text),
          (error) =>
            error instanceof EngineFailure && error.kind === "unsupported" && !error.message.includes("hunter2"),
          text,
        );
      assert.throws(() => readAddress("unix://docker.sock"), /no absolute path/);
    });

    it("over ssh leave nothing to a shell or to ssh's options", () => {
      const address = readAddress("ssh://me@box:22/run/d.sock");
      assert.ok(address.by === "ssh");
      assert.equal(
        sshArguments(address).join(" "),
        "-o ConnectTimeout=30 -T -l me -p 22 -- box docker --host unix:///run/d.sock system dial-stdio",
      );
    });
  });

  describe("finds the engine", () => {
    let home: string;
    beforeEach(async () => {
      home = await mkdtemp(path.join(os.tmpdir(), "bulkhead-home-"));
    });
    afterEach(() => rm(home, { recursive: true }));

    const around = (environment: Surroundings["environment"] = {}): Surroundings => ({
      environment,
      home,
      platform: "linux",
    });
    const context = async (
      name: string,
      endpoint: object,
      tls: Readonly<Record<string, string>> = {},
    ): Promise<void> => {
      const id = createHash("sha256").update(name).digest("hex");
      const meta = path.join(home, ".docker/contexts/meta", id);
      const secured = path.join(home, ".docker/contexts/tls", id, "docker");
      await mkdir(meta, { recursive: true });
      await mkdir(secured, { recursive: true });
      await writeFile(path.join(meta, "meta.json"), JSON.stringify({ Name: name, Endpoints: { docker: endpoint } }));
      for (const [file, text] of Object.entries(tls)) await writeFile(path.join(secured, file), text);
    };

    it("in the order of the Docker CLI", async () => {
      await context("one", { Host: "unix:///one.sock" });
      await context("two", { Host: "unix:///two.sock" });
      const config = JSON.stringify({ auths: { r: { auth: "hunter2" } }, currentContext: "two" });
      await writeFile(path.join(home, ".docker/config.json"), config);
      const all = { DOCKER_HOST: "unix:///host.sock", DOCKER_CONTEXT: "one" };
      assert.equal(
        findAddress({ context: "one", host: "/h.sock" }, around(all)).said,
        'unix:///one.sock (context "one" of --context)',
      );
      assert.equal(findAddress({ host: "/h.sock" }, around(all)).said, "unix:///h.sock (--host)");
      assert.equal(findAddress({}, around(all)).said, "unix:///host.sock (DOCKER_HOST)");
      assert.equal(
        findAddress({}, around({ DOCKER_CONTEXT: "one" })).said,
        'unix:///one.sock (context "one" of DOCKER_CONTEXT)',
      );
      assert.equal(findAddress({}, around()).said, 'unix:///two.sock (context "two")');
    });

    it("where rootless Docker and Podman listen, if nothing names one", async function () {
      const { existsSync } = await import("node:fs");
      if (existsSync("/var/run/docker.sock")) return this.skip();
      const runtime = path.join(home, "run");
      await mkdir(path.join(runtime, "podman"), { recursive: true });
      assert.match(
        findAddress({}, around({ XDG_RUNTIME_DIR: runtime })).said,
        /^unix:\/\/\/(?:var\/run\/docker|run\/podman)/,
      );
      await writeFile(path.join(runtime, "podman/podman.sock"), "");
      assert.equal(
        findAddress({}, around({ XDG_RUNTIME_DIR: runtime })).said,
        `unix://${runtime}/podman/podman.sock (Podman)`,
      );
      await writeFile(path.join(runtime, "docker.sock"), "");
      assert.equal(
        findAddress({}, around({ XDG_RUNTIME_DIR: runtime })).said,
        `unix://${runtime}/docker.sock (rootless Docker)`,
      );
    });

    it("with the certificates of its context or of the environment", async () => {
      await context("far", { Host: "tcp://box:2376" }, { "ca.pem": "CA", "key.pem": "KEY", "cert.pem": "CERT" });
      const { address } = findAddress({ context: "far" }, around());
      assert.ok(address.by === "tcp" && Buffer.from(address.tls?.ca ?? []).toString() === "CA");
      const environment = { DOCKER_HOST: "tcp://box", DOCKER_TLS_VERIFY: "1", DOCKER_CERT_PATH: "/nowhere" };
      const named = findAddress({}, around(environment));
      assert.deepEqual(named.address, { by: "tcp", host: "box", port: 2376, tls: {} });
      throws(() => findAddress({}, around({ DOCKER_HOST: "tcp://box" })), "unsupported", /another machine/);
      throws(
        () => findAddress({}, around({ DOCKER_HOST: "tcp://box", DOCKER_TLS: "1" })),
        "unsupported",
        /any certificate/,
      );
      await context("lax", { Host: "tcp://box", SkipTLSVerify: true });
      throws(() => findAddress({ context: "lax" }, around()), "unsupported", /any certificate/);
    });

    it("and quotes no file that it cannot read", async () => {
      await mkdir(path.join(home, ".docker"));
      await writeFile(path.join(home, ".docker/config.json"), '{"auths": hunter2');
      throws(() => findAddress({}, around()), "unsupported", /config\.json is not JSON$/);
      throws(() => findAddress({ context: "gone" }, around()), "unsupported", /context "gone" .* does not exist/);
    });
  });

  describe("reads what containers print", () => {
    const frame = (stream: number, text: string): Buffer => {
      const header = Buffer.from([stream, 0, 0, 0, 0, 0, 0, 0]);
      header.writeUInt32BE(Buffer.byteLength(text), 4);
      return Buffer.concat([header, Buffer.from(text)]);
    };
    const all = Buffer.concat([frame(1, "one\ntw"), frame(2, "bad\n"), frame(1, ""), frame(1, "o\r\nthr€e")]);

    it("wherever the frames are cut", async () => {
      for (let size = 1; size <= all.length; size++) {
        const { lines, isCut } = await printedLines(piecesOf(chunks(all, size), { hasTerminal: false }), 1000);
        assert.equal(
          lines.map(({ from, text }) => `${from} ${text}`).join("|"),
          "stdout one|stdout two|stdout thr€e|stderr bad",
        );
        assert.ok(!isCut);
      }
    });

    it("no more than is wanted", async () => {
      const { lines, isCut } = await printedLines(piecesOf(chunks(all, 5), { hasTerminal: false }), 4);
      assert.deepEqual([lines, isCut], [[{ from: "stdout", text: "one" }], true]);
    });

    it("as it is with a terminal", async () => {
      const pieces: Piece[] = [];
      for await (const piece of piecesOf(chunks(all, 1000), { hasTerminal: true })) pieces.push(piece);
      assert.deepEqual(pieces, [{ from: "stdout", bytes: all }]);
    });

    it("and says so where it ends too early or is something else", async () => {
      const read = (bytes: Buffer): Promise<unknown> =>
        printedLines(piecesOf(chunks(bytes, 7), { hasTerminal: false }), 1000);
      await rejects(read(all.subarray(0, -1)), "broken", /ended in the middle/);
      await rejects(read(all.subarray(0, 3)), "broken", /ended in the middle/);
      await rejects(read(Buffer.from("plain text that is no frame")), "broken", /not in the engine's frames/);
    });
  });

  describe("reads and writes archives", () => {
    const long = `${"d".repeat(90)}/${"ü".repeat(90)}`;
    const entries: readonly NewEntry[] = [
      { type: "directory", path: "a", mode: 0o1777, uid: 1, gid: 2 },
      { type: "file", path: long, mode: 0o6755, uid: 3_000_000, gid: 4, content: Buffer.alloc(1300, "x") },
      { type: "symlink", path: "a/link", mode: 0o777, uid: 0, gid: 0, link: `/${long}` },
      { type: "file", path: "empty", mode: 0o600, uid: 0, gid: 0, content: Buffer.alloc(0) },
    ];

    it("with modes, owners, links, and names of any length", async () => {
      for (const size of [1, 100, 512, 5000]) {
        const read = await collected(tarEntries(chunks(Buffer.from(tarOf(entries)), size), () => 10));
        assert.deepEqual(
          read.map(({ path: name, type, mode, uid, gid, link }) => ({ name, type, mode, uid, gid, link })),
          entries.map((one) => ({
            ...{ name: one.path, type: one.type, mode: one.mode, uid: one.uid, gid: one.gid },
            link: one.type === "symlink" ? one.link : "",
          })),
        );
        assert.equal(read[1]?.size, 1300);
        assert.equal(Buffer.from(read[1]?.content ?? []).toString(), "x".repeat(10));
      }
    });

    it("as GNU tar does", async function () {
      if (process.platform !== "linux") return this.skip();
      const { execFileSync } = await import("node:child_process");
      const listed = execFileSync("tar", ["-tvf", "-", "--numeric-owner"], {
        input: tarOf(entries),
        env: { PATH: process.env["PATH"], LC_ALL: "C.UTF-8", TZ: "UTC" },
      }).toString();
      assert.match(listed, /^drwxrwxrwt 1\/2 .* a\/?$/m);
      assert.match(listed, /^-rwsr-sr-x 3000000\/4 +1300 .* d+\//m);
    });

    it("and sees files with capabilities", async () => {
      const record = "45 SCHILY.xattr.security.capability=\u0001\u0002\u0003\u0004\u0005\n";
      const withLength = Buffer.from(`${record.length} ${record.slice(3)}`);
      const [plain] = [
        Buffer.from(tarOf([{ type: "file", path: "x", mode: 0o644, uid: 0, gid: 0, content: withLength }])),
      ];
      assert.ok(plain);
      // The file becomes an extended header of the next entry.
      plain.write("x", 156, "latin1");
      plain.fill(" ", 148, 156);
      const sum = plain.subarray(0, 512).reduce((total, byte) => total + byte, 0);
      plain.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
      const ping = Buffer.from(
        tarOf([{ type: "file", path: "bin/ping", mode: 0o755, uid: 0, gid: 0, content: Buffer.alloc(0) }]),
      );
      const read = await collected(tarEntries(chunks(Buffer.concat([plain.subarray(0, 1024), ping]), 300)));
      assert.deepEqual(
        read.map(({ path: name, hasCapabilities }) => [name, hasCapabilities]),
        [["bin/ping", true]],
      );
    });

    it("and takes nothing else for one", async () => {
      const whole = Buffer.from(tarOf(entries));
      await rejects(collected(tarEntries(chunks(Buffer.alloc(1024, "no tar"), 512))), "broken", /not a tar/);
      await rejects(collected(tarEntries(chunks(whole.subarray(0, 1600), 512))), "broken", /ended in the middle/);
    });
  });

  describe("asks an engine", () => {
    let fake: FakeEngine | undefined;
    afterEach(async () => {
      await fake?.close();
      fake = undefined;
    });
    const start = async (
      answers: (asked: Asked) => Answer | undefined,
      options?: Parameters<typeof fakeEngine>[1],
    ): Promise<FakeEngine> => {
      fake = await fakeEngine(answers, options);
      return fake;
    };
    const reader = ({ socket }: FakeEngine): Promise<EngineReader> =>
      EngineReader.connect({ by: "unix", path: socket }, os.tmpdir());
    const trials = ({ socket }: FakeEngine): Promise<TrialEngine> =>
      TrialEngine.connect({ by: "unix", path: socket }, os.tmpdir());

    it("in the newest version that both know", async () => {
      for (const [api, oldest, spoken] of [
        ["1.51", "1.24", "1.45"],
        ["1.43", "1.24", "1.43"],
        ["1.60", "1.52", "1.52"],
      ]) {
        const engine = await fakeEngine(() => ({ json: [] }), {
          ping: { "Api-Version": api, Ostype: "linux" },
          version: { Version: "1", MinAPIVersion: oldest },
        });
        const client = await reader(engine);
        await client.containers({}, { all: true });
        assert.equal(client.about.api, spoken);
        assert.equal(engine.asked.at(-1)?.version, spoken);
        await engine.close();
      }
    });

    it("and tells Podman from Docker", async () => {
      const podman = { "Api-Version": "1.41", "Libpod-Api-Version": "5.4.2", Ostype: "linux" };
      const engine = await start(() => undefined, { ping: podman, version: { Version: "5.4.2" } });
      assert.deepEqual((await reader(engine)).about, { name: "Podman", release: "5.4.2", api: "1.41" });
    });

    it("unless it is too old, runs Windows containers, or is none", async () => {
      for (const [ping, kind, message] of [
        [{ "Api-Version": "1.40", Ostype: "linux" }, "unsupported", /API is 1\.40; Bulkhead needs 1\.41/],
        [{ "Api-Version": "1.51", Ostype: "windows" }, "unsupported", /Windows containers/],
        [{}, "broken", /no container engine/],
      ] as const) {
        const engine = await fakeEngine(() => undefined, { ping });
        await rejects(reader(engine), kind, message);
        await engine.close();
      }
    });

    it("and says plainly where nobody answers", async () => {
      const missing = path.join(os.tmpdir(), "bulkhead-nobody.sock");
      await rejects(
        EngineReader.connect({ by: "unix", path: missing }, os.tmpdir()),
        "absent",
        /^no container engine answers at unix:\/\//,
      );
      await rejects(
        EngineReader.connect({ by: "tcp", host: "127.0.0.1", port: 1 }, os.tmpdir()),
        "absent",
        /127\.0\.0\.1:1$/,
      );
    });

    it("over TCP of this machine too", async () => {
      const engine = await start(() => ({ json: { ID: "x" } }), { tcp: true });
      const [, port] = engine.socket.split(":");
      const client = await EngineReader.connect({ by: "tcp", host: "127.0.0.1", port: Number(port) }, os.tmpdir());
      assert.equal((await client.info()).ID, "x");
    });

    it("and never keeps a value of an environment", async () => {
      const engine = await start(({ path: asked }) => ({
        json: { Id: "a", Config: { Env: ["KEY=hunter2", "BARE"], User: "9" }, path: asked },
      }));
      const client = await reader(engine);
      for (const answer of [await client.container("abc"), await client.image("acme/app:1@sha256:00")]) {
        assert.deepEqual(answer.Config, { User: "9", environmentNames: ["KEY", "BARE"] });
        assert.ok(!JSON.stringify(answer).includes("hunter2"));
      }
      assert.deepEqual(
        engine.asked.slice(-2).map((one) => one.path),
        ["/containers/abc/json", "/images/acme/app:1@sha256:00/json"],
      );
    });

    it("takes the engine's own words for what it refuses, but no value of an environment", async () => {
      const engine = await start(({ body }) => ({
        status: 400,
        json: { message: `invalid ${JSON.parse(body.toString()).Env[0]} or hunter2` },
      }));
      const client = await trials(engine);
      const body: NewContainer = {
        Image: "x",
        Env: ["KEY=hunter2"],
        Labels: { [TRIAL_LABEL]: "1" },
        HostConfig: { NetworkMode: "none" },
      };
      await rejects(client.createContainer("bulkhead-1", body), "refused", /^invalid … or …$/);
    });

    it("for no other path than is meant", async () => {
      const engine = await start(() => ({ json: {} }));
      const client = await reader(engine);
      const before = engine.asked.length;
      for (const name of ["../containers/json", "a/../b", "/a", "a//b", "a?x", "a/", "a/.b", "", "a b"])
        await rejects(client.image(name), "unsupported", /no name of an image/);
      for (const id of ["..", "a/json", "", "a?force=1"]) await rejects(client.container(id), "unsupported", /no name/);
      assert.equal(engine.asked.length, before);
    });

    it("sends of a trial's container the fields that it knows, whatever else there is", async () => {
      const engine = await start(() => ({ status: 201, json: { Id: "new" } }));
      const HostConfig = {
        NetworkMode: "none",
        CapDrop: ["ALL"],
        Privileged: true,
        Binds: ["/:/host"],
        PortBindings: {},
        Devices: [{}],
      } as const;
      const body = { Image: "x", Labels: { [TRIAL_LABEL]: "1" }, ExposedPorts: {}, Volumes: { "/": {} }, HostConfig };
      await (await trials(engine)).createContainer("bulkhead-1", body as NewContainer);
      assert.deepEqual(JSON.parse(engine.asked.at(-1)?.body.toString() ?? ""), {
        Image: "x",
        Labels: { [TRIAL_LABEL]: "1" },
        HostConfig: { NetworkMode: "none", CapDrop: ["ALL"] },
      });
    });

    it("makes nothing under another name, and takes no volume that is there for its own", async () => {
      const engine = await start(() => ({ status: 201, json: { Name: "bulkhead-data", Labels: null } }));
      const client = await trials(engine);
      const labels = { [TRIAL_LABEL]: "1" } as const;
      await rejects(client.createVolume("data", labels), "unsupported", /not Bulkhead's/);
      await rejects(client.createNetwork("data", labels), "unsupported", /not Bulkhead's/);
      await rejects(
        client.createVolume(`${TRIAL_PREFIX}data`, labels),
        "refused",
        /volume bulkhead-data that is not Bulkhead's/,
      );
    });

    it("lists as its own only what has both label and prefix", async () => {
      const mine = { [TRIAL_LABEL]: "1" };
      const named = [
        ["bulkhead-1", mine],
        ["web", mine],
        ["bulkhead-2", {}],
        ["bulkhead-3", null],
      ] as const;
      const engine = await start(({ path: asked }) => {
        if (asked === "/volumes") return { json: { Volumes: named.map(([Name, Labels]) => ({ Name, Labels })) } };
        if (asked === "/networks") return { json: named.map(([Name, Labels]) => ({ Id: Name, Name, Labels })) };
        return { json: named.map(([Name, Labels]) => ({ Id: Name, Names: [`/${Name}`], Labels })) };
      });
      const { containers, networks, volumes } = await (await trials(engine)).owned();
      for (const list of [containers, networks, volumes])
        assert.deepEqual(
          list.map(({ id }) => id as string),
          ["bulkhead-1"],
        );
      const asked = engine.asked.filter(({ query }) => query.has("filters"));
      assert.deepEqual(
        asked.map(({ query }) => query.get("filters")),
        Array(3).fill('{"label":["dev.bulkhead.trial"]}'),
      );
    });

    it("gives up at the time limit and when it is told to", async () => {
      const engine = await start(({ path: asked }) => {
        // The first bytes come, and nothing more.
        if (asked.endsWith("/logs")) return (response) => void response.writeHead(200).write("");
        return () => {};
      });
      const client = await reader(engine);
      await rejects(client.info({ within: 20 }), "late", /no answer within/);
      const controller = new AbortController();
      const asking = client.info({ signal: controller.signal });
      const reading = printedLines(
        client.logs("a", { hasTerminal: true, follow: true, signal: controller.signal }),
        100,
      );
      setTimeout(() => controller.abort(), 50);
      await rejects(asking, "aborted", /^cancelled$/);
      await rejects(reading, "aborted", /^cancelled$/);
      await rejects(client.info({ signal: controller.signal }), "aborted", /^cancelled$/);
    });

    it("says so where an answer ends too early or is no data", async () => {
      const engine = await start(({ path: asked }) => {
        if (asked === "/info") return { bytes: Buffer.from("<html>") };
        return (response) => {
          response.writeHead(200, { "Content-Length": "100" }).write("{");
          setTimeout(() => response.destroy(), 10);
        };
      });
      const client = await reader(engine);
      await rejects(client.info(), "broken", /not JSON/);
      await rejects(client.network("a"), "broken", /in the middle of an answer/);
    });

    it("waits for the end of a container before it is started, and removes what is gone already", async () => {
      let end = (): void => {};
      const engine = await start(({ path: asked, method }) => {
        if (method === "DELETE") return { status: 404 };
        if (!asked.endsWith("/wait")) return undefined;
        return (response) => {
          response.writeHead(200).flushHeaders();
          end = () => void response.end('{"StatusCode":7}');
        };
      });
      const client = await trials(engine);
      const [own] = [{ id: "a" }].map(({ id }) => id as Awaited<ReturnType<TrialEngine["createContainer"]>>);
      assert.ok(own);
      const { ended } = await client.waitFor(own, "next-exit");
      end();
      assert.deepEqual(await ended, { StatusCode: 7 });
      await client.removeContainer(own);
      assert.equal(engine.asked.at(-1)?.query.toString(), "force=true&v=true");
    });
  });
});

async function* chunks(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function collected<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

function rejects(promise: Promise<unknown>, kind: EngineFailure["kind"], message: RegExp): Promise<void> {
  return assert.rejects(promise, isFailure(kind, message));
}

function throws(work: () => unknown, kind: EngineFailure["kind"], message: RegExp): void {
  assert.throws(work, isFailure(kind, message));
}

function isFailure(kind: EngineFailure["kind"], message: RegExp): (error: unknown) => true {
  return (error) => {
    assert.ok(error instanceof EngineFailure, String(error));
    assert.equal(error.kind, kind);
    assert.match(error.message, message);
    return true;
  };
}
