import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import os from "node:os";
import path from "node:path";

/** Where a text stands in a spool, in bytes. */
export interface Slot {
  readonly offset: number;
  readonly length: number;
}

/** What is held in memory before it goes to disk, in bytes. */
const LARGEST_BUFFER = 16 * 1024 * 1024;

/** Texts that are put aside and read again: in memory while they are few, then in a temporary file that nobody else may read. */
export class Spool {
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #written = 0;
  #file: { readonly directory: string; readonly descriptor: number } | undefined;

  add(text: string): Slot {
    const bytes = Buffer.from(text, "utf8");
    const slot = { offset: this.#written + this.#waitingBytes, length: bytes.length };
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    if (this.#waitingBytes > LARGEST_BUFFER) this.#flush();
    return slot;
  }

  read({ offset, length }: Slot): string {
    const bytes = Buffer.alloc(length);
    if (offset < this.#written) {
      readSync(this.#descriptor(), bytes, 0, length, offset);
      return bytes.toString("utf8");
    }
    if (this.#waiting.length > 1) this.#waiting = [Buffer.concat(this.#waiting)];
    const start = offset - this.#written;
    return this.#waiting[0]?.toString("utf8", start, start + length) ?? "";
  }

  /** Removes the file. */
  close(): void {
    if (this.#file === undefined) return;
    closeSync(this.#file.descriptor);
    rmSync(this.#file.directory, { recursive: true, force: true });
    this.#file = undefined;
  }

  #flush(): void {
    const bytes = Buffer.concat(this.#waiting);
    for (let done = 0; done < bytes.length; ) {
      done += writeSync(this.#descriptor(), bytes, done, bytes.length - done, this.#written + done);
    }
    this.#written += bytes.length;
    this.#waiting = [];
    this.#waitingBytes = 0;
  }

  #descriptor(): number {
    if (this.#file === undefined) {
      const directory = mkdtempSync(path.join(os.tmpdir(), "bulkhead-findings-"));
      this.#file = { directory, descriptor: openSync(path.join(directory, "findings"), "wx+", 0o600) };
    }
    return this.#file.descriptor;
  }
}
