import { commands, type Disposable, l10n, Uri, window, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { rules } from "./requests.ts";
import { groupName, levelName, ruleTitle } from "./terms.ts";

/** Registers the commands for whoever wants to know more: the page of any rule, and a file to try things on. */
export function registerLearning(extension: Uri, client: BaseLanguageClient): Disposable[] {
  return [
    commands.registerCommand("bulkhead.showRule", () => showRule(client)),
    commands.registerCommand("bulkhead.openSample", () => openSample(extension)),
  ];
}

async function showRule(client: BaseLanguageClient): Promise<void> {
  const entries = await rules(client);
  const items = entries.map(({ id, title, level, group }) => ({
    label: id,
    description: `${levelName(level)} · ${groupName(group)}`,
    detail: ruleTitle(title),
  }));
  const options = {
    placeHolder: l10n.t("The rule whose page is to be shown"),
    matchOnDetail: true,
    matchOnDescription: true,
  };
  const chosen = await window.showQuickPick(items, options);
  if (chosen) await commands.executeCommand("bulkhead.openRule", chosen.label);
}

/** Opens a copy without a file, so that whatever is tried on it costs nothing. */
async function openSample(extension: Uri): Promise<void> {
  const bytes = await workspace.fs.readFile(Uri.joinPath(extension, "docs", "walkthrough", "compose.yaml"));
  const content = new TextDecoder().decode(bytes);
  await window.showTextDocument(await workspace.openTextDocument({ language: "dockercompose", content }));
}
