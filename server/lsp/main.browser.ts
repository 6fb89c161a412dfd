import {
  BrowserMessageReader,
  BrowserMessageWriter,
  createConnection,
  ProposedFeatures,
} from "vscode-languageserver/browser";
import { load } from "../analysis/run/load.ts";
import { stackOf } from "../limits/failure.ts";
import { startServer } from "./server.ts";

/** A worker has no disk: the client reads files that are not open, if it offers that. */
const scope = globalThis as unknown as DedicatedWorkerGlobalScope;
const connection = createConnection(
  ProposedFeatures.all,
  new BrowserMessageReader(scope),
  new BrowserMessageWriter(scope),
);

scope.addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  connection.console.error(`Unhandled: ${stackOf(event.reason)}`);
});

startServer(connection, { read: async () => null, load });
