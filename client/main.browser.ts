import { type ExtensionContext, Uri, workspace } from "vscode";
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient } from "vscode-languageclient/browser";
import { startExtension } from "./extension.ts";

export { deactivate } from "./extension.ts";

/** Called by VS Code where extensions run in a browser. The server is a worker. */
export function activate(context: ExtensionContext): Promise<void> {
  const script = Uri.joinPath(context.extensionUri, "dist", "server", "main.browser.js");
  let worker: Worker | undefined;
  const stopWorker = () => worker?.terminate();
  const openWorker = async () => {
    stopWorker();
    worker = new Worker(await workerAddress(script));
    // The client would tell workers by their class, and VS Code's are of another.
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  context.subscriptions.push({ dispose: stopWorker });
  return startExtension(context, (options) => new LanguageClient("bulkhead", "Bulkhead", openWorker, options));
}

/**
 * The address a worker can be made from. VS Code refuses the URI of an extension that is installed on a remote host
 * ("Creating workers from remote extensions is currently not supported"), so such a script is handed over as a blob.
 */
async function workerAddress(script: Uri): Promise<string> {
  if (script.scheme !== "vscode-remote") return script.toString(true);
  const bytes = new Uint8Array(await workspace.fs.readFile(script));
  return URL.createObjectURL(new Blob([bytes], { type: "text/javascript" }));
}
