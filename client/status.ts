import { type Disposable, LanguageStatusSeverity, l10n, languages, window, workspace } from "vscode";
import { type BaseLanguageClient, State } from "vscode-languageclient";
import type { Status } from "../server/lsp/extension-protocol.ts";
import { NAMED } from "./documents.ts";
import { statusOf } from "./requests.ts";

/** How long the server may take to hear of a setting, in milliseconds. */
const PAUSE = 300;

/** Shows in the language status, beside the language of our files, which profile and engine hold for the one that is edited, or that all is off. */
export function registerStatus(client: BaseLanguageClient): Disposable[] {
  const item = languages.createLanguageStatusItem("bulkhead.status", [...NAMED]);
  item.name = "Bulkhead";
  const update = () => {
    show(client, item).catch((error) => client.error("The status could not be told.", error, false));
  };
  update();
  return [
    item,
    window.onDidChangeActiveTextEditor(update),
    languages.onDidChangeDiagnostics(({ uris }) => {
      const shown = window.activeTextEditor?.document.uri.toString();
      if (uris.some((uri) => uri.toString() === shown)) update();
    }),
    workspace.onDidChangeConfiguration((event) => {
      // The server hears of it by a message of its own.
      if (event.affectsConfiguration("bulkhead")) setTimeout(update, PAUSE);
    }),
    workspace.onDidSaveTextDocument(({ uri }) => /\/\.bulkhead\.ya?ml$/.test(uri.path) && update()),
    client.onDidChangeState(update),
  ];
}

type Item = ReturnType<typeof languages.createLanguageStatusItem>;

async function show(client: BaseLanguageClient, item: Item): Promise<void> {
  if (client.state !== State.Running) {
    item.text = client.state === State.Starting ? l10n.t("Bulkhead starts") : l10n.t("Bulkhead is stopped");
    item.detail = "";
    item.busy = client.state === State.Starting;
    item.severity = client.state === State.Starting ? LanguageStatusSeverity.Information : LanguageStatusSeverity.Error;
    item.command = { title: l10n.t("Restart"), command: "bulkhead.restart" };
    return;
  }
  item.busy = false;
  item.severity = LanguageStatusSeverity.Information;
  const document = window.activeTextEditor?.document;
  const status = document && languages.match([...NAMED], document) > 0 ? await statusOf(client, document.uri) : null;
  // Whoever has gone on to another file meanwhile is told of that one.
  if (status && window.activeTextEditor?.document === document) fill(item, status);
}

function fill(item: Item, { enable, profile, engine, settingsFile, failure }: Status): void {
  item.text = enable ? l10n.t("Bulkhead: {0} profile", profile) : l10n.t("Bulkhead is off");
  if (failure !== undefined) {
    item.text = l10n.t("Bulkhead could not analyse this file");
    item.severity = LanguageStatusSeverity.Warning;
  }
  const from = settingsFile === undefined ? "" : ` · ${settingsFile.slice(settingsFile.lastIndexOf("/") + 1)}`;
  item.detail = failure ?? (enable ? `${engine}${from}` : "");
  item.command = {
    title: enable ? l10n.t("Turn Off in This Folder") : l10n.t("Turn On in This Folder"),
    command: "bulkhead.toggle",
  };
}
