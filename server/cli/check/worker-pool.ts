import { once } from "node:events";
import type { ResourceLimits, Worker } from "node:worker_threads";
import { CannotRun } from "../../entries/cannot-run.ts";
import type { Entry } from "../../entries/entry.ts";
import { nameOf } from "../../entries/file-names.ts";
import type { Answer } from "../worker.ts";
import { type EntryCheckOptions, type EntryOutcome, uncheckedOutcome } from "./outcome.ts";

/** How many entries go to a worker at a time: enough that passing them costs little, few enough that all workers end together. */
const BATCH = 16;

/** How many batches for each worker may be on their way. What is ready waits for what comes before it, so this bounds what waits in memory. */
const BATCHES_IN_FLIGHT = 4;

/** What the threads run, how many there are, and how much memory and time an entry may take: one that takes more of either is given up. */
export interface Workers {
  readonly program: string;
  readonly jobs: number;
  readonly heap: ResourceLimits;
  /** In milliseconds. */
  readonly patience: number;
}

/**
 * Checks entries on several threads and yields what each gave, in the order of the entries.
 * An entry that brings its thread down, or does not end, gives a problem and nothing else. Rejects with `CannotRun` where a check throws it.
 */
export async function* checkOnThreads(
  entries: readonly Entry[],
  options: EntryCheckOptions,
  workers: Workers,
): AsyncIterable<EntryOutcome> {
  const pool = new WorkerPool(options, workers);
  const { jobs } = workers;
  try {
    const inFlight: Promise<readonly EntryOutcome[]>[] = [];
    for (let next = 0; next < entries.length || inFlight.length > 0; ) {
      while (next < entries.length && inFlight.length < jobs * BATCHES_IN_FLIGHT) {
        const batch = pool.check(entries.slice(next, next + BATCH));
        // It is awaited in its turn; until then a failure of it is nobody's.
        batch.catch(() => {});
        inFlight.push(batch);
        next += BATCH;
      }
      yield* (await inFlight.shift()) ?? [];
    }
  } finally {
    await pool.close();
  }
}

/** Threads that are started when they are needed, and again when they fall. */
class WorkerPool {
  readonly #workers: Workers;
  readonly #options: EntryCheckOptions;
  readonly #idle: Worker[] = [];
  readonly #all = new Set<Worker>();
  readonly #waiting: (() => void)[] = [];
  #free: number;
  #isClosed = false;

  constructor(options: EntryCheckOptions, workers: Workers) {
    this.#workers = workers;
    this.#options = options;
    this.#free = workers.jobs;
  }

  /** Checks a batch; what comes after an entry over which a thread falls is checked on another one. */
  async check(batch: readonly Entry[]): Promise<readonly EntryOutcome[]> {
    await this.#acquire();
    try {
      const outcomes: EntryOutcome[] = [];
      // Threads also fall because nobody waits for them any more.
      while (outcomes.length < batch.length && !this.#isClosed) {
        outcomes.push(...(await this.#ask(batch.slice(outcomes.length))));
        // They come in the order of the entries, so the first that is missing is the one to blame.
        const entry = batch[outcomes.length];
        if (entry !== undefined) outcomes.push(uncheckedOutcome(nameOf(entry.uris[0], this.#options.cwd), FALLEN));
      }
      return outcomes;
    } finally {
      this.#release();
    }
  }

  /** Ends all threads; nothing is checked from now on. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#all].map((worker) => worker.terminate()));
  }

  async #acquire(): Promise<void> {
    if (this.#free > 0) {
      this.#free--;
      return;
    }
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #release(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free++;
    else next();
  }

  /** The outcomes of the first entries, up to the one over which the thread fell or did not answer in time; it is gone then. */
  async #ask(batch: readonly Entry[]): Promise<readonly EntryOutcome[]> {
    const worker = this.#idle.pop() ?? (await this.#start());
    if (worker === undefined || this.#isClosed) return [];
    const outcomes: EntryOutcome[] = [];
    const refused = await answers(worker, batch, this.#workers.patience, (outcome) => outcomes.push(outcome));
    if (refused === undefined && outcomes.length < batch.length) {
      this.#all.delete(worker);
      await worker.terminate();
      return outcomes;
    }
    this.#idle.push(worker);
    if (refused !== undefined) throw new CannotRun(refused);
    return outcomes;
  }

  /** A thread that runs, since how long that takes says nothing about what it is given; undefined where it does not come to run. */
  async #start(): Promise<Worker | undefined> {
    const { Worker } = await import("node:worker_threads");
    const worker = new Worker(this.#workers.program, {
      workerData: this.#options,
      execArgv: [],
      env: {},
      resourceLimits: this.#workers.heap,
    });
    this.#all.add(worker);
    // A thread that falls is told by its answer that does not come.
    worker.on("error", () => {});
    const runs = once(worker, "online").then(() => true);
    const ends = once(worker, "exit").then(() => false);
    return (await Promise.race([runs, ends]).catch(() => false)) ? worker : undefined;
  }
}

const FALLEN = "it takes more time or memory than there is";

/** The number of a thread that has ended. */
const ENDED = -1;

/**
 * Gives a thread a batch and hands on each outcome, until all are there, or the thread falls, or takes longer than `patience` for one. Returns why the
 * check cannot be run, where the thread says so.
 */
function answers(
  worker: Worker,
  batch: readonly Entry[],
  patience: number,
  take: (outcome: EntryOutcome) => void,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    // A thread that ended just after it came to run tells of that no more. https://nodejs.org/api/worker_threads.html#workerthreadid_1
    if (worker.threadId === ENDED) return resolve(undefined);
    let left = batch.length;
    const end = (refused?: string): void => {
      clearTimeout(timer);
      worker.off("message", answered).off("exit", fallen);
      resolve(refused);
    };
    const fallen = (): void => end();
    const answered = (answer: Answer): void => {
      if (answer.is === "refused") {
        end(answer.message);
        return;
      }
      take(answer.outcome);
      left--;
      if (left === 0) end();
      else timer.refresh();
    };
    const timer = setTimeout(fallen, patience);
    worker.on("message", answered).on("exit", fallen);
    worker.postMessage(batch);
  });
}
