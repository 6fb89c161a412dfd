import {
  commands,
  type Disposable,
  EventEmitter,
  type ExtensionContext,
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
import type { FileOverview, FindingOverview } from "../server/lsp/extension-protocol.ts";
import { ClosedProblems } from "./closed-problems.ts";
import { DOCUMENTS, NAMED } from "./documents.ts";
import { isEditable } from "./editable.ts";
import {
  childrenOf,
  type Found,
  followerOf,
  type Grouping,
  type Row,
  rootsOf,
  type Subject,
  withAllBelow,
} from "./finding-rows.ts";
import { isOffHere } from "./folder-settings.ts";
import { findings, isOpen } from "./requests.ts";
import { groupName, levelName, type RuleGroup, ruleTitle } from "./terms.ts";

/** How long to wait after a change of diagnostics before the tree asks anew, in milliseconds. */
const PAUSE = 200;

/** How often to try to reveal a row; the editor may be drawing the tree. */
const REVEALS = 5;

/** Where it is remembered what the list begins with, and what the manifest asks for it by. */
const GROUPING = "bulkhead.grouping";

/** The tree of what was found in open files, in what they pull in, and in those of the last scan. */
export class FindingsView implements TreeDataProvider<Row>, Disposable {
  readonly #client: BaseLanguageClient;
  readonly #changed = new EventEmitter<undefined>();
  readonly #view: TreeView<Row>;
  readonly #disposables: Disposable[];
  readonly #problems = new ClosedProblems();
  readonly #status = window.createStatusBarItem("bulkhead.findings", StatusBarAlignment.Left);
  readonly #memory: ExtensionContext["workspaceState"];
  #grouping: Grouping;
  #open: readonly FileOverview[] = [];
  #closed: readonly FileOverview[] = [];
  #version = -1;
  #roots: readonly Row[] = [];
  #levels: readonly FindingOverview["level"][] = [];
  #drawn = "";
  /** Whether the editor has asked for the roots yet. */
  #asked = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(client: BaseLanguageClient, memory: ExtensionContext["workspaceState"]) {
    this.#client = client;
    this.#memory = memory;
    this.#grouping = memory.get<Grouping>(GROUPING) ?? "file";
    void commands.executeCommand("setContext", GROUPING, this.#grouping);
    this.#status.name = "Bulkhead";
    this.#status.command = "bulkhead.menu";
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
      window.onDidChangeActiveTextEditor(() => this.#count()),
      workspace.onDidChangeConfiguration((event) => event.affectsConfiguration("bulkhead") && this.#count()),
      client.onDidChangeState(() => {
        // The numbers of a server that was started anew begin anew.
        this.#version = -1;
        this.#soon();
      }),
      commands.registerCommand("bulkhead.groupByFile", () => this.#group("file")),
      commands.registerCommand("bulkhead.groupByService", () => this.#group("service")),
      commands.registerCommand("bulkhead.showFindings", (uri: unknown, name: unknown) => this.#show(uri, name)),
    ];
  }

  /** Asks for what is found now. */
  refresh(): Promise<void> {
    return this.#ask();
  }

  /** Remembers where somebody is in the list; what it returns puts the focus there again, or on the next row where that one has gone. */
  holdFocus(row: Row): () => Promise<void> {
    const before = withAllBelow(this.#roots);
    return () => this.#reveal(() => followerOf(row, before, withAllBelow(this.#roots)), { select: true, focus: true });
  }

  getChildren(row: Row | undefined): Row[] {
    if (row !== undefined) return [...childrenOf(row)];
    this.#asked = true;
    return [...this.#roots];
  }

  getParent(row: Row): Row | undefined {
    return row.parent;
  }

  getTreeItem(row: Row): TreeItem {
    const item = itemOf(row, this.#grouping);
    item.id = row.id;
    return item;
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
    const drawn = JSON.stringify([this.#grouping, files]);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    this.#roots = rootsOf(files, this.#grouping);
    this.#levels = files.flatMap(({ subjects }) => subjects.flatMap((one) => one.findings.map(({ level }) => level)));
    this.#count();
    const count = this.#levels.length;
    this.#view.badge = count === 0 ? undefined : { value: count, tooltip: counted(count) };
    // VS Code 1.139 mixes up the children of expanded rows if it is told of a change before it has asked for the roots.
    if (this.#asked) this.#changed.fire(undefined);
  }

  /** Lets the list begin with something else, now and whenever the workspace is opened. */
  async #group(grouping: Grouping): Promise<void> {
    this.#grouping = grouping;
    this.#rebuild();
    await commands.executeCommand("setContext", GROUPING, grouping);
    await this.#memory.update(GROUPING, grouping);
  }

  /** In the status bar, by level, or that all is off; hidden where nothing is found and no file of ours is edited. */
  #count(): void {
    const of = (...wanted: readonly string[]) => this.#levels.filter((level) => wanted.includes(level)).length;
    const isOff = isOffHere();
    this.#status.text = isOff
      ? `$(shield) ${l10n.t("off")}`
      : `$(shield) $(error) ${of("error")} $(warning) ${of("warning")} $(info) ${of("info", "hint")}`;
    this.#status.tooltip = isOff ? l10n.t("Bulkhead is off") : l10n.t("Bulkhead: {0}", counted(this.#levels.length));
    const document = window.activeTextEditor?.document;
    // A file that only its content makes one of ours shows nothing of that while all is off.
    const isOurs = document !== undefined && languages.match([...(isOff ? DOCUMENTS : NAMED)], document) > 0;
    if (isOurs || (this.#levels.length > 0 && !isOff)) this.#status.show();
    else this.#status.hide();
  }

  /** Shows the view, and in it the container that is named. */
  async #show(uri: unknown, name: unknown): Promise<void> {
    await commands.executeCommand("bulkhead.findings.focus");
    await this.#reveal(() => this.#rowOf(uri, name), { select: true, expand: 2 });
  }

  /** Reveals a row of what is found now. */
  async #reveal(wanted: () => Row | undefined, how: Parameters<TreeView<Row>["reveal"]>[1]): Promise<void> {
    await this.#ask();
    for (let tries = REVEALS; tries > 0; tries -= 1) {
      const row = wanted();
      if (row === undefined || (await this.#revealed(row, how))) return;
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }

  #rowOf(uri: unknown, name: unknown): Row | undefined {
    const wanted = parsed(uri);
    const subjects = this.#roots.flatMap((root) => (root.kind === "file" ? childrenOf(root) : [root]));
    return subjects.find(
      (row) =>
        row.kind === "subject" &&
        row.subject.name === name &&
        [row.uri, ...row.subject.found.map((one) => one.uri)].some((one) => parsed(one) === wanted),
    );
  }

  /** False if the editor has not drawn the row yet, or draws the tree anew just now: it rejects what it can't find. */
  async #revealed(row: Row, how: Parameters<TreeView<Row>["reveal"]>[1]): Promise<boolean> {
    try {
      await this.#view.reveal(row, how);
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

function itemOf(row: Row, grouping: Grouping): TreeItem {
  switch (row.kind) {
    case "file":
      return fileItem(Uri.parse(row.uri));
    case "subject":
      return subjectItem(row.subject, row.parent === undefined && grouping === "service");
    case "group":
      return groupItem(row.group, row.found);
    case "finding":
      return findingItem(row);
  }
}

function fileItem(uri: Uri): TreeItem {
  const item = new TreeItem(uri, TreeItemCollapsibleState.Expanded);
  item.description = true;
  item.iconPath = ThemeIcon.File;
  return item;
}

/** Where no file stands above it, the file that declares it is named. */
function subjectItem({ kind, name, uri, exposure, range, found }: Subject, namesFile: boolean): TreeItem {
  const file = namesFile ? [workspace.asRelativePath(Uri.parse(uri))] : [];
  const label = kind === "file" ? (file[0] ?? l10n.t("The file itself")) : name;
  const state = found.length > 0 ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.None;
  const item = new TreeItem(label, state);
  const words = exposure === undefined ? [] : [l10n.t("exposure {0}", exposure)];
  item.description = [...words, counted(found.length), ...(kind === "file" ? [] : file)].join(" · ");
  item.iconPath = new ThemeIcon(kind === "file" ? "file" : found.length > 0 ? "package" : "pass");
  if (range) item.command = opening(uri, range);
  if (kind !== "file") item.contextValue = "subject";
  return item;
}

function counted(findings: number): string {
  return findings === 1 ? l10n.t("1 finding") : l10n.t("{0} findings", findings);
}

function groupItem(group: RuleGroup, found: readonly Found[]): TreeItem {
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

/** A finding in another file than that of the row above it names the file first. */
function findingItem({ finding, uri, parent }: Extract<Row, { readonly kind: "finding" }>): TreeItem {
  const { rule, title, level, message, range } = finding;
  const item = new TreeItem(ruleTitle(title), TreeItemCollapsibleState.None);
  const file = uri === parent.uri ? [] : [workspace.asRelativePath(Uri.parse(uri))];
  item.description = [...file, message].join(": ");
  item.tooltip = `${message} (${rule})`;
  // The sign of the level is not read aloud, and of what is written the editor takes the tooltip alone.
  item.accessibilityInformation = { label: [levelName(level), ruleTitle(title), item.description].join(", ") };
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

function opening(uri: string, { start, end }: FindingOverview["range"]) {
  const selection = new Range(start.line, start.character, end.line, end.character);
  return { title: l10n.t("Open"), command: "vscode.open", arguments: [Uri.parse(uri), { selection }] };
}
