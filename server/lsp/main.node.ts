import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { serveInNode } from "./node.ts";

// The arguments say which way the client talks: `--node-ipc`, `--stdio`, `--pipe=…` or `--socket=…`.
serveInNode(createConnection(ProposedFeatures.all));
