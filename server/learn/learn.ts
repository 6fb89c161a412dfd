import { createHash } from "node:crypto";
import { identityOf, type ReadText } from "../analysis/learned/identity.ts";
import { type Learned, type Oracle, PHASES } from "../analysis/model/learned.ts";
import type { Info } from "../engine/answers.ts";
import { engineFacts } from "../engine/engine-facts.ts";
import { EngineFailure } from "../engine/failure.ts";
import type { TrialEngine } from "../engine/trial-engine.ts";
import type { Bench } from "./bench.ts";
import type { Blueprint, Variant } from "./blueprint.ts";
import { type ImageFiles, imageFilesOf, type Scratch, scratchOf, spareOf, wantsOf } from "./image-files.ts";
import { endWords, expectedOf, type Story } from "./judge.ts";
import { Masks } from "./masks.ts";
import { MINUTES } from "./minutes.ts";
import { NeighbourFailed } from "./neighbours.ts";
import { candidateOf, NotLearnable, type Preparation, type Prepared } from "./prepare.ts";
import { type Attempt, type Found, search, Unsteady } from "./search.ts";
import { hintedBy, startPaths } from "./start-script.ts";
import { type Expectations, runCopy, type Untouched } from "./trial.ts";
import { Watcher } from "./watch.ts";
import { Workshop } from "./workshop.ts";

/** What a run is told, and whom it tells. */
export interface LearnOptions {
  readonly engine: TrialEngine;
  readonly info: Info;
  readonly exercise: string | undefined;
  /** How long the service may take. */
  readonly minutes?: number | undefined;
  /** The day, as `2026-11-30`, and the version of the program, for the evidence. */
  readonly today: string;
  readonly version: string;
  readonly read: ReadText;
  readonly signal: AbortSignal;
  /** Told what is tried next, and how the last trial ended. */
  readonly progress: (step: Step) => void;
}

export type Step =
  | { readonly is: "begun"; readonly what: string; readonly number: number }
  | {
      readonly is: "ended";
      readonly what: string;
      readonly number: number;
      readonly works: boolean;
      readonly said: string;
    };

/** Finds out what a service needs by running copies of it. As `studied`. */
export function learn(preparation: Preparation, options: LearnOptions): Promise<Learned> {
  return studied(preparation, options, (study) => study.learned());
}

/**
 * Runs copies of a service. Everything that is made is removed before it resolves or rejects. Throws `NotLearnable` where the copies show nothing, and
 * `EngineFailure`.
 */
export async function studied<T>(
  preparation: Preparation,
  options: LearnOptions,
  use: (study: Study) => Promise<T>,
): Promise<T> {
  const { minutes = MINUTES.usually } = options;
  const limit = AbortSignal.timeout(minutes * 60_000);
  const signal = AbortSignal.any([options.signal, limit]);
  const workshop = new Workshop(options.engine, signal);
  try {
    return await use(new Study(preparation, { ...options, signal }, workshop));
  } catch (error) {
    if (error instanceof Unsteady)
      throw new NotLearnable(`is unsteady: what was enough once was not another time: ${error.message}`);
    if (error instanceof NeighbourFailed) throw new NotLearnable(`cannot be tried: ${error.message}`);
    if (limit.aborted && !options.signal.aborted)
      throw new NotLearnable(`takes longer to learn about than ${minutes === 1 ? "a minute" : `${minutes} minutes`}`);
    throw error;
  } finally {
    await workshop.close();
  }
}

/** What the untouched copies of a service show. */
interface Shown {
  readonly bench: Bench;
  readonly files: ImageFiles;
  readonly one: Untouched;
  readonly other: Untouched;
  readonly expectations: Expectations;
  readonly attempt: Attempt;
}

/** The runs of one service. */
class Study {
  readonly #preparation: Preparation;
  readonly #options: LearnOptions;
  readonly #workshop: Workshop;
  #trials = 0;
  #starts = 0;

  constructor(preparation: Preparation, options: LearnOptions, workshop: Workshop) {
    this.#preparation = preparation;
    this.#options = options;
    this.#workshop = workshop;
  }

