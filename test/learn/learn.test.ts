import assert from "node:assert/strict";
import { DEFAULT_ENGINE } from "../../server/analysis/facts/engine.ts";
import type { Project } from "../../server/analysis/model/project.ts";
import { analyze } from "../../server/analysis/run/analyze.ts";
import { ParseCache } from "../../server/analysis/run/cache.ts";
import { EngineFailure } from "../../server/engine/failure.ts";
import { TrialEngine } from "../../server/engine/trial-engine.ts";
import { learn } from "../../server/learn/learn.ts";
import { NotLearnable, type Preparation, prepare } from "../../server/learn/prepare.ts";
import { LeftBehind, sweep } from "../../server/learn/workshop.ts";
import { type FakeEngine, fakeEngine } from "../engine/fake-engine.ts";
import { EngineOfJobs } from "./engine-of-jobs.ts";

function project(text: string): Project {
  const onRuleError = (_: string, error: unknown): void => {
    throw error;
  };
  const files = new Map([["file:///p/compose.yaml", text]]);
  const config = { profile: "default", engine: DEFAULT_ENGINE, rules: new Map() } as const;
  const found = analyze(["file:///p/compose.yaml"], (uri) => files.get(uri) ?? null, config, {
    cache: new ParseCache(),
    onRuleError,
  });
  assert.ok(found.project);
  return found.project;
}

const TEXT = `services:
  app:
    image: acme/app:1
    ports: ["80:80"]
    container_name: production
    restart: always
    volumes: [data:/data]
    networks: [outside]
    environment: { PASSWORD: correct-horse }
    labels: { a: b }
    depends_on: [db]
  db: { image: acme/db:1 }
networks: { outside: { external: true } }
volumes: { data: { external: true, name: production-data } }
`;

