import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { serveInNode } from "./node.ts";

// The arguments say which way the client talks: `--node-ipc` or `--stdio`. The bundle has no sockets for the others.
serveInNode(createConnection(ProposedFeatures.all), {
  // The bundle that talks to engines is loaded when somebody asks for it, and by nothing else.
  compare: async (order) => (await import("../compare/editor.ts")).compareForEditor(order),
});
