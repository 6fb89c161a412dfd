/**
 * `npm run test:learn`: learns what services need on a real engine: services of busybox that are shaped to need something, and programs that people run. What
 * comes out has to be what they need, twice the same, and the engine afterwards what it was before, also after a run that was killed. What was learned, with
 * times and numbers of starts, goes to `recordings`, of which `docs/learn.md` has its tables. `npm run test:learn -- NAME…` takes only those services; `ended`
 * among the names stands for the runs that are ended in the middle. The engine is the one that `DOCKER_HOST` names, else one of our own.
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
import { schemaCheck } from "../../analysis/facts/json-schema.ts";
import { PROGRAMS } from "./programs.ts";
import { Recorder } from "./recorder.ts";
import { type Service, SHAPED } from "./services.ts";
import { tryEverySubset } from "./subsets.ts";

/** Those first that take the longest. */
const SERVICES: readonly Service[] = [...PROGRAMS, ...SHAPED];
const PROGRAM = path.resolve(import.meta.dirname, "../../../server/cli/main.ts");
const conforms = schemaCheck("evidence");
const PLACES = [
  ["docker", "ps", "--all", "--quiet"],
  ["docker", "volume", "ls", "--quiet"],
  ["docker", "network", "ls", "--quiet"],
  ["docker", "images", "--all", "--quiet", "--digests"],
] as const;
/** What a service depends on, and what runs that are ended in the middle are about. */
const NEIGHBOURS: Readonly<Record<string, readonly string[]>> = { client: ["web"], ended: ["database", "broken"] };
/** The service of whose image the user's container is made. */
const QUIET = "quiet";
/** A container and a volume of the user's. */
const USERS = "bulkhead-learn-user";
/** A secret of the project, which nothing may tell. */
const SECRET = "hunter2hunter2";

/** What the services are learned about with. */
interface Laboratory {
  readonly engine: RunningEngine;
  readonly recorder: Recorder;
  /** Of this run alone. */
  readonly directory: string;
}

process.exitCode = await main(process.argv.slice(2));

