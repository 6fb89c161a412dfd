import { CLIENT_ANSWER } from "../limits/budget.ts";

/**
 * Asks the client questions of one kind. While an answer is overdue the client is asked no more, and callers get
 * `undefined` at once: so a client that never answers costs one wait and no memory. After it has caught up,
 * `onRecovered` is called and it is asked again.
 */
export class ClientQuestions {
  readonly #onSilent: () => void;
  readonly #onRecovered: () => void;
  readonly #patience: number;
  #overdue = 0;
  #isTold = false;

  /** `onSilent` is called once, when the first answer is overdue. `patience` is in milliseconds. */
  constructor(onSilent: () => void, onRecovered: () => void, patience = CLIENT_ANSWER) {
    this.#onSilent = onSilent;
    this.#onRecovered = onRecovered;
    this.#patience = patience;
  }

  /** What the client answers; undefined where it does not in time. Rejects as the question does. */
  ask<T>(question: () => Promise<T>): Promise<T | undefined> {
    if (this.#overdue > 0) return Promise.resolve(undefined);
    return new Promise((resolve, reject) => {
      let isLate = false;
      const timer = setTimeout(() => {
        isLate = true;
        this.#overdue++;
        if (!this.#isTold) this.#onSilent();
        this.#isTold = true;
        resolve(undefined);
      }, this.#patience);
      const settled = (): void => {
        clearTimeout(timer);
        if (!isLate) return;
        this.#overdue--;
        if (this.#overdue === 0) this.#onRecovered();
      };
      question().then(resolve, reject).finally(settled);
    });
  }
}
