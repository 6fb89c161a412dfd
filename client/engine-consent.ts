import { l10n, type Uri, workspace } from "vscode";

/** Why an engine is not asked about a file; undefined where it may be. `setting` is the one that may forbid it. */
export function whyNoEngine(setting: string, uri: Uri): string | undefined {
  if (!workspace.isTrusted)
    return l10n.t("The workspace is not trusted, so that no container engine is asked about it.");
  if (uri.scheme !== "file") return l10n.t("Only files on the machine of the engine's user can be asked about.");
  if (isForbidden(setting, uri)) return l10n.t("The setting {0} forbids it.", `bulkhead.${setting}`);
  return undefined;
}

/** A repository's settings may forbid what the user's allow, and allow nothing that those forbid. */
export function isForbidden(setting: string, uri: Uri): boolean {
  const said = workspace.getConfiguration("bulkhead", uri).inspect<boolean>(setting);
  return [said?.globalValue, said?.workspaceValue, said?.workspaceFolderValue].includes(false);
}
