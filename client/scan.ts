import {
  commands,
  Diagnostic,
  DiagnosticSeverity,
  type Disposable,
  l10n,
  languages,
  ProgressLocation,
  Range,
  Uri,
  window,
  workspace,
} from "vscode";
import { type BaseLanguageClient, WorkDoneProgress } from "vscode-languageclient";
import type { FindingOverview, Scan } from "../server/lsp/own-protocol.ts";
import type { FindingsView } from "./findings-view.ts";
import { isOpen, scan } from "./requests.ts";
import { pageOf } from "./rule-pages.ts";
import { workspaceFiles } from "./workspace-files.ts";

const SEVERITIES = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
} as const;

/** Registers the command that looks at every file of the workspace, and lists what it finds as problems until the files are opened. */
export function registerScan(client: BaseLanguageClient, view: FindingsView): Disposable[] {
  const problems = languages.createDiagnosticCollection("bulkhead scan");
  return [
    problems,
    // An open file has diagnostics of its own, which follow its text.
    workspace.onDidOpenTextDocument(({ uri }) => problems.delete(uri)),
    commands.registerCommand("bulkhead.scanWorkspace", async () => {
      const result = await scanWithProgress(client);
      problems.clear();
      for (const { uri, subjects } of result.files) {
        const file = Uri.parse(uri);
        if (!isOpen(file)) problems.set(file, subjects.flatMap((subject) => subject.findings).map(problemOf));
      }
      view.setScanned(result.files);
      await commands.executeCommand("bulkhead.findings.focus");
      tell(result);
    }),
  ];
}

async function scanWithProgress(client: BaseLanguageClient): Promise<Scan> {
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
      return await scan(client, uris, workDone, token);
    } finally {
      listening.dispose();
    }
  });
}

/** Does not wait, since the message stays until the user closes it. */
function tell({ looked, cancelled, files }: Scan): void {
  const found = files.flatMap(({ subjects }) => subjects.flatMap((subject) => subject.findings)).length;
  const message = l10n.t("Files looked at: {0}. Findings: {1}.", looked, found);
  void window.showInformationMessage(cancelled ? `${l10n.t("The scan was cancelled.")} ${message}` : message);
}

function problemOf({ rule, level, message, range: { start, end } }: FindingOverview): Diagnostic {
  const range = new Range(start.line, start.character, end.line, end.character);
  const problem = new Diagnostic(range, message, SEVERITIES[level]);
  problem.source = "bulkhead";
  problem.code = { value: rule, target: pageOf(rule) };
  return problem;
}
