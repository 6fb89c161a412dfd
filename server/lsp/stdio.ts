import {
  createConnection,
  type Message,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { json } from "../analysis/text/json.ts";
import { serveInNode } from "./node.ts";

/**
 * Serves the client on standard input and output. Never settles: the process ends when the client says so, or goes away. Parsers of some editors refuse a
 * message with half of a surrogate pair, which `JSON.stringify` writes.
 */
export function serveOnStdio(): Promise<never> {
  const encode = async (message: Message): Promise<Uint8Array> => Buffer.from(json(message), "utf8");
  const reader = new StreamMessageReader(process.stdin);
  const writer = new StreamMessageWriter(process.stdout, { contentTypeEncoder: { name: "application/json", encode } });
  // A client that goes away without a word has failed.
  process.stdin.once("end", () => process.exit(1));
  serveInNode(createConnection(ProposedFeatures.all, reader, writer));
  return new Promise(() => undefined);
}
