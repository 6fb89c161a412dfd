/** The program of a thread: it checks what it is given. */
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import type { Entry } from "./entries.ts";
import { EntryCheck, type EntryCheckOptions, type EntryOutcome } from "./entry-check.ts";
import { CannotRun } from "./terminal.ts";

/** What a worker thread answers to each list of entries. `refused` is the message of a `CannotRun`. */
export type Answer =
  | { readonly is: "checked"; readonly outcomes: readonly EntryOutcome[] }
  | { readonly is: "refused"; readonly message: string };

if (parentPort !== null) serve(parentPort, workerData);

/** Answers each list of entries with what checking them gave, in their order, until the port is closed. */
function serve(port: MessagePort, options: EntryCheckOptions): void {
  const check = new EntryCheck(options);
  port.on("message", (entries: readonly Entry[]) => {
    void answer(check, entries).then((one) => port.postMessage(one));
  });
}

async function answer(check: EntryCheck, entries: readonly Entry[]): Promise<Answer> {
  const outcomes: EntryOutcome[] = [];
  try {
    for (const entry of entries) outcomes.push(await check.check(entry));
  } catch (error) {
    if (error instanceof CannotRun) return { is: "refused", message: error.message };
    throw error;
  }
  return { is: "checked", outcomes };
}
