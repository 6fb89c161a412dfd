import {
  CancellationTokenSource,
  Diagnostic,
  DiagnosticSeverity,
  Disposable,
  languages,
  Range,
  Uri,
  workspace,
} from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { FileOverview, FindingOverview } from "../server/lsp/extension-protocol.ts";
import { CANDIDATES } from "./documents.ts";
import type { FindingsView } from "./findings-view.ts";
import { isOpen, scan } from "./requests.ts";
import { pageOf } from "./rule-pages.ts";

const SEVERITIES = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
} as const;

/** How long to wait after a change before files are looked at again, in milliseconds: the server has to hear of it too. */
const PAUSE = 500;

/**
 * What the last scan found in files that are not open, as problems and in the findings view. Files that change on the disk, are closed, or fall under
 * other settings are looked at again; those that are gone are forgotten. An open file has diagnostics of its own, which follow its text.
 */
export class ScanResults implements Disposable {
  readonly #client: BaseLanguageClient;
  readonly #view: FindingsView;
  readonly #problems = languages.createDiagnosticCollection("bulkhead scan");
  readonly #disposables: Disposable[];
  /** Before the first scan there is nothing to keep right. */
  #scanned = false;
  /** The files that were looked at, and those that something was found in. */
  #looked: readonly Uri[] = [];
  #found: readonly FileOverview[] = [];
  #changed = new Map<string, Uri>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(client: BaseLanguageClient, view: FindingsView) {
    this.#client = client;
    this.#view = view;
    const files = workspace.createFileSystemWatcher(CANDIDATES);
    const settings = workspace.createFileSystemWatcher("**/.bulkhead.{yaml,yml}");
    const again = () => this.#soon(this.#looked);
    this.#disposables = [
      this.#problems,
      files,
      settings,
      ...[files.onDidChange, files.onDidCreate].map((event) => event((uri) => this.#soon([uri]))),
      ...[settings.onDidChange, settings.onDidCreate, settings.onDidDelete].map((event) => event(again)),
      files.onDidDelete((uri) => this.#forget([uri])),
      workspace.onDidDeleteFiles((event) => this.#forget(event.files)),
      workspace.onDidRenameFiles(({ files: moved }) => this.#move(moved)),
      workspace.onDidOpenTextDocument(({ uri }) => this.#problems.delete(uri)),
      workspace.onDidCloseTextDocument(({ uri }) => this.#looked.some((one) => isSame(one, uri)) && this.#soon([uri])),
      workspace.onDidChangeConfiguration((event) => event.affectsConfiguration("bulkhead") && again()),
    ];
  }

  /** Takes what a scan of the files `looked` found in the place of everything before. */
  replace(looked: readonly Uri[], found: readonly FileOverview[]): void {
    this.#scanned = true;
    this.#looked = looked;
    this.#found = found;
    this.#draw();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    Disposable.from(...this.#disposables).dispose();
  }

  #soon(uris: readonly Uri[]): void {
    if (!this.#scanned) return;
    for (const uri of uris) this.#changed.set(uri.toString(), uri);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#lookAgain().catch((error) => this.#client.error("Changed files could not be scanned.", error, false));
    }, PAUSE);
  }

  async #lookAgain(): Promise<void> {
    const uris = [...this.#changed.values()];
    this.#changed = new Map();
    if (uris.length === 0 || !this.#client.isRunning()) return;
    const { token } = new CancellationTokenSource();
    const { files } = await scan(this.#client, uris, `bulkhead.changed.${Date.now()}`, token);
    const isAsked = (uri: Uri) => uris.some((one) => isSame(one, uri));
    const added = uris.filter((uri) => !this.#looked.some((one) => isSame(one, uri)));
    const kept = this.#found.filter(({ uri }) => !isAsked(Uri.parse(uri)));
    this.replace([...this.#looked, ...added], [...kept, ...files.filter(({ uri }) => isAsked(Uri.parse(uri)))]);
  }

  /** A directory that moves takes its files along, of which nothing else tells. */
  #move(moved: readonly { readonly oldUri: Uri; readonly newUri: Uri }[]): void {
    const arrived = moved.flatMap(({ oldUri, newUri }) =>
      this.#looked
        .filter((file) => isWithin(file, oldUri))
        .map((file) => newUri.with({ path: newUri.path + file.path.slice(oldUri.path.length) })),
    );
    this.#forget(moved.map(({ oldUri }) => oldUri));
    this.#soon(arrived);
  }

  #forget(gone: readonly Uri[]): void {
    const isGone = (file: Uri) => gone.some((one) => isWithin(file, one));
    if (!this.#looked.some(isGone)) return;
    this.replace(
      this.#looked.filter((file) => !isGone(file)),
      this.#found.filter(({ uri }) => !isGone(Uri.parse(uri))),
    );
  }

  #draw(): void {
    this.#problems.clear();
    for (const { uri, subjects } of this.#found) {
      const file = Uri.parse(uri);
      if (!isOpen(file)) this.#problems.set(file, subjects.flatMap((subject) => subject.findings).map(problemOf));
    }
    this.#view.setScanned(this.#found);
  }
}

function isSame(one: Uri, other: Uri): boolean {
  return one.toString() === other.toString();
}

/** Whether a file is that one, or lies in that directory. */
function isWithin(file: Uri, one: Uri): boolean {
  return isSame(file, one) || file.toString().startsWith(`${one}/`);
}

function problemOf({ rule, level, message, range: { start, end } }: FindingOverview): Diagnostic {
  const range = new Range(start.line, start.character, end.line, end.character);
  const problem = new Diagnostic(range, message, SEVERITIES[level]);
  problem.source = "bulkhead";
  problem.code = { value: rule, target: pageOf(rule) };
  return problem;
}
