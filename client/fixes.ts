import {
  commands,
  type Diagnostic,
  type Disposable,
  l10n,
  languages,
  Range,
  Selection,
  Uri,
  type WorkspaceEdit,
  window,
  workspace,
} from "vscode";
import {
  type BaseLanguageClient,
  type CodeAction,
  CodeActionKind,
  CodeActionTriggerKind,
  type WorkspaceEdit as ProtocolEdit,
} from "vscode-languageclient";
import type { Row } from "./finding-rows.ts";
import type { FindingsView } from "./findings-view.ts";

/** The kinds of actions that the server lists only when it is asked for just these. */
const ALLOW = "quickfix.bulkhead.allow";
const MORE = "quickfix.bulkhead.more";
const HARDEN = "refactor.rewrite.bulkhead";

/** Registers the commands that let the user choose among fixes, and those that need no choice. */
export function registerFixes(client: BaseLanguageClient, list: FindingsView): Disposable[] {
  return [
    commands.registerCommand("bulkhead.allow", (uri: unknown, range: unknown) =>
      choose(client, uri, range, ALLOW, l10n.t("Where it is to be allowed")),
    ),
    commands.registerCommand("bulkhead.more", (uri: unknown, range: unknown) =>
      choose(client, uri, range, MORE, l10n.t("What is to be done")),
    ),
    commands.registerCommand("bulkhead.fixAll", () => fixAll()),
    commands.registerCommand("bulkhead.hardenHere", () => hardenHere(client)),
    commands.registerCommand("bulkhead.nextFinding", () => nextFinding()),
    commands.registerCommand("bulkhead.fixRow", (row: unknown) =>
      ofRow(client, list, row, CodeActionKind.QuickFix, l10n.t("What is to be done")),
    ),
    commands.registerCommand("bulkhead.allowRow", (row: unknown) =>
      ofRow(client, list, row, ALLOW, l10n.t("Where it is to be allowed")),
    ),
    commands.registerCommand("bulkhead.mapRow", (row: unknown) => showMap(row)),
  ];
}

async function showMap(row: unknown): Promise<void> {
  if (isRow(row)) await commands.executeCommand("bulkhead.showMap", Uri.parse(row.uri));
}

/** A row of the list of findings, as a command is given it. */
function isRow(row: unknown): row is Row {
  return typeof row === "object" && row !== null && "kind" in row && "uri" in row && typeof row.uri === "string";
}

/** Shows the line of a finding, and does there what is chosen. Who came from the list goes on in it, unless the change leaves something to be typed over. */
async function ofRow(
  client: BaseLanguageClient,
  list: FindingsView,
  row: unknown,
  kind: string,
  placeholder: string,
): Promise<void> {
  if (!isRow(row) || row.kind !== "finding") return;
  const uri = Uri.parse(row.uri);
  const { start, end } = row.finding.range;
  const selection = new Range(start.line, start.character, end.line, end.character);
  const goOn = list.holdFocus(row);
  await window.showTextDocument(uri, { selection, preserveFocus: true });
  const done = await choose(client, client.code2ProtocolConverter.asUri(uri), { start, end }, kind, placeholder);
  if (done?.edit && isTypedOver(done.edit)) await window.showTextDocument(uri);
  else if (done?.command === undefined) await goOn();
}

/** Whether a part of the new text is selected, for whoever changes it. */
function isTypedOver({ documentChanges = [] }: ProtocolEdit): boolean {
  return documentChanges.some((change) => "edits" in change && change.edits.some((edit) => "snippet" in edit));
}

/** Lists the actions of a kind, and does the one that is chosen, which it returns. One that leads to others of these lists does that. */
async function choose(
  client: BaseLanguageClient,
  uri: unknown,
  range: unknown,
  kind: string,
  placeHolder: string,
): Promise<CodeAction | undefined> {
  const actions = await actionsOf(client, uri, range, kind);
  const items = actions.map((action) => ({ label: action.title, action }));
  if (items.length === 0) void window.showInformationMessage(l10n.t("There is nothing to choose from here."));
  const chosen = items.length === 0 ? undefined : await window.showQuickPick(items, { placeHolder });
  if (chosen) await perform(client, chosen.action);
  return chosen?.action;
}

function actionsOf(
  client: BaseLanguageClient,
  uri: unknown,
  range: unknown,
  kind: string,
): Promise<readonly CodeAction[]> {
  const context = { diagnostics: [], only: [kind], triggerKind: CodeActionTriggerKind.Invoked };
  return client.sendRequest("textDocument/codeAction", { textDocument: { uri }, range, context });
}

async function perform(client: BaseLanguageClient, { edit, command }: CodeAction): Promise<void> {
  if (edit) {
    const whole = await client.protocol2CodeConverter.asWorkspaceEdit(edit);
    if (await workspace.applyEdit(whole, { isRefactoring: true })) await showOther(whole);
  }
  if (command) await commands.executeCommand(command.command, ...(command.arguments ?? []));
}

/** Shows the one file that was changed where no editor does, as the file of settings: nothing else tells of it, and only there it can be taken back. */
async function showOther(edit: WorkspaceEdit): Promise<void> {
  const [uri, ...others] = edit.entries().map(([file]) => file);
  const isShown = window.visibleTextEditors.some(({ document }) => document.uri.toString() === uri?.toString());
  if (uri !== undefined && others.length === 0 && !isShown) await window.showTextDocument(uri, { preview: false });
}

async function fixAll(): Promise<void> {
  const document = window.activeTextEditor?.document;
  if (document) await commands.executeCommand("bulkhead.fixFile", document.uri.toString());
}

async function hardenHere(client: BaseLanguageClient): Promise<void> {
  const editor = window.activeTextEditor;
  if (!editor) return;
  const range = client.code2ProtocolConverter.asRange(editor.selection);
  const [action] = await actionsOf(client, client.code2ProtocolConverter.asUri(editor.document.uri), range, HARDEN);
  if (action) await perform(client, action);
  else
    void window.showInformationMessage(
      l10n.t("Nothing is known here that would harden a service and leave it running."),
    );
}

/** Goes to the next finding behind the cursor, and from the last one to the first. */
async function nextFinding(): Promise<void> {
  const editor = window.activeTextEditor;
  const own = editor ? languages.getDiagnostics(editor.document.uri).filter(({ source }) => source === "bulkhead") : [];
  const ordered = [...own].sort((a, b) => a.range.start.compareTo(b.range.start));
  const next: Diagnostic | undefined =
    ordered.find(({ range }) => editor && range.start.isAfter(editor.selection.active)) ?? ordered[0];
  if (!editor || !next) return;
  editor.selection = new Selection(next.range.start, next.range.start);
  editor.revealRange(next.range);
  await commands.executeCommand("editor.action.showHover");
}
