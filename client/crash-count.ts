/** The ends of the language server that nobody asked for, of the last few minutes. */
export class CrashCount {
  #times: number[] = [];

  /** Counts one at a time in milliseconds, and answers whether the server may be started again by itself. */
  mayStartAgain(now: number): boolean {
    this.#times = [...this.#times.filter((time) => now - time < WINDOW), now];
    return !this.isOver;
  }

  /** How many are counted. */
  get count(): number {
    return this.#times.length;
  }

  /** Whether the last of them was one too many. */
  get isOver(): boolean {
    return this.count >= MOST;
  }

  /** Somebody started the server: it gets all its chances again. */
  forget(): void {
    this.#times = [];
  }
}

/** Whatever ends a server five times in three minutes will do so again. */
const MOST = 5;
const WINDOW = 3 * 60_000;
