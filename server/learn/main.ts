import { once } from "node:events";
import { whyFailed } from "../limits/failure.ts";
import { type Asker, learnForEditor } from "./editor.ts";
import type { FromLearning, ToLearning } from "./editor-protocol.ts";

/**
 * The process that learns for an editor, which starts it and talks to it by `ToLearning` and `FromLearning`. It lives for one service: when the editor closes
 * the channel, or is gone, it ends what it tries and removes what it made, and only then ends itself; with 1 where something could not be removed. Its one
 * argument is the version of the extension.
 */
const [, , version = ""] = process.argv;
const abort = new AbortController();
const end = (): void => abort.abort(new Error("the editor is gone"));
process.once("disconnect", end);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, end);

const asker: Asker = {
  async choose(names) {
    tell({ is: "services", names });
    const told = await heard();
    return told?.is === "service" ? told.name : undefined;
  },
  async agree(plan) {
    tell({ is: "plan", plan });
    return (await heard())?.is === "agreed";
  },
  progress: (step) => tell({ is: "step", step }),
};

void serve();

async function serve(): Promise<void> {
  try {
    const told = await heard();
    if (told?.is === "order") {
      const answer = await learnForEditor(told.order, asker, version, process.env, abort.signal);
      if (answer !== undefined) tell(answer);
    }
  } catch (error) {
    process.exitCode = 1;
    tell({ is: "refused", why: `it failed: ${whyFailed(error)}` });
  } finally {
    if (process.connected) process.disconnect();
  }
}

function tell(message: FromLearning): void {
  if (process.connected) process.send?.(message);
}

/** The next message; undefined where there will be none. */
async function heard(): Promise<ToLearning | undefined> {
  try {
    const [message] = await once(process, "message", { signal: abort.signal });
    return message;
  } catch (error) {
    if (abort.signal.aborted) return undefined;
    throw error;
  }
}
