/** The program of a thread: it checks what it is given. */
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { unlimited } from "../analysis/run/load.ts";
import { CannotRun } from "../entries/cannot-run.ts";
import type { Entry } from "../entries/entry.ts";
import { EntryCheck } from "./check/entry-check.ts";
import type { EntryCheckOptions, EntryOutcome } from "./check/outcome.ts";

/** What a worker thread answers for each entry of a list, in their order. `refused` is the message of a `CannotRun`, and ends the list. */
export type Answer =
  | { readonly is: "checked"; readonly outcome: EntryOutcome }
  | { readonly is: "refused"; readonly message: string };

if (parentPort !== null) serve(parentPort, workerData);

/** Checks each list of entries that comes, until the port is closed. */
function serve(port: MessagePort, options: EntryCheckOptions): void {
  // Whoever waits for the thread ends it where it takes too long, which costs the entries that do not nothing.
  const check = new EntryCheck(options, { limit: () => unlimited, passesOn: false });
  port.on("message", async (entries: readonly Entry[]) => {
    for (const entry of entries) {
      const answer = await answerOf(check, entry);
      port.postMessage(answer);
      if (answer.is === "refused") return;
    }
  });
}

async function answerOf(check: EntryCheck, entry: Entry): Promise<Answer> {
  try {
    return { is: "checked", outcome: await check.check(entry) };
  } catch (error) {
    if (error instanceof CannotRun) return { is: "refused", message: error.message };
    throw error;
  }
}
