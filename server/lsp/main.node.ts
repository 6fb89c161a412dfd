import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { serveInNode } from "./node.ts";

// The arguments say which way the client talks: `--node-ipc` or `--stdio`. The bundle has no sockets for the others.
serveInNode(createConnection(ProposedFeatures.all));
