import { Script } from "node:vm";
import { type Limited, TookTooLong } from "../analysis/run/load.ts";

/**
 * Limits how long each piece of work may keep the thread: what takes longer is ended wherever it is, also within a regular expression, and `TookTooLong`
 * is thrown. It costs a tenth of a millisecond, since Node starts and ends a thread that watches. Work must not wait for anything, and may be ended
 * between any two steps, so it must not leave behind what only holds as a whole.
 */
export function timeLimit(milliseconds: number): Limited {
  return (work) => watched(work, milliseconds, milliseconds);
}

/** Limits all pieces of one task together: each may take what those before it have left. */
export function sharedLimit(milliseconds: number): Limited {
  let left = milliseconds;
  return (work) => {
    if (left <= 0) throw new TookTooLong(milliseconds);
    const started = performance.now();
    try {
      return watched(work, Math.ceil(left), milliseconds);
    } finally {
      left -= performance.now() - started;
    }
  };
}

/** Where the script finds its work. A script takes no arguments, and a context of its own takes longer to make than a short file to check. */
const WORK = Symbol.for("bulkhead.work");
const SCRIPT = `globalThis[Symbol.for(${JSON.stringify(WORK.description)})]()`;
let compiled: Script | undefined;

/** `allowed` is what the error tells. Source: https://nodejs.org/api/vm.html#scriptruninthiscontextoptions */
function watched<T>(work: () => T, milliseconds: number, allowed: number): T {
  compiled ??= new Script(SCRIPT);
  const outer: unknown = Reflect.get(globalThis, WORK);
  Reflect.set(globalThis, WORK, work);
  try {
    return compiled.runInThisContext({ timeout: milliseconds, displayErrors: false }) as T;
  } catch (error) {
    throw isTimeout(error) ? new TookTooLong(allowed) : error;
  } finally {
    Reflect.set(globalThis, WORK, outer);
  }
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT";
}
