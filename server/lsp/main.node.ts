import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { load } from "../analysis/project.ts";
import { reasonOf } from "./guard.ts";
import { readFile } from "./read-file.ts";
import { startServer } from "./server.ts";

const connection = createConnection(ProposedFeatures.all);

// The server keeps no state that half a request could spoil, so living on is right: whoever edits would otherwise lose every squiggle until a restart.
process.on("uncaughtException", (error) => connection.console.error(`Uncaught: ${reasonOf(error)}`));
process.on("unhandledRejection", (error) => connection.console.error(`Unhandled: ${reasonOf(error)}`));

startServer(connection, { read: readFile, load });
