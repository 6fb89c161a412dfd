import type { ExtensionContext } from "vscode";
import { LanguageClient, type LanguageClientOptions, TransportKind } from "vscode-languageclient/node";
import { registerCompare } from "./compare.ts";
import { startExtension } from "./extension.ts";
import { mayLearn, registerWhatItNeeds } from "./what-it-needs.ts";

export { deactivate } from "./extension.ts";

/** Called by VS Code where extensions run in Node: the desktop, and remote hosts. The server is a process of its own. */
export function activate(context: ExtensionContext): Promise<void> {
  const module = context.asAbsolutePath("dist/server/main.node.mjs");
  const server = { module, transport: TransportKind.ipc };
  const create = (options: LanguageClientOptions) => new LanguageClient("bulkhead", "Bulkhead", server, options);
  return startExtension(context, create, {
    register: (client) => [...registerCompare(client), ...registerWhatItNeeds(context, client)],
    mayLearn,
  });
}
