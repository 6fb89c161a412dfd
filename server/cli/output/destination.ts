import path from "node:path";
import { joined, type Printable } from "../../analysis/text/printable.ts";
import { type Output, outputTo } from "../../disk/output-file.ts";
import { Refusal } from "../../disk/refusal.ts";
import { codeOf, reasonOf } from "../../disk/system-error.ts";
import { CannotRun } from "../../entries/cannot-run.ts";
import type { Terminal } from "./terminal.ts";

/** Somewhere that a report is written to. */
export interface Destination {
  /** Writes all pieces, in parts of a size that is quick to write. Throws `CannotRun` where that fails. */
  write(pieces: Iterable<Printable>): void;
}

/** How many characters are written at once. */
const PART = 64 * 1024;

export function standardOutput(terminal: Terminal): Destination {
  return {
    write: (pieces) => {
      for (const part of inParts(pieces)) terminal.write(part);
    },
  };
}

/**
 * A file that is written once its whole text is there; until then it is as it was. Throws `CannotRun` for a path that cannot be written: so that it is known
 * before the work begins. `paths` are those of the command line: what lies there may lead nowhere else.
 */
export function fileDestination(name: string, cwd: string, paths: readonly string[]): Destination {
  const trees = [cwd, ...paths.map((one) => path.resolve(cwd, one))];
  const output = attempt(name, (): Output => outputTo(path.resolve(cwd, name), trees));
  return { write: (pieces) => attempt(name, () => output.write(inParts(pieces))) };
}

function attempt<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) throw new CannotRun(`${name} ${error.message}`);
    if (codeOf(error) !== "") throw new CannotRun(`${name} cannot be written: ${reasonOf(error)}`);
    throw error;
  }
}

function* inParts(pieces: Iterable<Printable>): Iterable<Printable> {
  let waiting: Printable[] = [];
  let length = 0;
  for (const piece of pieces) {
    waiting.push(piece);
    length += piece.length;
    if (length < PART) continue;
    yield joined(waiting, "");
    waiting = [];
    length = 0;
  }
  if (length > 0) yield joined(waiting, "");
}
