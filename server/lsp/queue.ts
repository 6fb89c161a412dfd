import { turn } from "./pace.ts";

/**
 * Does pieces of work one after the other, with a turn for the client's messages between two: so whoever waits can still be cancelled, and an answer is on
 * its way before the next one is made.
 */
export class Queue {
  #last: Promise<unknown> = Promise.resolve();

  /** What the work gives, or rejects with. */
  do<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(turn).then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }
}
