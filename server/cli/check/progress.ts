import { printable, shown } from "../../analysis/text/printable.ts";
import type { Terminal } from "../output/terminal.ts";

/** How often the line is written anew, in milliseconds: often enough to be seen moving, seldom enough to cost nothing. */
const INTERVAL = 100;
const WIDTH = 24;

/** A bar on the terminal that tells how many of the files are done; nothing where standard error is none. */
export class Progress {
  readonly #status: Terminal["status"];
  readonly #total: number;
  #done = 0;
  #shown = 0;

  constructor(status: Terminal["status"], total: number) {
    this.#status = status;
    this.#total = total;
  }

  step(): void {
    this.#done++;
    if (this.#status === undefined || performance.now() - this.#shown < INTERVAL) return;
    this.#shown = performance.now();
    const filled = Math.round((WIDTH * this.#done) / this.#total);
    const bar = printable("=".repeat(filled).padEnd(WIDTH));
    // The carriage return goes back to the line's start, and the escape sequence clears what stood there.
    this.#status(shown`\r\u{1b}[K[${bar}] ${this.#done} of ${this.#total} files`);
  }

  /** Takes the bar away. */
  end(): void {
    if (this.#shown > 0) this.#status?.(shown`\r\u{1b}[K`);
  }
}
