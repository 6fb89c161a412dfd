import * as vscode from "vscode";
import { eventually, ok } from "./assertions.ts";

/** Opens a file of the workspace as a user would. */
export async function open(name: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(fileUri(name));
  await vscode.window.showTextDocument(document);
  return document;
}

export function fileUri(name: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  ok(folder, "no folder is open");
  return vscode.Uri.joinPath(folder.uri, name);
}

/** Bulkhead's findings in a document, as they stand now. */
export function findings(document: vscode.TextDocument): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === "bulkhead");
}

/** Waits until a document has a finding of the rule whose marked text is `marked`. */
export async function finding(document: vscode.TextDocument, rule: string, marked: string): Promise<vscode.Diagnostic> {
  const wanted = () => findings(document).find((one) => ruleOf(one) === rule && document.getText(one.range) === marked);
  const found = await eventually(
    () => wanted() ?? describe(document),
    (answer) => typeof answer !== "string",
  );
  ok(typeof found !== "string", "accepted above");
  return found;
}

/** Waits until a document has no finding of the rule at all, or none at the marked text. */
export async function noFinding(document: vscode.TextDocument, rule: string, marked?: string): Promise<void> {
  await eventually(
    () =>
      findings(document).filter(
        (one) => ruleOf(one) === rule && (marked ?? document.getText(one.range)) === document.getText(one.range),
      ),
    (found) => found.length === 0,
  );
}

export function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === "object" ? code.value : code);
}

/** Waits for a quick fix of the finding whose title matches, applies it, and saves the document. */
export async function applyFix(
  document: vscode.TextDocument,
  { range }: vscode.Diagnostic,
  title: RegExp,
): Promise<void> {
  const kind = vscode.CodeActionKind.QuickFix.value;
  const ask = () =>
    vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      range,
      kind,
      50,
    );
  const actions = await eventually(ask, (offered) => offered.some((action) => title.test(action.title)));
  const action = actions.find((one) => title.test(one.title));
  ok(action?.edit, `the quick fix ${title} has an edit`);
  ok(await vscode.workspace.applyEdit(action.edit), `the quick fix ${title} was applied`);
  await save(document);
}

/** Saves the document. VS Code refuses while it is still learning of what the test itself wrote to the file, so that a refusal is not the end. */
export async function save(document: vscode.TextDocument): Promise<void> {
  await eventually(
    () => document.save(),
    (saved) => saved,
  );
}

/** Waits until the hovers at a place say certain things, and answers all that they say. */
export async function hoverText(
  document: vscode.TextDocument,
  at: vscode.Position,
  ...says: readonly RegExp[]
): Promise<string> {
  const ask = async () => {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      "vscode.executeHoverProvider",
      document.uri,
      at,
    );
    const contents = hovers.flatMap((hover) => hover.contents);
    return contents.map((one) => (typeof one === "string" ? one : one.value)).join("\n");
  };
  return eventually(ask, (text) => says.every((one) => one.test(text)));
}

/** Waits until an editor shows a document that is accepted. */
export async function shownDocument(accept: (document: vscode.TextDocument) => boolean): Promise<vscode.TextDocument> {
  const shown = () => vscode.window.activeTextEditor?.document;
  const found = await eventually(
    () => describeShown(shown()),
    () => {
      const document = shown();
      return document !== undefined && accept(document);
    },
  );
  const document = shown();
  ok(document, found);
  return document;
}

function describeShown(document: vscode.TextDocument | undefined): string {
  return `the editor shows ${document?.uri.toString() ?? "nothing"}: ${document?.getText() ?? ""}`;
}

/** The text of a file as its file system has it. */
export async function savedText(name: string): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(fileUri(name)));
}

export async function writeText(name: string, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(fileUri(name), new TextEncoder().encode(text));
}

function describe(document: vscode.TextDocument): string {
  return findings(document)
    .map((one) => `${ruleOf(one)} at ${document.getText(one.range)}`)
    .join("; ");
}
