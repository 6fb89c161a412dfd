import {
  ConfigurationTarget,
  commands,
  type Disposable,
  l10n,
  Uri,
  type WorkspaceFolder,
  window,
  workspace,
} from "vscode";

/** Registers the commands that settle things for a folder: to turn everything off or on, and to make a file of settings. */
export function registerFolderSettings(): Disposable[] {
  return [
    commands.registerCommand("bulkhead.toggle", toggle),
    commands.registerCommand("bulkhead.createConfiguration", createConfiguration),
  ];
}

/** For the folder of the active file where there are several folders, for the workspace where there is one, else for the user. */
async function toggle(): Promise<void> {
  const folders = workspace.workspaceFolders ?? [];
  const folder = folders.length > 1 ? await chooseFolder() : folders[0];
  if (folders.length > 0 && !folder) return;
  const settings = workspace.getConfiguration("bulkhead", folder);
  const target =
    folders.length > 1
      ? ConfigurationTarget.WorkspaceFolder
      : folders.length === 1
        ? ConfigurationTarget.Workspace
        : ConfigurationTarget.Global;
  const enable = settings.get("enable") === false;
  // Being on is the default, so that turning on takes the setting away where that is enough.
  await settings.update("enable", enable ? undefined : false, target);
  const now = workspace.getConfiguration("bulkhead", folder).get("enable") !== false;
  if (now !== enable) await settings.update("enable", enable, target);
  void tell(enable, target);
}

/** Says what was written and where, and offers to take it back. It does not wait: the message stays until the user closes it. */
async function tell(enable: boolean, target: ConfigurationTarget): Promise<void> {
  const isOwn = target === ConfigurationTarget.Global;
  const message = enable
    ? l10n.t("Bulkhead is on again.")
    : isOwn
      ? l10n.t("Bulkhead is off: your settings say so.")
      : l10n.t("Bulkhead is off: the settings of the folder say so, in {0}.", ".vscode/settings.json");
  const [undo, open] = [l10n.t("Undo"), l10n.t("Open Settings")];
  const chosen = await window.showInformationMessage(message, undo, open);
  if (chosen === undo) await commands.executeCommand("bulkhead.toggle");
  if (chosen === open) await commands.executeCommand(isOwn ? OPEN_USER : OPEN_FOLDER, { query: "bulkhead.enable" });
}

const OPEN_USER = "workbench.action.openSettings2";
const OPEN_FOLDER = "workbench.action.openWorkspaceSettings";

/** Whether a setting turns everything off for a file, or for the one that is edited, or else for the folder that is open. */
export function isOffHere(uri: Uri | undefined = window.activeTextEditor?.document.uri): boolean {
  return workspace.getConfiguration("bulkhead", uri).get("enable") === false;
}

async function createConfiguration(): Promise<void> {
  const folder = await chooseFolder();
  if (!folder && workspace.workspaceFolders?.length) return;
  if (!folder) {
    void window.showInformationMessage(l10n.t("Open a folder first: the file of settings belongs into it."));
    return;
  }
  const file = (await existing(folder.uri)) ?? (await written(Uri.joinPath(folder.uri, NAMES[0])));
  await window.showTextDocument(await workspace.openTextDocument(file));
}

/** The files that may hold a folder's settings, the one that goes before the other first. */
const NAMES = [".bulkhead.yaml", ".bulkhead.yml"] as const;

/** The file that holds a folder's settings already. A second one would take its place. */
async function existing(folder: Uri): Promise<Uri | undefined> {
  for (const name of NAMES) {
    const file = Uri.joinPath(folder, name);
    try {
      await workspace.fs.stat(file);
      return file;
    } catch {
      // There is no such file.
    }
  }
  return undefined;
}

async function written(file: Uri): Promise<Uri> {
  await workspace.fs.writeFile(file, new TextEncoder().encode(TEMPLATE));
  return file;
}

async function chooseFolder(): Promise<WorkspaceFolder | undefined> {
  const active = window.activeTextEditor && workspace.getWorkspaceFolder(window.activeTextEditor.document.uri);
  const folders = workspace.workspaceFolders ?? [];
  return active ?? (folders.length > 1 ? window.showWorkspaceFolderPick() : folders[0]);
}

/** Everything is commented out but the defaults, so that making the file changes nothing. */
const TEMPLATE = `# Settings of Bulkhead, for this directory and everything below it.

# default: what somebody wrote that weakens isolation; strict: missing hardening too, each by a rule of its own.
profile: default

# Who runs the containers: rootful, rootless, userns-remap, podman or swarm.
# engine: rootful

# A level for all findings of a rule, or off: error, warning, info, hint, off.
# rules:
#   unpinned-image: info
`;
