import { once } from "node:events";
import type { Connection } from "vscode-languageserver";
import { load } from "../analysis/run/load.ts";
import { stackOf } from "../limits/failure.ts";
import { timeLimit } from "../limits/time-limit.ts";
import type { Host } from "./host.ts";
import { readFile } from "./read-file.ts";
import { startServer } from "./server.ts";

/** Serves a connection in Node, where files that are not open are read from the disk. `more` is what only some of its clients may ask for. */
export function serveInNode(connection: Connection, more: Pick<Host, "compare"> = {}): void {
  // The server keeps no state that half a request could spoil, so living on is right: whoever edits would otherwise lose every squiggle until a restart.
  process.on("uncaughtException", (error) => connection.console.error(`Uncaught: ${stackOf(error)}`));
  process.on("unhandledRejection", (error) => connection.console.error(`Unhandled: ${stackOf(error)}`));
  startServer(connection, { read: readFile, load, timeLimit, written, ...more });
}

/** Standard output tells how much of it waits; other ways to the client do not. */
async function written(): Promise<void> {
  if (process.stdout.writableNeedDrain) await once(process.stdout, "drain");
}
