import { turn } from "./pace.ts";

/**
 * Does pieces of work one after the other, with turns for the client's messages between them. So a request that waits
 * can still be cancelled. Each answer is sent before the next is made, which bounds the memory that waiting answers
 * take.
 */
export class Queue {
  readonly #written: () => Promise<void>;
  #last: Promise<unknown> = Promise.resolve();

  /** `written` resolves when the client has taken what was written to it. */
  constructor(written: () => Promise<void>) {
    this.#written = written;
  }

  /** What the work gives, or rejects with. */
  do<T>(work: () => Promise<T>): Promise<T> {
    // One turn begins the writing of an answer, and at the next it has been handed on.
    const ready = this.#last
      .then(turn)
      .then(turn)
      .then(() => this.#written());
    const done = ready.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }
}
