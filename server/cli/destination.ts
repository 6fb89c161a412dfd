import { closeSync, openSync, writeSync } from "node:fs";
import path from "node:path";
import { joined, type Printable } from "../analysis/text/printable.ts";
import { CannotRun, type Terminal } from "./terminal.ts";

/** Somewhere that a report is written to. */
export interface Destination {
  /** Writes all pieces, in parts of a size that is quick to write. */
  write(pieces: Iterable<Printable>): void;
}

/** How many characters are written at once. */
const PART = 64 * 1024;

export function standardOutput(terminal: Terminal): Destination {
  return { write: (pieces) => inParts(pieces, (part) => terminal.write(part)) };
}

/** A file that is created, or emptied, now: so that a path which cannot be written is known before the work begins. Throws `CannotRun` for such a path. */
export function fileDestination(name: string, cwd: string): Destination {
  const descriptor = opened(name, cwd);
  return {
    write: (pieces) => {
      inParts(pieces, (part) => writeAll(descriptor, part));
      closeSync(descriptor);
    },
  };
}

function opened(name: string, cwd: string): number {
  try {
    return openSync(path.resolve(cwd, name), "w");
  } catch (error) {
    throw new CannotRun(`${name} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function writeAll(descriptor: number, text: string): void {
  const bytes = Buffer.from(text, "utf8");
  for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done);
}

function inParts(pieces: Iterable<Printable>, write: (part: Printable) => void): void {
  let waiting: Printable[] = [];
  let length = 0;
  for (const piece of pieces) {
    waiting.push(piece);
    length += piece.length;
    if (length < PART) continue;
    write(joined(waiting, ""));
    waiting = [];
    length = 0;
  }
  if (length > 0) write(joined(waiting, ""));
}
