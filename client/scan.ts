import {
  CancellationTokenSource,
  commands,
  Disposable,
  l10n,
  ProgressLocation,
  type Uri,
  window,
  workspace,
} from "vscode";
import { type BaseLanguageClient, State, WorkDoneProgress } from "vscode-languageclient";
import type { Scan } from "../server/lsp/extension-protocol.ts";
import { CANDIDATES } from "./documents.ts";
import type { FindingsView } from "./findings-view.ts";
import { scan } from "./requests.ts";
import { workspaceFiles } from "./workspace-files.ts";

/** How long to wait after a change before files are looked at again, in milliseconds: the server has to hear of it too. */
const PAUSE = 500;

/** How long after the start the workspace is looked at, in milliseconds, so that files that are opened first are analysed first. */
const IDLE = 2_000;

/** Registers the command that looks at every file of the workspace. The same is done without a word when a workspace opens, unless a setting says no. */
export function registerScan(client: BaseLanguageClient, view: FindingsView): Disposable[] {
  const scans = new WorkspaceScans(client, view);
  return [
    scans,
    commands.registerCommand("bulkhead.scanWorkspace", async () => {
      const result = await scans.withProgress();
      await view.refresh();
      await commands.executeCommand("bulkhead.findings.focus");
      tell(result);
    }),
  ];
}

/** Scans, and what makes them come again. The server keeps what was found right as long as no file comes, moves or goes. */
class WorkspaceScans implements Disposable {
  readonly #client: BaseLanguageClient;
  readonly #view: FindingsView;
  readonly #disposables: Disposable[];
  #isScanned = false;
  #all = false;
  #new = new Map<string, Uri>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(client: BaseLanguageClient, view: FindingsView) {
    this.#client = client;
    this.#view = view;
    const files = workspace.createFileSystemWatcher(CANDIDATES);
    const settings = workspace.createFileSystemWatcher("**/.bulkhead.{yaml,yml}");
    const again = () => this.#soon();
    this.#disposables = [
      files,
      settings,
      files.onDidCreate((uri) => this.#soon([uri])),
      ...[files.onDidChange, files.onDidDelete].map((event) => event(again)),
      ...[settings.onDidChange, settings.onDidCreate, settings.onDidDelete].map((event) => event(again)),
      // A directory that moves or goes takes its files along, of which nothing else tells.
      ...[workspace.onDidDeleteFiles, workspace.onDidRenameFiles].map((event) => event(() => this.#everything())),
      workspace.onDidChangeWorkspaceFolders(() => this.#everything()),
      workspace.onDidChangeConfiguration((event) => event.affectsConfiguration("bulkhead") && again()),
      // A server that was started anew has forgotten everything.
      client.onDidChangeState(({ newState }) => newState === State.Running && this.#begin()),
    ];
  }

  async withProgress(): Promise<Scan> {
    const options = {
      location: ProgressLocation.Notification,
      title: l10n.t("Bulkhead scans the workspace"),
      cancellable: true,
    };
    return window.withProgress(options, async (progress, token) => {
      const uris = await workspaceFiles(token);
      const workDone = `bulkhead.scan.${Date.now()}`;
      let done = 0;
      const listening = this.#client.onProgress(WorkDoneProgress.type, workDone, (value) => {
        if (value.kind !== "report" || value.percentage === undefined) return;
        progress.report({ increment: value.percentage - done, ...(value.message ? { message: value.message } : {}) });
        done = value.percentage;
      });
      try {
        this.#isScanned = true;
        return await scan(this.#client, uris, false, workDone, token);
      } finally {
        listening.dispose();
      }
    });
  }

  dispose(): void {
    clearTimeout(this.#timer);
    Disposable.from(...this.#disposables).dispose();
  }

  #begin(): void {
    const inBackground = workspace.getConfiguration("bulkhead").get("backgroundScan") !== false;
    if (!this.#isScanned && (!inBackground || !workspace.workspaceFolders?.length)) return;
    this.#all = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#act(), IDLE);
  }

  #everything(): void {
    this.#all = true;
    this.#soon();
  }

  /** Nothing is to be kept right before a first scan. */
  #soon(added: readonly Uri[] = []): void {
    if (!this.#isScanned && !this.#all) return;
    for (const uri of added) this.#new.set(uri.toString(), uri);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#act(), PAUSE);
  }

  #act(): void {
    this.#lookAgain().catch((error) => this.#client.error("The workspace could not be scanned.", error, false));
  }

  async #lookAgain(): Promise<void> {
    if (!this.#client.isRunning()) return;
    const { token } = new CancellationTokenSource();
    const all = this.#all;
    const uris = all ? await workspaceFiles(token) : [...this.#new.values()];
    this.#all = false;
    this.#new = new Map();
    this.#isScanned = true;
    if (all || uris.length > 0) await scan(this.#client, uris, !all, `bulkhead.quiet.${Date.now()}`, token);
    await this.#view.refresh();
  }
}

/** Does not wait, since the message stays until the user closes it. */
function tell({ looked, failed, cancelled, files }: Scan): void {
  const found = files.flatMap(({ subjects }) => subjects.flatMap((subject) => subject.findings)).length;
  const message = l10n.t("Files looked at: {0}. Findings: {1}.", looked, found);
  if (failed > 0) void window.showWarningMessage(l10n.t("Files that could not be analysed: {0}.", failed));
  void window.showInformationMessage(cancelled ? `${l10n.t("The scan was cancelled.")} ${message}` : message);
}
