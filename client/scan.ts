import { commands, type Disposable, l10n, ProgressLocation, type Uri, window } from "vscode";
import { type BaseLanguageClient, WorkDoneProgress } from "vscode-languageclient";
import type { Scan } from "../server/lsp/extension-protocol.ts";
import type { FindingsView } from "./findings-view.ts";
import { scan } from "./requests.ts";
import { ScanResults } from "./scan-results.ts";
import { workspaceFiles } from "./workspace-files.ts";

/** Registers the command that looks at every file of the workspace, and lists what it finds as problems until the files are opened. */
export function registerScan(client: BaseLanguageClient, view: FindingsView): Disposable[] {
  const results = new ScanResults(client, view);
  return [
    results,
    commands.registerCommand("bulkhead.scanWorkspace", async () => {
      const { uris, result } = await scanWithProgress(client);
      results.replace(uris, result.files);
      await commands.executeCommand("bulkhead.findings.focus");
      tell(result);
    }),
  ];
}

async function scanWithProgress(
  client: BaseLanguageClient,
): Promise<{ readonly uris: readonly Uri[]; readonly result: Scan }> {
  const options = {
    location: ProgressLocation.Notification,
    title: l10n.t("Bulkhead scans the workspace"),
    cancellable: true,
  };
  return window.withProgress(options, async (progress, token) => {
    const uris = await workspaceFiles(token);
    const workDone = `bulkhead.scan.${Date.now()}`;
    let done = 0;
    const listening = client.onProgress(WorkDoneProgress.type, workDone, (value) => {
      if (value.kind !== "report" || value.percentage === undefined) return;
      progress.report({ increment: value.percentage - done, ...(value.message ? { message: value.message } : {}) });
      done = value.percentage;
    });
    try {
      return { uris, result: await scan(client, uris, workDone, token) };
    } finally {
      listening.dispose();
    }
  });
}

/** Does not wait, since the message stays until the user closes it. */
function tell({ looked, failed, cancelled, files }: Scan): void {
  const found = files.flatMap(({ subjects }) => subjects.flatMap((subject) => subject.findings)).length;
  const message = l10n.t("Files looked at: {0}. Findings: {1}.", looked, found);
  if (failed > 0) void window.showWarningMessage(l10n.t("Files that could not be analysed: {0}.", failed));
  void window.showInformationMessage(cancelled ? `${l10n.t("The scan was cancelled.")} ${message}` : message);
}
