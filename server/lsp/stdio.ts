import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { serveInNode } from "./node.ts";

/** Serves the client on standard input and output. Never settles: the process ends when the client says so, or goes away. */
export function serveOnStdio(): Promise<never> {
  serveInNode(createConnection(ProposedFeatures.all, process.stdin, process.stdout));
  return new Promise(() => undefined);
}
