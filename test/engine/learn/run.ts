/**
 * `npm run test:learn`: learns what services need on a real engine, from images of busybox that are made for it. What comes out has to be what the service was made to
 * need, twice the same, and the engine afterwards what it was before, also after a run that was killed. Times and numbers of starts go to `results.json`, of which
 * `docs/learn.md` has its table. `npm run test:learn -- NAME…` takes only those services.
 */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type Captured, capture, captured } from "../../../scripts/capture.ts";
import { type Counts, conclude, sum } from "../../../scripts/counts.ts";
import { type RunningEngine, runningEngine } from "../../../scripts/engine.ts";
import { readEvidence } from "../../../server/analysis/learned/file.ts";
import type { Learned } from "../../../server/analysis/model/learned.ts";
import { makeImage } from "./images.ts";
import { CASES, type Case } from "./services.ts";
import { tryEverySubset } from "./subsets.ts";

const PROGRAM = path.resolve(import.meta.dirname, "../../../server/cli/main.ts");
const RESULTS = path.join(import.meta.dirname, "results.json");
const PLACES = [
  ["docker", "ps", "--all", "--quiet"],
  ["docker", "volume", "ls", "--quiet"],
  ["docker", "network", "ls", "--quiet"],
  ["docker", "images", "--all", "--quiet", "--digests"],
] as const;
/** How many services are learned about at once: most of the time is waiting. */
const AT_ONCE = 4;
/** A secret of the project, which nothing may tell. */
const SECRET = "hunter2hunter2";

process.exitCode = await main(process.argv.slice(2));