async function main(wanted: readonly string[]): Promise<number> {
  const isWanted = (name: string): boolean => wanted.length === 0 || wanted.includes(name);
  const chosen = SERVICES.filter(({ name }) => isWanted(name));
  const engine = await runningEngine("the best here");
  if (typeof engine === "string") {
    console.log(`Skipped: ${engine}.\n0 passed, 0 failed, ${chosen.length} skipped`);
    return 0;
  }
  const directory = await mkdtemp(path.join(os.tmpdir(), "bulkhead-learn-"));
  const others = Object.entries(NEIGHBOURS).flatMap(([name, needed]) => (isWanted(name) ? needed : []));
  const needed = SERVICES.filter((one) => chosen.includes(one) || [QUIET, ...others].includes(one.name));
  try {
    const recorder = await Recorder.of(engine);
    for (const one of needed) await one.make(engine, await madeDirectory(path.join(directory, "images", one.name)));
    await makeUsers(engine);
    const before = await stateOf(engine);
    const laboratory = { engine, recorder, directory };
    const counts: Counts[] = [];
    const waiting = [...chosen];
    const worker = async (): Promise<void> => {
      for (let one = waiting.shift(); one !== undefined; one = waiting.shift())
        counts.push(await proved(one, laboratory));
    };
    await Promise.all(Array.from({ length: recorder.atOnce }, worker));
    counts.push(await unchanged(before, engine));
    if (isWanted("ended")) {
      counts.push(await ended("SIGKILL", laboratory, before));
      counts.push(await ended("SIGINT", laboratory, before));
    }
    await removeUsers(engine);
    return conclude(sum(counts));
  } finally {
    for (const tag of needed.flatMap(({ made }) => made))
      await capture("docker", ["image", "rm", "--force", tag], { cwd: "/", env: engine.env });
    await engine.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

async function madeDirectory(directory: string): Promise<string> {
  await mkdir(directory, { recursive: true });
  return directory;
}

/** A container and a volume as the project's own are called: nothing of them may be touched. */
async function makeUsers(engine: RunningEngine): Promise<void> {
  const args = ["create", "--name", USERS, "--volume", `${USERS}:/data`, `bulkhead-learn:${QUIET}`];
  await captured("docker", args, { cwd: "/", env: engine.env });
}

/** An engine that is not our own goes on after the run. */
async function removeUsers(engine: RunningEngine): Promise<void> {
  await captured("docker", ["rm", USERS], { cwd: "/", env: engine.env });
  await captured("docker", ["volume", "rm", USERS], { cwd: "/", env: engine.env });
}

async function unchanged(before: string, engine: RunningEngine): Promise<Counts> {
  const after = await stateOf(engine);
  if (after === before) return { passed: 1, failed: 0 };
  console.log(`FAILED: the engine is not as it was:\n${before}\n${after}`);
  return { passed: 0, failed: 1 };
}

/** A directory with a project of all the services. */
async function makeProject(directory: string): Promise<string> {
  await madeDirectory(directory);
  const services = SERVICES.map(({ name, tag, lines = [] }) => {
    const own = ['ports: ["18080:80"]', "networks: { default: {} }", ...lines];
    return `  ${name}:\n    image: ${tag}\n${own.map((line) => `    ${line}\n`).join("")}`;
  });
  await writeFile(
    path.join(directory, "compose.yaml"),
    `services:\n${services.join("")}secrets:\n  key: { file: ./key.txt }\n`,
  );
  await writeFile(path.join(directory, "app.conf"), "answer=42\n");
  await writeFile(path.join(directory, "key.txt"), `${SECRET}\n`);
  await mkdir(path.join(directory, "site"));
  await writeFile(path.join(directory, "site", "page"), "hello\n");
  for (const one of SERVICES) await one.write?.(directory);
  return directory;
}

/** What there is on the engine. */
async function stateOf(engine: RunningEngine): Promise<string> {
  const lists = await Promise.all(
    PLACES.map(([command, ...args]) => captured(command, args, { cwd: "/", env: engine.env })),
  );
  return lists.map((list) => list.trim().split("\n").sort().join(" ")).join("\n");
}

function learnWith(one: Service, directory: string, engine: RunningEngine, ...more: string[]): Promise<Captured> {
  const exercise = one.exercise === undefined ? [] : ["--exercise", one.exercise];
  const args = [PROGRAM, "learn", "compose.yaml", one.name, "--yes", "--minutes", "120", ...exercise, ...more];
  return capture(process.execPath, args, { cwd: directory, env: engine.env });
}

async function proved(one: Service, { engine, recorder, directory: parent }: Laboratory): Promise<Counts> {
  const started = performance.now();
  try {
    const directory = await makeProject(path.join(parent, one.name));
    const first = await learnWith(one, directory, engine);
    const seconds = Math.round((performance.now() - started) / 1000);
    assert.ok(!`${first.stdout}${first.stderr}`.includes(SECRET) && !/do-not-tell/.test(first.stdout + first.stderr));
    if ("refused" in one.expected) {
      assert.match(first.stderr, one.expected.refused);
      assert.equal(first.status, 1);
      console.log(`${one.name}: refused (${seconds} s)`);
      return { passed: 1, failed: 0 };
    }
    if (first.status === 1) await recorder.keepRefusal(one, first.stderr);
    assert.equal(first.status, 0, first.stderr);
    const learned = await evidenceOf(one.name, directory);
    await recorder.keep(one, learned, seconds);
    assert.deepEqual(resultOf(learned), wantedOf(one, recorder.isPodman), first.stderr);
    const again = await learnWith(one, directory, engine, "--verify");
    assert.equal(again.status, 0, `another time: ${again.stderr}`);
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
  conforms(JSON.parse(text));
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

function wantedOf({ expected }: Service, isPodman: boolean): object {
  assert.ok(!("refused" in expected));
  const here = (isPodman ? expected.onPodman : undefined) ?? expected;
  const { capabilities, user, tmpfs, noNewPrivileges = true } = here;
  return { capabilities, user, tmpfs, noNewPrivileges };
}

/** Ends a run in the middle. What it leaves is gone at its end, or where it was killed, at the next run. */
async function ended(
  signal: "SIGKILL" | "SIGINT",
  { engine, directory: parent }: Laboratory,
  before: string,
): Promise<Counts> {
  try {
    const directory = await makeProject(path.join(parent, signal));
    const args = [PROGRAM, "learn", "compose.yaml", "database", "--yes"];
    const child = spawn(process.execPath, args, { cwd: directory, env: engine.env, stdio: "ignore" });
    await somethingThere(engine, child);
    const gone = new Promise<number | null>((resolve) => child.once("exit", resolve));
    child.kill(signal);
    const status = await gone;
    if (signal === "SIGKILL") {
      assert.notEqual(await stateOf(engine), before, "nothing was left");
      const quick = SERVICES.find(({ name }) => name === "broken");
      assert.ok(quick);
      assert.match((await learnWith(quick, directory, engine)).stderr, /removed \d+ things/);
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
