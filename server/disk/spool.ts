import { closeSync, openSync, readSync, unlinkSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { writeAll } from "./write-all.ts";

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
  #file: UnnamedFile | undefined;

  /** Throws where there is no room left. */
  add(text: string): Slot {
    const bytes = Buffer.from(text, "utf8");
    const slot = { offset: this.#written + this.#waitingBytes, length: bytes.length };
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    if (this.#waitingBytes > LARGEST_BUFFER) this.#flush();
    return slot;
  }

  read(slot: Slot): string {
    return this.readBytes(slot).toString("utf8");
  }

  readBytes({ offset, length }: Slot): Buffer {
    if (offset < this.#written) return this.#file?.read(offset, length) ?? Buffer.alloc(0);
    if (this.#waiting.length > 1) this.#waiting = [Buffer.concat(this.#waiting)];
    const start = offset - this.#written;
    return this.#waiting[0]?.subarray(start, start + length) ?? Buffer.alloc(0);
  }

  /** Gives up everything that was added. */
  close(): void {
    this.#file?.close();
    this.#file = undefined;
    this.#waiting = [];
  }

  #flush(): void {
    const bytes = Buffer.concat(this.#waiting);
    this.#file ??= new UnnamedFile();
    this.#file.append(bytes);
    this.#written += bytes.length;
    this.#waiting = [];
    this.#waitingBytes = 0;
  }
}

/**
 * A temporary file whose name is removed as soon as it is open, so that nothing stays of it however the process ends. Where the system keeps the names
 * of open files, `close` removes it.
 */
class UnnamedFile {
  readonly #descriptor: number;
  readonly #name: string | undefined;

  constructor() {
    const name = path.join(os.tmpdir(), `bulkhead-findings-${crypto.randomUUID()}`);
    this.#descriptor = openSync(name, "wx+", 0o600);
    this.#name = isRemoved(name) ? undefined : name;
  }

  append(bytes: Uint8Array): void {
    writeAll(this.#descriptor, bytes);
  }

  read(offset: number, length: number): Buffer {
    const bytes = Buffer.alloc(length);
    for (let done = 0; done < length; ) {
      const read = readSync(this.#descriptor, bytes, done, length - done, offset + done);
      if (read === 0) throw new Error("a temporary file was cut off");
      done += read;
    }
    return bytes;
  }

  close(): void {
    closeSync(this.#descriptor);
    if (this.#name !== undefined) isRemoved(this.#name);
  }
}

function isRemoved(name: string): boolean {
  try {
    unlinkSync(name);
    return true;
  } catch {
    return false;
  }
}