describe("learning about a service", () => {
  let fake: FakeEngine;
  let engine: EngineOfJobs;
  let client: TrialEngine;

  async function start(needs?: string): Promise<void> {
    engine = new EngineOfJobs(needs);
    fake = await fakeEngine((asked) => engine.answer(asked));
    client = await TrialEngine.connect({ by: "unix", path: fake.socket }, "/");
  }

  afterEach(async () => {
    client.close();
    await fake.close();
  });

  function preparation(text: string, name = "app"): Promise<Preparation> {
    const signal = new AbortController().signal;
    const given = { engine: client, info: {}, projectName: "p", read: () => null, shell: {}, signal };
    return prepare(name, project(text), given);
  }

  async function learned(text: string, signal = new AbortController().signal): ReturnType<typeof learn> {
    const info = await client.info();
    return learn(await preparation(text), {
      ...{ engine: client, info, exercise: undefined, today: "2026-11-30", version: "1.0.0" },
      ...{ read: () => null, signal, progress: () => {} },
    });
  }

  it("finds what a job needs, removes all that it made, and tells no value of the environment", async () => {
    await start("FOWNER");
    const found = await learned(TEXT.replace("    depends_on: [db]\n", ""));
    assert.deepEqual(found.capabilities?.enough, ["FOWNER"]);
    assert.deepEqual([...engine.there.keys()], []);
    assert.deepEqual(found.from.variables, ["PASSWORD"]);
    assert.doesNotMatch(JSON.stringify(found), /correct-horse/);
  });

  it("makes copies of nothing but what is listed", async () => {
    await start();
    await learned(TEXT.replace("    depends_on: [db]\n", ""));
    const allowed = new Set([
      "Image",
      "Labels",
      "Env",
      "User",
      "Entrypoint",
      "StopTimeout",
      "HostConfig",
      "NetworkingConfig",
    ]);
    for (const body of engine.bodies) {
      for (const key of Object.keys(body)) assert.ok(allowed.has(key), key);
      const host = body["HostConfig"] as Record<string, unknown>;
      assert.deepEqual(host["CapDrop"], ["ALL"]);
      for (const mount of (host["Mounts"] ?? []) as readonly { readonly Type: string; readonly Source: string }[]) {
        assert.equal(mount.Type, "volume");
        assert.match(mount.Source, /^bulkhead-/);
      }
      // On the network of the trial alone it has the name by which others may ask for it.
      const { NetworkingConfig, ...others } = body;
      assert.doesNotMatch(JSON.stringify(others), /production|outside|PortBindings|Binds|Privileged/);
      if (NetworkingConfig === undefined) continue;
      const joined = Object.values((NetworkingConfig as { EndpointsConfig: object }).EndpointsConfig);
      assert.deepEqual(joined, [{ Aliases: ["app", "production"] }]);
    }
    assert.ok(fake.asked.every(({ path }) => !/prune|commit|images\/create|build|exec/.test(path)));
  });

  it("removes all that it made, whichever request fails", async () => {
    await start();
    await learned(TEXT.replace("    depends_on: [db]\n", ""));
    const all = engine.requests;
    for (let failing = 4; failing <= all; failing += 11) {
      engine.requests = 0;
      engine.failing = failing;
      await learned(TEXT.replace("    depends_on: [db]\n", "")).catch((error: unknown) => {
        if (!(error instanceof EngineFailure) && !(error instanceof NotLearnable)) throw error;
      });
      assert.deepEqual([...engine.there.keys()], [], `request ${failing}`);
    }
  });

  it("says what it could not remove, whatever ended it", async () => {
    await start();
    const text = TEXT.replace("    depends_on: [db]\n", "");
    engine.isDeaf = true;
    await assert.rejects(learned(text), (error: unknown) => {
      assert.ok(error instanceof LeftBehind);
      assert.match(error.message, /things? of this run may be left on the engine, and the next run removes/);
      return true;
    });
  });

  it("removes all that it made when it is cancelled", async () => {
    await start();
    const abort = new AbortController();
    const answer = engine.answer.bind(engine);
    engine.answer = (asked) => {
      if (engine.requests === 25) abort.abort(new Error("cancelled"));
      return answer(asked);
    };
    await assert.rejects(learned(TEXT.replace("    depends_on: [db]\n", ""), abort.signal));
    assert.ok(engine.requests > 25);
    assert.deepEqual([...engine.there.keys()], []);
  });

  it("removes at the next run what a killed one left, and nothing of anybody else's", async () => {
    await start();
    const { hostname } = await import("node:os");
    const labels = (owner: string): object => ({ "dev.bulkhead.trial": "1", "dev.bulkhead.owner": owner });
    const mine = (pid: number): object => labels(`${hostname()}:${pid}:${Date.now()}`);
    engine.there.set("containers-dead", { kind: "containers", Labels: mine(2 ** 22 + 7) });
    engine.there.set("containers-alive", { kind: "containers", Labels: mine(process.pid) });
    engine.there.set("containers-elsewhere", { kind: "containers", Labels: labels(`another-machine:1:${Date.now()}`) });
    engine.there.set("containers-user", { kind: "containers", Labels: {} });
    engine.there.set("bulkhead-volume", { kind: "volumes", Labels: mine(2 ** 22 + 7) });
    const { removed, left } = await sweep(client);
    assert.equal(removed, 2);
    assert.equal(left, 1);
    assert.deepEqual([...engine.there.keys()].sort(), ["containers-alive", "containers-elsewhere", "containers-user"]);
  });

  const refused: readonly (readonly [string, RegExp])[] = [
    ["privileged: true", /is privileged/],
    ["cap_add: [SYS_ADMIN]", /more than the default capabilities: SYS_ADMIN/],
    ["pid: host", /shares its pid namespace/],
    ["network_mode: host", /shares its net namespace/],
    ["devices: [/dev/kvm]", /is given devices/],
    ["security_opt: [seccomp=unconfined]", /has seccomp=unconfined/],
    ["security_opt: [apparmor=unconfined]", /has apparmor=unconfined/],
    ["volumes: [/var/run/docker.sock:/s]", /mounts the socket/],
    ["volumes: [/etc:/host]", /lies outside of the project|not there/],
    ["volumes_from: [db]", /takes the volumes of others/],
    ["use_api_socket: true", /engine's socket/],
    ["environment: { A: $NOBODY_SETS_THIS }", /variable whose value is not known: A/],
    ["command: $NOBODY_SETS_THIS", /command that is not known/],
    ["post_start: [{ command: [a], privileged: true }]", /has hooks/],
  ];
  for (const [line, why] of refused)
    it(`refuses a service with ${line}`, async () => {
      await start();
      const text = `services:\n  app:\n    image: acme/app:1\n    ${line}\n  db: { image: acme/db:1 }\n`;
      await assert.rejects(
        preparation(text),
        (error: unknown) => error instanceof NotLearnable && why.test(error.message),
      );
      assert.ok(fake.asked.every(({ method }) => method === "GET"));
    });

  it("gives copies the variables, the health check and the end that the files say", async () => {
    await start();
    const lines = [
      "env_file: [vars.env]",
      "environment: { B: two, FROM_SHELL: }",
      "healthcheck: { test: [CMD, ok], interval: 1m30s, start_period: 500ms, retries: 4 }",
      ...["stop_signal: SIGINT", "init: true", "hostname: box", "cap_drop: [ALL]", "cap_add: [CHOWN]"],
    ];
    const text = `services:\n  app:\n    image: acme/app:1\n${lines.map((line) => `    ${line}\n`).join("")}`;
    const { target } = await prepare("app", project(text), {
      ...{ engine: client, info: {}, projectName: "p", signal: new AbortController().signal },
      read: (uri) => (uri === "file:///p/vars.env" ? "A=one\nB=one\n" : null),
      shell: { FROM_SHELL: "three", OTHER: "four" },
    });
    const { environment, healthcheck, stopSignal, init, hostname, untouched } = target.blueprint;
    assert.deepEqual(environment, ["A=one", "B=two", "FROM_SHELL=three"]);
    assert.deepEqual(healthcheck, { Test: ["CMD", "ok"], Interval: 90e9, StartPeriod: 5e8, Retries: 4 });
    assert.deepEqual({ stopSignal, init, hostname }, { stopSignal: "SIGINT", init: true, hostname: "box" });
    assert.deepEqual(untouched.capabilities, ["CHOWN"]);
    assert.deepEqual([...target.masks].sort(), ["one", "three", "two"]);
  });

  it("gives copies the groups, the shared memory and the names that others know them by", async () => {
    await start();
    const lines = [
      "group_add: [video, 50]",
      "shm_size: 256m",
      "container_name: box",
      "networks: { default: { aliases: [db.local, box] } }",
    ];
    const text = `services:\n  app:\n    image: acme/app:1\n${lines.map((line) => `    ${line}\n`).join("")}`;
    const { groups, shmSize, aliases } = (await preparation(text)).target.blueprint;
    assert.deepEqual(
      { groups, shmSize, aliases },
      { groups: ["video", "50"], shmSize: 2 ** 28, aliases: ["app", "db.local", "box"] },
    );
  });

  it("gives copies no more processors than the machine has", async () => {
    await start();
    const given = { engine: client, projectName: "p", read: () => null, shell: {} };
    const { signal } = new AbortController();
    const small = await prepare("db", project(TEXT), { ...given, info: { NCPU: 1 }, signal });
    const large = await prepare("db", project(TEXT), { ...given, info: { NCPU: 64 }, signal });
    assert.deepEqual([small.target.blueprint.cpus, large.target.blueprint.cpus], [1e9, 2e9]);
  });

  it("takes no file of variables that is not required and not there", async () => {
    await start();
    const text = `services:\n  app:\n    image: acme/app:1\n    env_file: [{ path: none.env, required: false }]\n`;
    assert.deepEqual((await preparation(text)).target.blueprint.environment, []);
    await assert.rejects(preparation(text.replace("false", "true")), /file of variables that cannot be read/);
  });

  it("refuses a service with a secret or config that is no file", async () => {
    await start();
    for (const [kind, where] of [
      ["secrets", "environment: HOME"],
      ["secrets", "external: true"],
      ["configs", "content: text"],
    ]) {
      const text = `services: { app: { image: a, ${kind}: [one] } }\n${kind}: { one: { ${where} } }\n`;
      await assert.rejects(preparation(text), /is given one, which is no file of the project/);
    }
  });

  it("goes on without what it depends on and does not require", async () => {
    await start();
    const text = (required: boolean): string =>
      `services: { app: { image: a, depends_on: { b: { condition: service_started, required: ${required} } } }, b: { image: b, privileged: true } }`;
    assert.deepEqual((await preparation(text(false))).dependencies, []);
    await assert.rejects(preparation(text(true)), /depends on b, which is privileged/);
  });

  it("waits for what it depends on as Compose does", async () => {
    await start();
    const text = (condition: string, required = true): string =>
      TEXT.replace("[db]", `{ db: { condition: ${condition}, required: ${required} } }`);
    for (const goesOn of [
      text("service_started"),
      text("service_completed_successfully"),
      text("service_healthy", false),
    ])
      assert.deepEqual((await learned(goesOn)).capabilities?.enough, []);
    await assert.rejects(learned(text("service_healthy")), /cannot be tried: db, which it depends on, ended with 0/);
    assert.deepEqual([...engine.there.keys()], []);
  });

  it("refuses a service because of one that it depends on", async () => {
    await start();
    const text = TEXT.replace("db: { image: acme/db:1 }", "db: { image: acme/db:1, privileged: true }");
    await assert.rejects(preparation(text), /depends on db, which is privileged/);
  });

  it("names those first that others depend on", async () => {
    await start();
    const text =
      "services: { app: { image: a, depends_on: [b, c] }, b: { image: b, depends_on: [c] }, c: { image: c } }";
    const { dependencies } = await preparation(text);
    assert.deepEqual(
      dependencies.map(({ container }) => container.name),
      ["c", "b"],
    );
  });
});
