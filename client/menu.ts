import { commands, type Disposable, type Extension, type ExtensionContext, l10n, window } from "vscode";
import { isOffHere } from "./folder-settings.ts";

/** Registers the menu of the item in the status bar: what else there is to be done, by the titles that the palette has. */
export function registerMenu({ extension }: ExtensionContext): Disposable {
  return commands.registerCommand("bulkhead.menu", async () => {
    const toggle = isOffHere() ? l10n.t("Turn On in This Folder") : l10n.t("Turn Off in This Folder");
    const items = [
      ...COMMANDS.map((command) => ({ label: titleOf(command, extension), command })),
      { label: toggle, command: "bulkhead.toggle" },
    ];
    const chosen = await window.showQuickPick(items, { placeHolder: "Bulkhead" });
    if (chosen) await commands.executeCommand(chosen.command);
  });
}

const COMMANDS = [
  "bulkhead.showFindings",
  "bulkhead.scanWorkspace",
  "bulkhead.showMap",
  "bulkhead.fixAll",
  "bulkhead.nextFinding",
  "bulkhead.createConfiguration",
] as const;

/** In a language other than English VS Code keeps the title with the English one. */
type Title = string | { readonly value: string };

function titleOf(command: string, { packageJSON }: Extension<unknown>): string {
  const known: readonly { readonly command: string; readonly title: Title }[] = packageJSON.contributes.commands;
  const title = known.find((one) => one.command === command)?.title ?? command;
  return typeof title === "string" ? title : title.value;
}
