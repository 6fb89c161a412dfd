import { once } from "node:events";
import type { Worker } from "node:worker_threads";
import type { Entry } from "./entries.ts";
import type { EntryCheckOptions, EntryOutcome } from "./entry-check.ts";
import { nameOf } from "./file-names.ts";
import { CannotRun } from "./terminal.ts";
import type { Answer } from "./worker.ts";

/** How many entries go to a worker at a time: enough that passing them costs little, few enough that all workers end together. */
const BATCH = 16;

/** How many batches for each worker may be on their way. What is ready waits for what comes before it, so this bounds what waits in memory. */
const BATCHES_IN_FLIGHT = 4;

/**
 * Of each thread's heap, in MB. What is made for one file is thrown away with it, so a small young generation is enough; the old one has room for the
 * largest file that is read.
 */
const LIMITS = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 384 };

/** What the threads run, how many there are, and how long a batch may take: one that takes longer holds an entry that does not end. */
export interface Workers {
  readonly program: string;
  readonly jobs: number;
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

  /** Checks a batch; where a thread falls over it, its entries one by one. */
  async check(batch: readonly Entry[]): Promise<readonly EntryOutcome[]> {
    await this.#acquire();
    try {
      const outcomes = this.#isClosed ? [] : await this.#ask(batch);
      if (outcomes !== undefined) return outcomes;
      const single: EntryOutcome[] = [];
      for (const entry of batch) {
        // Threads also fall because nobody waits for them any more.
        if (this.#isClosed) break;
        single.push(...((await this.#ask([entry])) ?? [this.#fallen(entry)]));
      }
      return single;
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

  /** Undefined where the thread fell or did not answer in time; it is gone then. */
  async #ask(batch: readonly Entry[]): Promise<readonly EntryOutcome[] | undefined> {
    const worker = this.#idle.pop() ?? (await this.#start());
    if (worker === undefined || this.#isClosed) return undefined;
    const answer = await answerOf(worker, batch, this.#workers.patience);
    if (answer === undefined) {
      this.#all.delete(worker);
      await worker.terminate();
      return undefined;
    }
    this.#idle.push(worker);
    if (answer.is === "refused") throw new CannotRun(answer.message);
    return answer.outcomes;
  }

  /** A thread that runs, since how long that takes says nothing about what it is given; undefined where it does not come to run. */
  async #start(): Promise<Worker | undefined> {
    const { Worker } = await import("node:worker_threads");
    const worker = new Worker(this.#workers.program, {
      workerData: this.#options,
      execArgv: [],
      env: {},
      resourceLimits: LIMITS,
    });
    this.#all.add(worker);
    // A thread that falls is told by its answer that does not come.
    worker.on("error", () => {});
    const runs = once(worker, "online").then(() => true);
    const ends = once(worker, "exit").then(() => false);
    return (await Promise.race([runs, ends]).catch(() => false)) ? worker : undefined;
  }

  #fallen({ uris: [uri] }: Entry): EntryOutcome {
    const file = nameOf(uri, this.#options.cwd);
    const message = "could not be checked: it takes more time or memory than there is";
    return { file, findings: [], problems: [{ file, line: 1, message }], looked: [], asked: [file], overrides: [] };
  }
}

/** The number of a thread that has ended. */
const ENDED = -1;

function answerOf(worker: Worker, batch: readonly Entry[], patience: number): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    // A thread that ended just after it came to run tells of that no more. https://nodejs.org/api/worker_threads.html#workerthreadid_1
    if (worker.threadId === ENDED) return resolve(undefined);
    const settle = (answer: Answer | undefined): void => {
      clearTimeout(timer);
      worker.off("message", settle).off("exit", fall);
      resolve(answer);
    };
    const fall = (): void => settle(undefined);
    const timer = setTimeout(fall, patience);
    worker.on("message", settle).on("exit", fall);
    worker.postMessage(batch);
  });
}
