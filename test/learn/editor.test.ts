import assert from "node:assert/strict";
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, it } from "mocha";
import { ROOT } from "../../scripts/build.ts";
import { readEvidence } from "../../server/analysis/learned/file.ts";
import type { FromLearning, ToLearning } from "../../server/learn/editor-protocol.ts";
import { type FakeEngine, fakeEngine } from "../engine/fake-engine.ts";
import { EngineOfJobs } from "./engine-of-jobs.ts";

const COMPOSE = `services:
  app: { image: "acme/app:1", environment: { PASSWORD: correct-horse } }
  other: { image: "acme/app:1", privileged: true }
`;

/** The programs that an editor starts: the sources, and the bundle that users have. */
const PROGRAMS = ["server/learn/main.ts", "dist/server/learn.mjs"];

describe("learning for an editor", () => {
  let directory: string;
  let engine: EngineOfJobs;
  let fake: FakeEngine;
  let child: ChildProcess;
  /** Every message in the order in which it came; who waits for one of a kind gets it once it is there. */
  let told: FromLearning[];

  beforeEach(async () => {
    directory = await mkdtemp(path.join(os.tmpdir(), "bulkhead-learn-"));
    await writeFile(path.join(directory, "compose.yaml"), COMPOSE);
    engine = new EngineOfJobs("FOWNER");
    fake = await fakeEngine((asked) => engine.answer(asked));
  });

  afterEach(async () => {
    child.kill("SIGKILL");
    await fake.close();
    await rm(directory, { recursive: true, force: true });
  });

  function start(program: string, service?: string, socket = fake.socket): void {
    const env = { PATH: process.env["PATH"], DOCKER_HOST: `unix://${socket}` };
    child = fork(path.join(ROOT, program), ["1.2.3"], { env, stdio: ["ignore", "inherit", "inherit", "ipc"] });
    told = [];
    child.on("message", (message: FromLearning) => told.push(message));
    const uri = pathToFileURL(path.join(directory, "compose.yaml")).href;
    const order = { uri, outermost: pathToFileURL(directory).href, ...(service === undefined ? {} : { service }) };
    send({ is: "order", order });
  }

  function send(message: ToLearning): void {
    child.send(message);
  }

  async function heard<Is extends FromLearning["is"]>(is: Is): Promise<Extract<FromLearning, { readonly is: Is }>> {
    for (;;) {
      const found = told.find((one): one is Extract<FromLearning, { readonly is: Is }> => one.is === is);
      if (found) return found;
      assert.equal(child.exitCode, null, `it ended before it told ${is}: ${JSON.stringify(told)}`);
      await wait(20);
    }
  }

  async function status(): Promise<number | null> {
    if (child.exitCode === null) await once(child, "exit");
    return child.exitCode;
  }

  function made(): number {
    return fake.asked.filter(({ method }) => method === "POST").length;
  }

  for (const program of PROGRAMS) {
    it(`says what would be run, runs it once it may, and hands over the evidence: ${program}`, async () => {
      start(program, "app");
      const { plan } = await heard("plan");
      assert.equal(made(), 0);
      assert.deepEqual([plan.engine, plan.isHere], ["Docker 28.5.2", true]);
      const [service] = plan.services;
      assert.deepEqual(
        service?.runs.map(({ image, variables }) => [image, variables]),
        [["acme/app:1", ["PASSWORD"]]],
      );
      assert.equal(JSON.parse(service?.runs[0]?.body ?? "").HostConfig.CapDrop[0], "ALL");
      assert.doesNotMatch(JSON.stringify(plan), /correct-horse/);
      send({ is: "agreed" });
      const { file, text } = await heard("learned");
      assert.equal(file, pathToFileURL(path.join(directory, ".bulkhead/evidence/compose.yaml.json")).href);
      assert.deepEqual(readEvidence(text)?.get("app")?.capabilities?.enough, ["FOWNER"]);
      assert.equal(readEvidence(text)?.get("app")?.on.bulkhead, "1.2.3");
      assert.equal(await status(), 0);
      assert.deepEqual([...engine.there.keys()], []);
      assert.deepEqual(await readdir(directory), ["compose.yaml"], "nothing is written");
      assert.ok(told.some((one) => one.is === "step" && one.step.is === "ended" && one.step.works));
    });

    it(`removes what it made where the editor is gone in the middle: ${program}`, async () => {
      start(program, "app");
      await heard("plan");
      send({ is: "agreed" });
      await heard("step");
      child.disconnect();
      assert.equal(await status(), 0);
      assert.ok(made() > 0);
      assert.deepEqual([...engine.there.keys()], []);
    });
  }

  it("runs nothing where nobody agrees", async () => {
    start("server/learn/main.ts", "app");
    await heard("plan");
    child.disconnect();
    assert.equal(await status(), 0);
    assert.equal(made(), 0);
  });

  it("lets the user choose where no service is named", async () => {
    start("server/learn/main.ts");
    assert.deepEqual((await heard("services")).names, ["app", "other"]);
    send({ is: "service", name: "app" });
    assert.equal((await heard("plan")).plan.services[0]?.name, "app");
  });

  it("removes what it made when it is told to end by a signal", async () => {
    start("server/learn/main.ts", "app");
    await heard("plan");
    send({ is: "agreed" });
    await heard("step");
    child.kill("SIGTERM");
    assert.equal(await status(), 0);
    assert.deepEqual([...engine.there.keys()], []);
  });

  const refusals: readonly (readonly [string, string, RegExp, (() => Promise<unknown>)?])[] = [
    ["a service that must not be copied", "other", /^other is privileged: no copy is run of it/],
    ["a project whose settings forbid it", "app", /says learn: off/, () => settings("learn: off\n")],
    ["where no engine answers", "app", /^no container engine answers at unix:/, () => fake.close()],
  ];
  for (const [what, service, why, before] of refusals)
    it(`says in one sentence why it refuses ${what}`, async () => {
      await before?.();
      start("server/learn/main.ts", service);
      assert.match((await heard("refused")).why, why);
      assert.equal(await status(), 0);
      assert.equal(made(), 0);
    });

  function settings(text: string): Promise<void> {
    return writeFile(path.join(directory, ".bulkhead.yaml"), text);
  }

  it("says that something is left where it could not be removed", async () => {
    const answer = engine.answer.bind(engine);
    engine.answer = (asked) =>
      asked.method === "DELETE" && asked.path.startsWith("/networks/")
        ? { status: 500, json: { message: "device is busy" } }
        : answer(asked);
    start("server/learn/main.ts", "app");
    await heard("plan");
    send({ is: "agreed" });
    await heard("step");
    child.disconnect();
    assert.equal(await status(), 1);
  });
});
