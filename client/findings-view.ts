import {
  commands,
  type Disposable,
  EventEmitter,
  l10n,
  languages,
  Range,
  StatusBarAlignment,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  type TreeView,
  Uri,
  window,
  workspace,
} from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { FileOverview, FindingOverview, SubjectOverview } from "../server/lsp/extension-protocol.ts";
import { ClosedProblems } from "./closed-problems.ts";
import { DOCUMENTS } from "./documents.ts";
import { isEditable } from "./editable.ts";
import { findings, isOpen } from "./requests.ts";
import { groupName, type RuleGroup, ruleTitle } from "./terms.ts";

/** A row of the tree: a file, a container, a group of its findings, or one finding. Files are left out while there is only one. */
export type Row =
  | { readonly kind: "file"; readonly uri: Uri; readonly overview: FileOverview; readonly parent: undefined }
  | { readonly kind: "subject"; readonly uri: Uri; readonly subject: SubjectOverview; readonly parent: Row | undefined }
  | {
      readonly kind: "group";
      readonly uri: Uri;
      readonly group: RuleGroup;
      readonly findings: readonly FindingOverview[];
      readonly parent: Row;
    }
  | { readonly kind: "finding"; readonly uri: Uri; readonly finding: FindingOverview; readonly parent: Row };

/** How long to wait after a change of diagnostics before the tree asks anew, in milliseconds. */
const PAUSE = 200;

/** How often to try to reveal a row; the editor may be drawing the tree. */
const REVEALS = 5;

