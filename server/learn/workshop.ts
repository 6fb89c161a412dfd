import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { EngineFailure } from "../engine/failure.ts";
import {
  type NewContainer,
  type Own,
  TRIAL_LABEL,
  TRIAL_PREFIX,
  type TrialEngine,
  type TrialLabels,
} from "../engine/trial-engine.ts";

/** Says whose a trial is: `MACHINE:PID:MILLISECONDS`. */
const OWNER_LABEL = "dev.bulkhead.owner";
const ROLE_LABEL = "dev.bulkhead.role";

export type Role = "target" | "dependency" | "files" | "volume" | "network";

/** In milliseconds: no run of ours lasts longer, so that what is older is nobody's. */
const LONGEST_RUN = 3 * 60 * 60 * 1000;

/**
 * Makes what trials need and removes it again. Everything has the labels and the prefix by which it is found after a crash; nothing else is ever touched. Removing
 * is done without the signal that ends the trials, since it is what has to be done then.
 */
export class Workshop {
  readonly #engine: TrialEngine;
  readonly #signal: AbortSignal;
  readonly #id = randomUUID();
  readonly #containers = new Set<Own<"container">>();
  readonly #volumes = new Set<Own<"volume">>();
  readonly #networks = new Set<Own<"network">>();
  readonly #making = new Set<Promise<unknown>>();
  #count = 0;

  constructor(engine: TrialEngine, signal: AbortSignal) {
    this.#engine = engine;
    this.#signal = signal;
  }

  labels(role: Role): TrialLabels {
    const owner = `${hostname()}:${process.pid}:${Date.now()}`;
    return { [TRIAL_LABEL]: this.#id, [OWNER_LABEL]: owner, [ROLE_LABEL]: role };
  }

  container(body: NewContainer): Promise<Own<"container">> {
    return this.#made(this.#containers, (name) => this.#engine.createContainer(name, body));
  }

  volume(): Promise<Own<"volume">> {
    return this.#made(this.#volumes, (name) => this.#engine.createVolume(name, this.labels("volume")));
  }

  network(): Promise<Own<"network">> {
    return this.#made(this.#networks, (name) => this.#engine.createNetwork(name, this.labels("network")));
  }

  async removeContainer(id: Own<"container">): Promise<void> {
    await this.#engine.removeContainer(id);
    this.#containers.delete(id);
  }

  async removeVolume(name: Own<"volume">): Promise<void> {
    await this.#engine.removeVolume(name);
    this.#volumes.delete(name);
  }

  /** Removes all that is left. Goes on where one thing cannot be removed, and throws `LeftBehind` in the end. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#making);
    const failures: unknown[] = [];
    const each = async <T>(all: Iterable<T>, remove: (one: T) => Promise<void>): Promise<void> => {
      for (const one of [...all]) await remove(one).catch((error: unknown) => void failures.push(error));
    };
    await each(this.#containers, (id) => this.removeContainer(id));
    await each(this.#volumes, (name) => this.removeVolume(name));
    await each(this.#networks, async (id) => {
      await this.#engine.removeNetwork(id);
      this.#networks.delete(id);
    });
    const count = this.#containers.size + this.#volumes.size + this.#networks.size;
    if (failures.length > 0) throw new LeftBehind(failures[0], count);
  }

  /** Nothing is made once the signal has come; what is being made then is waited for, so that it is known and removed. */
  #made<T>(known: Set<T>, make: (name: string) => Promise<T>): Promise<T> {
    this.#signal.throwIfAborted();
    this.#count += 1;
    const making = make(`${TRIAL_PREFIX}${this.#id}-${this.#count}`).then((one) => {
      known.add(one);
      return one;
    });
    this.#making.add(making);
    return making.finally(() => this.#making.delete(making));
  }
}

/** Something that was made could not be removed. */
export class LeftBehind extends EngineFailure {
  constructor(failure: unknown, count: number) {
    const { kind, status } = failure instanceof EngineFailure ? failure : { kind: "broken" as const, status: 0 };
    const things = count === 1 ? "one thing" : `${count} things`;
    super(
      kind,
      `${failure instanceof Error ? failure.message : String(failure)}; ${things} of this run may be left on the engine, and the next run removes them`,
      status,
    );
  }
}

/** What an earlier run has left, since it was killed. */
export interface Swept {
  readonly removed: number;
  /** How much is another machine's, of which nobody knows whether it is still needed. */
  readonly left: number;
}

/** Removes what earlier runs on this machine have left, where their process is gone. */
export async function sweep(engine: TrialEngine): Promise<Swept> {
  const { containers, networks, volumes } = await engine.owned();
  let left = 0;
  let removed = 0;
  const each = async <T extends { readonly labels: Readonly<Record<string, string>> }>(
    all: readonly T[],
    remove: (one: T) => Promise<void>,
  ): Promise<void> => {
    for (const one of all) {
      const is = stateOf(one.labels[OWNER_LABEL] ?? "");
      if (is === "abandoned") await remove(one);
      if (is === "abandoned") removed += 1;
      if (is === "unknown") left += 1;
    }
  };
  await each(containers, ({ id }) => engine.removeContainer(id));
  await each(volumes, ({ id }) => engine.removeVolume(id));
  await each(networks, ({ id }) => engine.removeNetwork(id));
  return { removed, left };
}

/** Whether the process that made it goes on. */
function stateOf(owner: string): "abandoned" | "in use" | "unknown" {
  const [, machine = "", pid = "", at = ""] = /^(.*):(\d+):(\d+)$/.exec(owner) ?? [];
  if (machine !== hostname()) return "unknown";
  return Date.now() - Number(at) > LONGEST_RUN || !isAlive(Number(pid)) ? "abandoned" : "in use";
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user's may not be signalled, and is there.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
