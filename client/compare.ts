import { type CancellationToken, commands, type Disposable, l10n, ProgressLocation, type Uri, window } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { whyNoEngine } from "./engine-consent.ts";
import { runningContainers } from "./requests.ts";
import { showRunningPage } from "./rule-pages.ts";

/** Whether this host can ask an engine: the manifest shows the command only then. */
const CONTEXT = "bulkhead.canAskEngine";

/**
 * Registers the command that compares the running containers of a project with its files. Only where extensions run in Node; in a workspace that is not trusted,
 * and where a setting forbids it, it does nothing but say so.
 */
export function registerCompare(client: BaseLanguageClient): Disposable[] {
  void commands.executeCommand("setContext", CONTEXT, true);
  return [commands.registerCommand("bulkhead.compareRunning", () => compare(client))];
}

async function compare(client: BaseLanguageClient): Promise<void> {
  const uri = window.activeTextEditor?.document.uri;
  const why = uri === undefined ? l10n.t("Open a Compose file first.") : whyNoEngine("compare.enable", uri);
  if (uri === undefined || why !== undefined) {
    void window.showInformationMessage(why ?? "");
    return;
  }
  const title = l10n.t("Bulkhead asks the container engine");
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  await window.withProgress(options, (_, token) => answered(client, uri, token));
}

async function answered(client: BaseLanguageClient, uri: Uri, token: CancellationToken): Promise<void> {
  const answer = await runningContainers(client, uri, token).catch((error: unknown) => {
    if (token.isCancellationRequested) return undefined;
    throw error;
  });
  if (answer === undefined || token.isCancellationRequested) return;
  if ("refused" in answer) void window.showWarningMessage(l10n.t("Bulkhead: {0}", answer.refused));
  else await showRunningPage(answer.page);
}
