import { createContext, Script } from "node:vm";
import { type Limited, TookTooLong } from "../analysis/project.ts";

/**
 * Limits how long work may keep the thread: what takes longer is ended wherever it is, also within a regular expression, and `TookTooLong` is thrown.
 * It costs less than a tenth of a millisecond. Work must not wait for anything, and may be ended between any two steps, so it must not leave behind
 * what only holds as a whole. Source: https://nodejs.org/api/vm.html#scriptrunincontextcontextifiedobject-options
 */
export function timeLimit(milliseconds: number): Limited {
  const context = createContext({ work: undefined });
  const script = new Script("work()");
  return <T>(work: () => T): T => {
    const outer = context["work"];
    context["work"] = work;
    try {
      return script.runInContext(context, { timeout: milliseconds }) as T;
    } catch (error) {
      throw isTimeout(error) ? new TookTooLong(milliseconds) : error;
    } finally {
      context["work"] = outer;
    }
  };
}

/** Errors of another context are no instances of this one's `Error`. */
function isTimeout(error: unknown): boolean {
  return typeof error === "object" && error !== null && Reflect.get(error, "code") === "ERR_SCRIPT_EXECUTION_TIMEOUT";
}
