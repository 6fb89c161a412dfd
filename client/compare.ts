import {
  type CancellationToken,
  commands,
  type Disposable,
  l10n,
  ProgressLocation,
  type Uri,
  window,
  workspace,
} from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
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
  const why = uri === undefined ? l10n.t("Open a Compose file first.") : whyNot(uri);
  if (uri === undefined || why !== undefined) {
    void window.showInformationMessage(why ?? "");
    return;
  }
  const title = l10n.t("Bulkhead asks the container engine");
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  await window.withProgress(options, (_, token) => answered(client, uri, token));
}

/** Why an engine is not asked about a file; undefined where it may be. */
function whyNot(uri: Uri): string | undefined {
  if (!workspace.isTrusted)
    return l10n.t("The workspace is not trusted, so that no container engine is asked about it.");
  if (uri.scheme !== "file") return l10n.t("Only files on the machine of the engine's user can be compared.");
  if (isForbidden(uri)) return l10n.t("The setting {0} forbids it.", "bulkhead.compare.enable");
  return undefined;
}

/** A repository's settings may forbid what the user's allow, and allow nothing that those forbid. */
function isForbidden(uri: Uri): boolean {
  const said = workspace.getConfiguration("bulkhead", uri).inspect<boolean>("compare.enable");
  return [said?.globalValue, said?.workspaceValue, said?.workspaceFolderValue].includes(false);
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