  async learned(): Promise<Learned> {
    const { target } = this.#preparation;
    const { blueprint } = target;
    const { bench, files, one, other, expectations, attempt } = await this.shown();
    const mounted = [...blueprint.volumes.map(({ target: at }) => at), ...Object.keys(blueprint.tmpfs)];
    const scratch = scratchOf([...new Set([...one.written, ...other.written])], files, mounted);
    const workers = workersOf(one, other);
    const held = [...mounted, ...scratch.tmpfs.map(({ path }) => path)];
    const found = await search(
      {
        untouched: blueprint.untouched,
        candidate: candidateOf(target)?.names ?? hintedBy(files.scripts.values()),
        users: blueprint.startsAsRoot === true ? usersOf(target, workers, files) : [],
        scratch: blueprint.untouched.readOnly === undefined ? (stuckWords(scratch.stuck) ?? scratch.tmpfs) : undefined,
        spare: (said) => spareOf(said, files, held),
      },
      attempt,
    );
    const { info, engine, today, version, exercise, read } = this.#options;
    const seen = [...one.story.values()].map((watched) => watched.seen);
    return {
      from: identityOf(target.container, read),
      image: {
        digests: [...new Set((target.image.RepoDigests ?? []).map((digest) => digest.replace(/^.*@/, "")))].sort(),
        layers: `sha256:${createHash("sha256")
          .update((target.image.RootFS?.Layers ?? []).join("\n"))
          .digest("hex")}`,
        platform: `${target.image.Os ?? "linux"}/${target.image.Architecture ?? ""}`,
      },
      on: {
        date: today,
        engine: `${engine.about.name} ${engine.about.release}`.trim(),
        mode: engineFacts(engine.about, info).mode ?? "rootful",
        kernel: (/^\d+\.\d+/.exec(info.KernelVersion ?? "") ?? [""])[0],
        bulkhead: version,
      },
      judged: {
        phases: PHASES,
        oracles: this.#oracles(expectations, bench),
        exercise: exercise ?? null,
        trials: this.#trials,
        starts: this.#starts,
      },
      ...found,
      written: writtenOf(scratch, found, blueprint),
      listens: [...new Set(seen.flatMap(({ listeners }) => [...(listeners ?? [])]))].sort(),
      workers,
      setuid: files.setuid,
      fileCapabilities: files.fileCapabilities,
      notLearned: this.#notLearned(bench, expectations),
    };
  }

  /** Runs the untouched copies; `attempt` then tries others, which are held to what these did. */
  async shown(): Promise<Shown> {
    const bench = await this.#bench();
    const files = await this.#imageFiles(this.#preparation.target);
    const one = await this.#untouched(bench, "as it is");
    const other = await this.#untouched(bench, "as it is, again");
    const expectations = expectationsOf(one.story, other.story);
    const attempt: Attempt = async (variant, what) => (await this.#run(bench, variant, expectations, what)).outcome;
    return { bench, files, one, other, expectations, attempt };
  }

  async #bench(): Promise<Bench> {
    const { target, dependencies } = this.#preparation;
    const { engine, signal, exercise } = this.#options;
    const workshop = this.#workshop;
    const isAlone = target.blueprint.isAlone && dependencies.length === 0;
    const masks = [target, ...dependencies].flatMap((one) => one.masks);
    const watcher = new Watcher(engine, signal, new Masks(masks));
    return {
      engine,
      workshop,
      watcher,
      blueprint: target.blueprint,
      files: target.files,
      dependencies: dependencies.map(({ blueprint, files }) => ({ blueprint, files })),
      network: isAlone ? "none" : await workshop.network(),
      exercise: exercise === undefined ? undefined : ["sh", "-c", exercise],
      signal,
      onStart: () => {
        this.#starts += 1;
      },
    };
  }

