import { RAL } from "vscode-languageserver";
import { REST } from "../limits/budget.ts";

/** A shorter text, in UTF-16 code units, is analysed as soon as the input is read: it takes less than a twentieth of a second. */
const SHORT = 100_000;
/** The longest wait for the typing to pause, in milliseconds. */
const LONGEST_PAUSE = 500;
/** While the typing does not pause, an analysis begins at the latest after this many milliseconds. */
const LONGEST_WAIT = 1_000;
/** Input that never ends is not read for longer than this at a time, in milliseconds. */
const LONGEST_READING = 500;

/** How many milliseconds to wait for more typing before a text of that length is analysed, which takes longer the longer it is. */
export function pauseFor(length: number): number {
  return length < SHORT ? 0 : Math.min(length / 1_000, LONGEST_PAUSE);
}

/**
 * Decides when an analysis of a file begins: after the typing has paused and every message that came meanwhile has
 * been read, so that no outdated text is analysed. Files are identified by their keys.
 */
export class Pace {
  #changes = 0;
  /** One for all who wait for it. */
  #reading: Promise<void> | undefined;
  /** When the first change came that no analysis has seen. */
  readonly #since = new Map<string, number>();
  /** Until when the files rest whose last analysis was ended for the time it took. */
  readonly #rests = new Map<string, number>();

  /** Records a change that the client has sent. */
  changed(): void {
    this.#changes++;
  }

  /** Resolves when a file of that length, in UTF-16 code units, may be analysed. */
  async mayBegin(key: string, length: number): Promise<void> {
    const now = performance.now();
    const since = this.#since.get(key) ?? now;
    this.#since.set(key, since);
    const pause = Math.min(pauseFor(length), Math.max(0, since + LONGEST_WAIT - now));
    const wait = Math.max(pause, (this.#rests.get(key) ?? 0) - now);
    if (wait > 0) await new Promise((done) => setTimeout(done, wait));
    await this.allRead();
  }

  /** The file has been analysed as it is; `tookTooLong` tells that the analysis was ended. */
  analysed(key: string, tookTooLong: boolean): void {
    this.#since.delete(key);
    if (tookTooLong) this.#rests.set(key, performance.now() + REST);
    else this.#rests.delete(key);
  }

  /** Whether the last analysis of the file was ended. The next one comes late, and has less time. */
  isSlow(key: string): boolean {
    return this.#rests.has(key);
  }

  forget(key: string): void {
    this.#since.delete(key);
    this.#rests.delete(key);
  }

  /**
   * Resolves when every change that the client has sent is known. One message is handled in each turn of the event
   * loop, and the pipe is read between two turns. So two turns without a change mean that no more is there.
   */
  allRead(): Promise<void> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #read(): Promise<void> {
    const until = performance.now() + LONGEST_READING;
    for (let calm = 0; calm < 2 && performance.now() < until; ) {
      const changes = this.#changes;
      await turn();
      calm = changes === this.#changes ? calm + 1 : 0;
    }
  }
}

/** Lets the next message in. */
export function turn(): Promise<void> {
  return new Promise((done) => void RAL().timer.setImmediate(done));
}
