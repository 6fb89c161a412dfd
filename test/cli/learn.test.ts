import assert from "node:assert/strict";
import { mkdir, symlink } from "node:fs/promises";
import { readEvidence } from "../../server/analysis/learned/file.ts";
import { type FakeEngine, fakeEngine } from "../engine/fake-engine.ts";
import { EngineOfJobs } from "../learn/engine-of-jobs.ts";
import { CliProject, type Outcome } from "./cli-project.ts";

const COMPOSE = `services:
  app: { image: "acme/app:1", environment: { PASSWORD: correct-horse } }
  other: { image: "acme/app:1", privileged: true }
`;
const EVIDENCE = ".bulkhead/evidence/compose.yaml.json";

describe("bulkhead learn", () => {
  let project: CliProject;
  let engine: EngineOfJobs;
  let fake: FakeEngine;

  beforeEach(async () => {
    project = await CliProject.with({ "compose.yaml": COMPOSE });
    engine = new EngineOfJobs("FOWNER");
    fake = await fakeEngine((asked) => engine.answer(asked));
  });

  afterEach(async () => {
    await fake.close();
    await project.remove();
  });

  function learn(
    args: readonly string[],
    terminal: { readonly stdin?: string; readonly status?: () => void } = {},
  ): Promise<Outcome> {
    return project.run(["learn", "compose.yaml", ...args], {
      ...terminal,
      env: { DOCKER_HOST: `unix://${fake.socket}` },
    });
  }

  function made(): number {
    return fake.asked.filter(({ method }) => method === "POST").length;
  }

  it("says what will be run on which engine, and what came out, and writes it down", async () => {
    const { status, out, err } = await learn(["app", "--yes"]);
    assert.equal(status, 0, err);
    assert.match(out, /^Copies are run on Docker 28\.5\.2, on this machine: unix:/);
    assert.match(out, /app: image acme\/app:1 \(sha256:a+\); with the variables PASSWORD\n/);
    assert.match(out, /capabilities: FOWNER\n {4}without FOWNER: fails at first start: it ended with 1/);
    assert.doesNotMatch(out + err, /correct-horse/);
    const text = await project.read(EVIDENCE);
    assert.deepEqual(readEvidence(text)?.get("app")?.capabilities?.enough, ["FOWNER"]);
    assert.doesNotMatch(text, /correct-horse/);
  });

  it("runs nothing where nobody agrees", async () => {
    const nobody = await learn(["app"]);
    assert.equal(nobody.status, 2);
    assert.match(nobody.err, /^bulkhead: it asks before it runs anything: say --yes where nobody can answer/);
    const no = await learn(["app"], { stdin: "n\n", status: () => {} });
    assert.deepEqual({ status: no.status, err: no.err }, { status: 2, err: "bulkhead: nothing was run\n" });
    assert.equal(made(), 0);
    assert.equal((await learn(["app"], { stdin: "y\n", status: () => {} })).status, 0);
  });

  it("runs nothing where the settings of the project forbid it", async () => {
    await project.write(".bulkhead.yaml", "learn: off\n");
    const { status, err } = await learn(["app", "--yes"]);
    assert.equal(status, 2);
    assert.match(err, /^bulkhead: the project's settings forbid it/);
    assert.equal(fake.asked.length, 0);
  });

  it("has no setting that allows it", async () => {
    await project.write(".bulkhead.yaml", "learn: on\n");
    assert.equal((await learn(["app"])).status, 2);
    assert.equal(made(), 0);
  });

  it("learns of the others where one is refused", async () => {
    const { status, err } = await learn(["other", "app", "--yes"]);
    assert.equal(status, 1);
    assert.match(err, /bulkhead: other is privileged: no copy is run of it/);
    assert.deepEqual([...(readEvidence(await project.read(EVIDENCE)) ?? new Map()).keys()], ["app"]);
  });

  it("verifies what is written, and writes nothing then", async () => {
    await learn(["app", "--yes"]);
    const before = await project.read(EVIDENCE);
    assert.equal((await learn(["--verify", "--yes"])).status, 0);
    engine = new EngineOfJobs("CHOWN");
    const { status, err } = await learn(["--verify", "--yes"]);
    assert.equal(status, 1);
    assert.match(err, /bulkhead: app: capabilities that are enough: \["FOWNER"\] before, \["CHOWN"\] now/);
    assert.equal(await project.read(EVIDENCE), before);
  });

  it("does not write through a symbolic link", async () => {
    await mkdir(project.path("elsewhere"));
    await symlink("elsewhere", project.path(".bulkhead"));
    const { status, err } = await learn(["app", "--yes"]);
    assert.equal(status, 2);
    assert.match(err, /is no directory/);
    await assert.rejects(project.read("elsewhere/evidence/compose.yaml.json"));
  });

  const wrong: readonly (readonly [readonly string[], RegExp])[] = [
    [[], /^bulkhead: name a service to learn about: app, other$/m],
    [["app", "--minutes", "0"], /It is a number from 1 to 120\./],
    [["nobody", "--yes"], /^bulkhead: nobody is no service of this project$/m],
    [["--verify", "--yes"], /^bulkhead: there is no evidence to verify$/m],
    [["app", "--yes", "--host", "tcp://192.0.2.1:2375"], /without TLS/],
    [["app", "--yes", "--host", "unix:///nowhere/engine.sock"], /^bulkhead: .*nowhere/m],
  ];
  for (const [args, words] of wrong)
    it(`says in one sentence what is wrong with ${args.join(" ") || "no service"}`, async () => {
      const { status, err } = await learn(args);
      assert.notEqual(status, 0);
      assert.match(err, words);
    });

  it("keeps the evidence that is there of other services, and refuses to replace what it cannot read", async () => {
    await project.write(EVIDENCE, '{"version":2,"services":{}}');
    const { status, err } = await learn(["app", "--yes"]);
    assert.equal(status, 2);
    assert.match(err, /holds no evidence that can be read, or that of a later version/);
  });
});