  /** Reads the files of the image from a container that is never started. */
  async #imageFiles({ blueprint, image }: Prepared): Promise<ImageFiles> {
    const { engine, signal } = this.#options;
    const id = await this.#workshop.container({
      Image: blueprint.image,
      Labels: this.#workshop.labels("files"),
      Entrypoint: ["/bulkhead-is-never-started"],
      HostConfig: { CapDrop: ["ALL"], NetworkMode: "none" },
    });
    const { Entrypoint, Cmd, WorkingDir } = image.Config;
    const command = blueprint.command ?? (blueprint.entrypoint ? [] : (Cmd ?? []));
    const words = [...(blueprint.entrypoint ?? Entrypoint ?? []), ...command];
    const wants = wantsOf(startPaths(words, blueprint.workingDir ?? (WorkingDir || "/")));
    const files = await imageFilesOf(engine.exported(id, { wants, signal }));
    await this.#workshop.removeContainer(id);
    return files;
  }

  async #untouched(bench: Bench, what: string): Promise<Untouched> {
    const { outcome, untouched } = await this.#run(bench, bench.blueprint.untouched, undefined, what).catch(
      refusedCopy,
    );
    const broken = outcome.works ? brokenWords(untouched.story) : outcome.said;
    if (broken !== undefined) throw new NotLearnable(`does not work as it is: ${broken}`);
    return untouched;
  }

  async #run(
    bench: Bench,
    variant: Variant,
    expectations: Expectations | undefined,
    what: string,
  ): ReturnType<typeof runCopy> {
    const { progress } = this.#options;
    this.#trials += 1;
    const number = this.#trials;
    progress({ is: "begun", what, number });
    const result = await runCopy(bench, variant, expectations);
    const { outcome } = result;
    progress({ is: "ended", what, number, works: outcome.works, said: outcome.works ? "" : outcome.said });
    return result;
  }

  #oracles(expectations: Expectations, bench: Bench): readonly Oracle[] {
    const first = expectations.get("first start");
    return [
      "state",
      ...(first?.health === undefined ? [] : (["health"] as const)),
      ...(first?.listeners === undefined ? [] : (["listeners"] as const)),
      ...(first?.processes === undefined ? [] : (["processes"] as const)),
      "log",
      ...((first?.data.size ?? 0) > 0 ? (["data"] as const) : []),
      ...(first?.stopped === true ? (["stop"] as const) : []),
      ...(bench.exercise === undefined ? [] : (["exercise"] as const)),
    ];
  }

  /** What the trials say nothing about. */
  #notLearned({ watcher, exercise, blueprint }: Bench, expectations: Expectations): readonly string[] {
    return [
      ...(exercise === undefined && !blueprint.hasHealthcheck
        ? ["nothing was asked of it: no health check, no exercise"]
        : []),
      ...(watcher.canLook ? [] : ["its ports and processes, since the image has no shell"]),
      ...(expectations.get("first start")?.stopped === false
        ? ["how it ends, since it has to be killed as it is"]
        : []),
      "what it does later: upgrades, jobs at night, backups",
    ];
  }
}

/** What both untouched copies did, by phase. */
function expectationsOf(one: Story, other: Story): Expectations {
  return new Map(
    [...one].map(([at, watched]) => {
      const again = other.get(at);
      const expected = again === undefined ? "one copy came further than the other" : expectedOf(watched, again);
      if (typeof expected === "string") throw new NotLearnable(`is unsteady as it is: at ${at} ${expected}`);
      return [at, expected] as const;
    }),
  );
}

/** What an engine calls a bad request is wrong in the service's settings, such as a limit that is too low. */
function refusedCopy(error: unknown): never {
  if (error instanceof EngineFailure && error.status === 400)
    throw new NotLearnable(`does not work as it is: the engine says: ${error.message}`);
  throw error;
}

/** Why an untouched copy does not work: one that fails the same way each time shows nothing. */
function brokenWords(story: Story): string | undefined {
  for (const { seen } of story.values()) {
    if (!seen.isRunning && seen.exitCode !== 0) return endWords(seen);
    if (seen.health !== undefined && seen.health !== "healthy") return `its health check says ${seen.health}`;
  }
  return undefined;
}

function stuckWords(path: string | undefined): string | undefined {
  return path === undefined ? undefined : `it writes ${path}, where the image has files of its own`;
}

/** Directories that were seen to be written to, that a read-only root is shown to need, and that are mounted. */
function writtenOf({ written }: Scratch, { readOnly }: Found, { volumes }: Blueprint): readonly string[] {
  const needed = readOnly?.works ? readOnly.tmpfs.map(({ path }) => path) : [];
  return [...new Set([...written, ...needed, ...volumes.map(({ target }) => target)])].sort();
}

/** The users other than root whose programs ran in both copies. */
function workersOf(one: Untouched, other: Untouched): readonly number[] {
  const uids = ({ story }: Untouched): ReadonlySet<number> =>
    new Set(
      [...story.values()].flatMap(({ seen }) =>
        [...(seen.lasting ?? [])].map((process) => Number(process.split(" ").at(-1))),
      ),
    );
  const again = uids(other);
  return [...uids(one)].filter((uid) => uid !== 0 && again.has(uid)).sort((a, b) => a - b);
}

/** Users to try: the one that it becomes, the one that is known of the image, and one that nobody has. */
function usersOf({ container }: Prepared, workers: readonly number[], { groups }: ImageFiles): readonly string[] {
  const named = (uid: number, gid?: number): string => `${uid}:${gid ?? groups.get(uid) ?? uid}`;
  const { runAs } = container.profile ?? {};
  const known = typeof runAs === "object" && runAs !== null ? [named(runAs.uid, runAs.gid)] : [];
  return [...new Set([...workers.slice(0, 1).map((uid) => named(uid)), ...known, "65532:65532"])];
}