async function main(wanted: readonly string[]): Promise<number> {
  const chosen = CASES.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  const engine = await runningEngine();
  if (typeof engine === "string") {
    console.log(`Skipped: ${engine}.\n0 passed, 0 failed, ${chosen.length} skipped`);
    return 0;
  }
  const directory = await mkdtemp(path.join(os.tmpdir(), "bulkhead-learn-"));
  try {
    for (const one of CASES) await makeImage({ ...one, tag: tagOf(one.name) }, engine);
    await makeUsers(engine);
    const before = await stateOf(engine);
    const counts: Counts[] = [];
    const waiting = [...chosen];
    const worker = async (): Promise<void> => {
      for (let one = waiting.shift(); one !== undefined; one = waiting.shift())
        counts.push(await proved(one, await makeProject(path.join(directory, one.name)), engine));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    counts.push(await unchanged(before, engine));
    if (wanted.length === 0) {
      const project = await makeProject(path.join(directory, "ended"));
      counts.push(await ended("SIGKILL", project, engine, before), await ended("SIGINT", project, engine, before));
    }
    return conclude(sum(counts));
  } finally {
    for (const { name } of CASES)
      await capture("docker", ["image", "rm", "--force", tagOf(name)], { cwd: "/", env: engine.env });
    await engine.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

function tagOf(name: string): string {
  return `bulkhead-learn:${name}`;
}

/** A container and a volume as the project's own are called: nothing of them may be touched. */
async function makeUsers(engine: RunningEngine): Promise<void> {
  const args = ["create", "--name", "bulkhead-learn-user", "--volume", "bulkhead-learn-user:/data", tagOf("quiet")];
  await captured("docker", args, { cwd: "/", env: engine.env });
}

async function unchanged(before: string, engine: RunningEngine): Promise<Counts> {
  const after = await stateOf(engine);
  if (after === before) return { passed: 1, failed: 0 };
  console.log(`FAILED: the engine is not as it was:\n${before}\n${after}`);
  return { passed: 0, failed: 1 };
}

/** A directory with a project of all the services. */
async function makeProject(directory: string): Promise<string> {
  await mkdir(directory);
  const services = CASES.map(({ name, lines = [] }) => {
    const own = ['ports: ["18080:80"]', "networks: { default: {} }", ...lines];
    return `  ${name}:\n    image: ${tagOf(name)}\n${own.map((line) => `    ${line}\n`).join("")}`;
  });
  await writeFile(
    path.join(directory, "compose.yaml"),
    `services:\n${services.join("")}secrets:\n  key: { file: ./key.txt }\n`,
  );
  await writeFile(path.join(directory, "app.conf"), "answer=42\n");
  await writeFile(path.join(directory, "key.txt"), `${SECRET}\n`);
  await mkdir(path.join(directory, "site"));
  await writeFile(path.join(directory, "site", "page"), "hello\n");
  return directory;
}

/** What there is on the engine. */
async function stateOf(engine: RunningEngine): Promise<string> {
  const lists = await Promise.all(
    PLACES.map(([command, ...args]) => captured(command, args, { cwd: "/", env: engine.env })),
  );
  return lists.map((list) => list.trim().split("\n").sort().join(" ")).join("\n");
}

function learnWith(one: Case, directory: string, engine: RunningEngine, ...more: string[]): Promise<Captured> {
  const exercise = one.exercise === undefined ? [] : ["--exercise", one.exercise];
  const args = [PROGRAM, "learn", "compose.yaml", one.name, "--yes", ...exercise, ...more];
  return capture(process.execPath, args, { cwd: directory, env: engine.env });
}

async function proved(one: Case, directory: string, engine: RunningEngine): Promise<Counts> {
  const started = performance.now();
  try {
    const first = await learnWith(one, directory, engine);
    const seconds = Math.round((performance.now() - started) / 1000);
    assert.ok(!`${first.stdout}${first.stderr}`.includes(SECRET) && !/do-not-tell/.test(first.stdout + first.stderr));
    if ("refused" in one.expected) {
      assert.match(first.stderr, one.expected.refused);
      assert.equal(first.status, 1);
      console.log(`${one.name}: refused (${seconds} s)`);
      return { passed: 1, failed: 0 };
    }
    assert.equal(first.status, 0, first.stderr);
    const learned = await evidenceOf(one.name, directory);
    assert.deepEqual(resultOf(learned), wantedOf(one), first.stderr);
    const again = await learnWith(one, directory, engine, "--verify");
    assert.equal(again.status, 0, `another time: ${again.stderr}`);
    await keep(one, learned, seconds);
    if (one.everySubset) {
      const tried = await tryEverySubset(one.name, learned.capabilities?.enough ?? [], directory, engine);
      console.log(`${one.name}: none of ${tried - 1} smaller sets is enough`);
    }
    console.log(
      `${one.name}: ${learned.capabilities?.enough.join(", ") || "none"} (${learned.judged.trials} copies, ${learned.judged.starts} starts, ${seconds} s)`,
    );
    return { passed: 1, failed: 0 };
  } catch (error) {
    console.log(`FAILED ${one.name}: ${error instanceof Error ? error.message : String(error)}`);
    return { passed: 0, failed: 1 };
  }
}

async function evidenceOf(name: string, directory: string): Promise<Learned> {
  const text = await readFile(path.join(directory, ".bulkhead/evidence/compose.yaml.json"), "utf8");
  assert.ok(!text.includes(SECRET) && !text.includes("do-not-tell"));
  const learned = readEvidence(text)?.get(name);
  assert.ok(learned, "there is no evidence");
  return learned;
}

function resultOf({ capabilities, user, readOnly, noNewPrivileges }: Learned): object {
  assert.deepEqual(Object.keys(capabilities?.without ?? {}).sort(), [...(capabilities?.enough ?? [])].sort());
  return {
    capabilities: capabilities?.enough,
    user: user === null ? undefined : user.works ? user.as : null,
    tmpfs: readOnly?.works ? readOnly.tmpfs.map((place) => place.path) : null,
    noNewPrivileges: noNewPrivileges?.works,
  };
}

function wantedOf({ expected }: Case): object {
  assert.ok(!("refused" in expected));
  const { capabilities, user, tmpfs, noNewPrivileges = true } = expected;
  return { capabilities, user, tmpfs, noNewPrivileges };
}

/** The table of `docs/learn.md`. */
async function keep(one: Case, { judged, capabilities }: Learned, seconds: number): Promise<void> {
  const results = JSON.parse(await readFile(RESULTS, "utf8").catch(() => "{}"));
  const { trials, starts } = judged;
  results[one.name] = { what: one.what, capabilities: capabilities?.enough ?? [], trials, starts, seconds };
  await writeFile(RESULTS, `${JSON.stringify(results, null, 1)}\n`);
}

/** Ends a run in the middle. What it leaves is gone at its end, or where it was killed, at the next run. */
async function ended(
  signal: "SIGKILL" | "SIGINT",
  directory: string,
  engine: RunningEngine,
  before: string,
): Promise<Counts> {
  try {
    const args = [PROGRAM, "learn", "compose.yaml", "database", "--yes"];
    const child = spawn(process.execPath, args, { cwd: directory, env: engine.env, stdio: "ignore" });
    await somethingThere(engine, child);
    const gone = new Promise<number | null>((resolve) => child.once("exit", resolve));
    child.kill(signal);
    const status = await gone;
    if (signal === "SIGKILL") {
      assert.notEqual(await stateOf(engine), before, "nothing was left");
      const quiet = CASES.find(({ name }) => name === "broken");
      assert.ok(quiet);
      assert.match((await learnWith(quiet, directory, engine)).stderr, /removed \d+ things/);
    } else assert.equal(status, 2);
    assert.equal(await stateOf(engine), before, "something is left");
    console.log(`${signal}: nothing is left`);
    return { passed: 1, failed: 0 };
  } catch (error) {
    console.log(`FAILED ${signal}: ${error instanceof Error ? error.message : String(error)}`);
    return { passed: 0, failed: 1 };
  }
}

async function somethingThere(engine: RunningEngine, child: ChildProcess): Promise<void> {
  const args = ["ps", "--quiet", "--filter", "label=dev.bulkhead.trial"];
  while (child.exitCode === null) {
    if ((await captured("docker", args, { cwd: "/", env: engine.env })).trim() !== "") return;
    await wait(200);
  }
  throw new Error("the run ended by itself");
}
