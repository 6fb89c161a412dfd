import { setTimeout as wait } from "node:timers/promises";
import type { Failing } from "../analysis/model/learned.ts";
import { EngineFailure } from "../engine/failure.ts";
import type { Executed, Own, TrialEngine } from "../engine/trial-engine.ts";
import type { Bench } from "./bench.ts";
import { bodyOf, type Parts, STOP_SECONDS, type Variant } from "./blueprint.ts";
import { fillVolumes } from "./copies.ts";
import { type Expected, failureOf, type Story, type Watched } from "./judge.ts";
import { Neighbours } from "./neighbours.ts";

/** Whether a copy did all that was expected of it; else when it did not, and what was said. */
export type Outcome = { readonly works: true } | ({ readonly works: false } & Failing);

/** What a copy is held to, by the time of its life. */
export type Expectations = ReadonlyMap<Exclude<Failing["at"], "stop">, Expected>;

/** What is different about an untouched copy: all is only looked at. `written` are the paths that its first life changed outside of volumes, the exercise included. */
export interface Untouched {
  readonly story: Story;
  readonly written: readonly string[];
}

/**
 * Runs one copy through its phases: started, stopped, started again, and a new one on the same volumes. It is removed with its volumes and its neighbours, however it
 * ends. Given expectations, it ends at the first that is not met.
 */
export async function runCopy(
  bench: Bench,
  variant: Variant,
  expectations: Expectations | undefined,
): Promise<{ readonly outcome: Outcome; readonly untouched: Untouched }> {
  const { engine, workshop, watcher, blueprint, network, signal } = bench;
  const story = new Map<Exclude<Failing["at"], "stop">, Watched>();
  const written: string[] = [];
  const isOtherUser = variant.user !== bench.blueprint.untouched.user;
  const neighbours = new Neighbours(bench);
  const volumes = new Map<string, { readonly name: Own<"volume">; readonly subpath?: string }>();
  let copy: Own<"container"> | undefined;
  const outcome = async (): Promise<Outcome> => {
    for (const [target, volume] of await fillVolumes(bench, blueprint, bench.files)) volumes.set(target, volume);
    await neighbours.start();
    const parts: Parts = { labels: workshop.labels("target"), network, volumes };
    const targets = blueprint.volumes.filter(({ readOnly }) => !readOnly).map(({ target }) => target);
    /** One life of the copy, until it is as expected or not. */
    const live = async (at: Exclude<Failing["at"], "stop">, isStopped: boolean): Promise<Outcome> => {
      if (copy === undefined) copy = await workshop.container(bodyOf(blueprint, variant, parts));
      bench.onStart();
      const refused = await startOf(engine, copy, signal);
      if (refused !== undefined) return { works: false, at, said: watcher.masked(refused) };
      const expected = expectations?.get(at);
      const begun = performance.now();
      let seen = await watcher.settled(copy, targets, expected, begun);
      const early = expected && failureOf(expected, { seen, stopped: undefined }, isOtherUser);
      if (early !== undefined) return { works: false, at, said: early };
      const asked = performance.now();
      const failed = seen.isRunning ? await exercised(bench, copy, expected === undefined) : undefined;
      if (failed !== undefined) return { works: false, at, said: failed };
      // An exercise that had to be waited for shows that the program had not started yet, however quiet it was.
      if (expected === undefined && performance.now() - asked > AGAIN)
        seen = await watcher.settled(copy, targets, undefined, begun);
      if (expectations === undefined && at === "first start")
        written.push(...(await engine.changes(copy, { signal })).map(({ Path }) => Path));
      if (!isStopped) {
        story.set(at, { seen, stopped: undefined });
        return { works: true };
      }
      const stopped = seen.isRunning ? await stop(bench, copy, expected) : undefined;
      const lines = await watcher.lines(copy);
      const watched: Watched = { seen: { ...seen, lines }, stopped };
      story.set(at, watched);
      const late = expected && failureOf(expected, watched, isOtherUser);
      return late === undefined ? { works: true } : { works: false, at: "stop", said: late };
    };
    const first = await live("first start", true);
    if (!first.works) return first;
    const again = await live("restart", true);
    if (!again.works) return again;
    if (copy !== undefined) await workshop.removeContainer(copy);
    copy = undefined;
    return live("new container", false);
  };
  try {
    return { outcome: await outcome(), untouched: { story, written } };
  } finally {
    if (copy !== undefined) await workshop.removeContainer(copy);
    await neighbours.end();
    for (const { name } of new Set(volumes.values())) await workshop.removeVolume(name);
  }
}

/** Undefined where it started; else what the engine says. */
async function startOf(engine: TrialEngine, id: Own<"container">, signal: AbortSignal): Promise<string | undefined> {
  try {
    await engine.start(id, { signal });
    return undefined;
  } catch (error) {
    if (error instanceof EngineFailure && error.kind === "refused") return error.message;
    throw error;
  }
}

/** Whether it ended by itself. A program that did not in the untouched copies is not waited for. */
async function stop({ engine, signal }: Bench, id: Own<"container">, expected: Expected | undefined): Promise<boolean> {
  await engine.stop(id, expected?.stopped === false ? 0 : STOP_SECONDS, { signal });
  const { State } = await engine.container(id, { signal });
  return State?.ExitCode !== 137;
}

/**
 * What an exercise says against a copy. A program whose log and ports say nothing more may not be ready all the same, so that one that fails is run again: for long
 * where nobody knows yet how long the program takes, else for a moment.
 */
async function exercised(bench: Bench, id: Own<"container">, isUnknown: boolean): Promise<string | undefined> {
  const { exercise, watcher, signal } = bench;
  if (exercise === undefined) return undefined;
  const until = performance.now() + (isUnknown ? LONGEST_UNREADY : 3 * AGAIN);
  let said = "it ended before the exercise";
  for (;;) {
    const ran = await ranIn(bench, id, exercise);
    // A program that an exercise ends is not asked again.
    if (ran === undefined) return said;
    if (ran.exitCode === 0) return undefined;
    said = `the exercise ended with ${ran.exitCode}: ${watcher.masked(ran.lines.at(-1)?.text ?? "")}`;
    if (performance.now() > until) return said;
    await wait(AGAIN, undefined, { signal });
  }
}

/** A command's end in a copy; undefined where its program has ended, since the engine runs nothing there then. */
async function ranIn(
  { engine, signal }: Bench,
  id: Own<"container">,
  Cmd: readonly string[],
): Promise<Executed | undefined> {
  try {
    return await engine.execute(id, { Cmd }, { most: 64 * 1024, signal, within: 120_000 });
  } catch (error) {
    if (!(error instanceof EngineFailure) || error.kind !== "refused") throw error;
    if (error.status === 409 || (await engine.container(id, { signal })).State?.Running !== true) return undefined;
    throw error;
  }
}

/** In milliseconds: how long an exercise may fail in an untouched copy, and the pause before it is run again. */
const LONGEST_UNREADY = 120_000;
const AGAIN = 1000;