/** The tree of what was found in open files, in what they pull in, and in those of the last scan. */
export class FindingsView implements TreeDataProvider<Row>, Disposable {
  readonly #client: BaseLanguageClient;
  readonly #changed = new EventEmitter<undefined>();
  readonly #view: TreeView<Row>;
  readonly #disposables: Disposable[];
  readonly #problems = new ClosedProblems();
  readonly #status = window.createStatusBarItem("bulkhead.findings", StatusBarAlignment.Left);
  #open: readonly FileOverview[] = [];
  #closed: readonly FileOverview[] = [];
  #version = -1;
  #roots: readonly Row[] = [];
  #drawn = "";
  /** Whether the editor has asked for the roots yet. */
  #asked = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(client: BaseLanguageClient) {
    this.#client = client;
    this.#status.name = "Bulkhead";
    this.#status.command = "bulkhead.showFindings";
    this.#view = window.createTreeView("bulkhead.findings", { treeDataProvider: this, showCollapseAll: true });
    this.#disposables = [
      this.#view,
      this.#changed,
      this.#problems,
      this.#status,
      languages.onDidChangeDiagnostics(() => this.#soon()),
      workspace.onDidChangeTextDocument(
        ({ document }) => languages.match([...DOCUMENTS], document) > 0 && this.#soon(),
      ),
      workspace.onDidOpenTextDocument(() => this.#soon()),
      workspace.onDidCloseTextDocument(() => this.#soon()),
      client.onDidChangeState(() => {
        // The numbers of a server that was started anew begin anew.
        this.#version = -1;
        this.#soon();
      }),
      commands.registerCommand("bulkhead.showFindings", (uri: unknown, name: unknown) => this.#show(uri, name)),
    ];
  }

  /** Asks for what is found now. */
  refresh(): Promise<void> {
    return this.#ask();
  }

  getChildren(row: Row | undefined): Row[] {
    if (row !== undefined) return childrenOf(row);
    this.#asked = true;
    return [...this.#roots];
  }

  getParent(row: Row): Row | undefined {
    return row.parent;
  }

  getTreeItem(row: Row): TreeItem {
    return itemOf(row);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const one of this.#disposables) one.dispose();
  }

  /** Diagnostics change at every key; one answer for a burst of them is enough. */
  #soon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), PAUSE);
  }

  async #ask(): Promise<void> {
    if (!this.#client.isRunning()) return;
    clearTimeout(this.#timer);
    try {
      const { files, version, closed } = await findings(this.#client, this.#version);
      this.#open = files.filter(({ uri }) => isEditable(Uri.parse(uri)));
      this.#version = version;
      if (closed) this.#closed = closed.filter(({ uri }) => isEditable(Uri.parse(uri)));
      if (closed) this.#problems.replace(this.#closed);
    } catch (error) {
      this.#client.error("The findings could not be listed.", error, false);
      return;
    }
    this.#rebuild();
  }

  #rebuild(): void {
    const shown = new Set(this.#open.map(({ uri }) => uri));
    const others = this.#closed.filter(({ uri }) => !shown.has(uri) && !isOpen(Uri.parse(uri)));
    const files = [...this.#open, ...others];
    // A tree that is drawn anew loses what was being revealed in it, so only news are drawn.
    const drawn = JSON.stringify(files);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    this.#roots = rootsOf(files);
    const count = files.flatMap(({ subjects }) => subjects.flatMap((one) => one.findings)).length;
    this.#count(files);
    this.#view.badge = count === 0 ? undefined : { value: count, tooltip: counted(count) };
    // VS Code 1.139 mixes up the children of expanded rows if it is told of a change before it has asked for the roots.
    if (this.#asked) this.#changed.fire(undefined);
  }

  /** In the status bar, by level; hidden where nothing is found. */
  #count(files: readonly FileOverview[]): void {
    const levels = files.flatMap(({ subjects }) => subjects.flatMap((one) => one.findings.map(({ level }) => level)));
    const of = (...wanted: readonly string[]) => levels.filter((level) => wanted.includes(level)).length;
    this.#status.text = `$(shield) $(error) ${of("error")} $(warning) ${of("warning")} $(info) ${of("info", "hint")}`;
    this.#status.tooltip = l10n.t("Bulkhead: {0}", counted(levels.length));
    if (levels.length > 0) this.#status.show();
    else this.#status.hide();
  }

  /** Shows the view, and in it the container that is named. */
  async #show(uri: unknown, name: unknown): Promise<void> {
    await commands.executeCommand("bulkhead.findings.focus");
    await this.#ask();
    for (let tries = REVEALS; tries > 0; tries -= 1) {
      const row = this.#rowOf(uri, name);
      if (row === undefined || (await this.#revealed(row))) return;
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }

  #rowOf(uri: unknown, name: unknown): Row | undefined {
    const subjects = this.#roots.flatMap((root) => (root.kind === "file" ? childrenOf(root) : [root]));
    return subjects.find(
      (row) => row.kind === "subject" && row.uri.toString() === parsed(uri) && row.subject.name === name,
    );
  }

  /** False if the editor has not drawn the row yet, or draws the tree anew just now: it rejects what it can't find. */
  async #revealed(row: Row): Promise<boolean> {
    try {
      await this.#view.reveal(row, { select: true, expand: 2 });
      return true;
    } catch (error) {
      this.#client.debug("The findings view could not reveal a row.", error);
      return false;
    }
  }
}

function parsed(uri: unknown): string | undefined {
  return typeof uri === "string" ? Uri.parse(uri).toString() : undefined;
}

function rootsOf(files: readonly FileOverview[]): readonly Row[] {
  const rows = files.map(
    (overview): Row => ({ kind: "file", uri: Uri.parse(overview.uri), overview, parent: undefined }),
  );
  const [only, ...others] = rows;
  if (only?.kind !== "file" || others.length > 0) return rows;
  return only.overview.subjects.map((subject) => ({ kind: "subject", uri: only.uri, subject, parent: undefined }));
}

function childrenOf(row: Row): Row[] {
  const { uri } = row;
  switch (row.kind) {
    case "file":
      return row.overview.subjects.map((subject) => ({ kind: "subject", uri, subject, parent: row }));
    case "subject": {
      const groups = [...new Set(row.subject.findings.map(({ group }) => group))];
      const of = (name: RuleGroup) => row.subject.findings.filter(({ group }) => group === name);
      return groups.map((group) => ({ kind: "group", uri, group, findings: of(group), parent: row }));
    }
    case "group":
      return row.findings.map((finding) => ({ kind: "finding", uri, finding, parent: row }));
    case "finding":
      return [];
  }
}

function itemOf(row: Row): TreeItem {
  switch (row.kind) {
    case "file":
      return fileItem(row.uri);
    case "subject":
      return subjectItem(row.uri, row.subject);
    case "group":
      return groupItem(row.group, row.findings);
    case "finding":
      return findingItem(row.uri, row.finding);
  }
}

function fileItem(uri: Uri): TreeItem {
  const item = new TreeItem(uri, TreeItemCollapsibleState.Expanded);
  item.description = true;
  item.iconPath = ThemeIcon.File;
  return item;
}

function subjectItem(uri: Uri, { kind, name, exposure, range, findings: found }: SubjectOverview): TreeItem {
  const label = kind === "file" ? l10n.t("The file itself") : name;
  const state = found.length > 0 ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.None;
  const item = new TreeItem(label, state);
  const words = exposure === undefined ? [] : [l10n.t("exposure {0}", exposure)];
  item.description = [...words, counted(found.length)].join(" · ");
  item.iconPath = new ThemeIcon(kind === "file" ? "file" : found.length > 0 ? "package" : "pass");
  if (range) item.command = opening(uri, range);
  if (kind !== "file") item.contextValue = "subject";
  return item;
}

function counted(findings: number): string {
  return findings === 1 ? l10n.t("1 finding") : l10n.t("{0} findings", findings);
}

function groupItem(group: RuleGroup, found: readonly FindingOverview[]): TreeItem {
  const item = new TreeItem(groupName(group), TreeItemCollapsibleState.Expanded);
  item.description = String(found.length);
  item.iconPath = new ThemeIcon(GROUP_ICONS[group]);
  return item;
}

const GROUP_ICONS: Readonly<Record<RuleGroup, string>> = {
  daemon: "plug",
  "file system": "folder",
  namespaces: "layers",
  network: "globe",
  capabilities: "key",
  privileges: "person",
  resources: "dashboard",
  image: "archive",
  suppression: "comment",
};

function findingItem(uri: Uri, { rule, title, level, message, range }: FindingOverview): TreeItem {
  const item = new TreeItem(ruleTitle(title), TreeItemCollapsibleState.None);
  item.description = message;
  item.tooltip = `${message} (${rule})`;
  item.iconPath = LEVEL_ICONS[level];
  item.command = opening(uri, range);
  item.contextValue = "finding";
  return item;
}

const LEVEL_ICONS = {
  error: new ThemeIcon("error", new ThemeColor("list.errorForeground")),
  warning: new ThemeIcon("warning", new ThemeColor("list.warningForeground")),
  info: new ThemeIcon("info"),
  hint: new ThemeIcon("lightbulb"),
} as const;

function opening(uri: Uri, { start, end }: FindingOverview["range"]) {
  const selection = new Range(start.line, start.character, end.line, end.character);
  return { title: l10n.t("Open"), command: "vscode.open", arguments: [uri, { selection }] };
}
