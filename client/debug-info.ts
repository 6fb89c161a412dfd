import {
  commands,
  type Disposable,
  type ExtensionContext,
  env,
  l10n,
  UIKind,
  version,
  window,
  workspace,
} from "vscode";
import { type BaseLanguageClient, State } from "vscode-languageclient";
import { issueText } from "./issue-text.ts";
import type { Maps } from "./map-view.ts";
import { statusOf } from "./requests.ts";

/** Registers the commands that copy what a report of a fault needs, and that begin such a report. They hold no path and no content of any file. */
export function registerDebugInfo(context: ExtensionContext, client: BaseLanguageClient, maps: Maps): Disposable[] {
  return [
    commands.registerCommand("bulkhead.copyDebugInfo", async () => {
      const text = await debugInfo(context, client, maps);
      await env.clipboard.writeText(text);
      void window.showInformationMessage(l10n.t("Debug information was copied to the clipboard."));
      return text;
    }),
    commands.registerCommand("bulkhead.reportIssue", async () =>
      report(context, issueText(await debugInfo(context, client, maps))),
    ),
  ];
}

/** In the editor's own form where there is an address to send it to, else as a document to be sent by hand. */
async function report({ extension }: ExtensionContext, text: string): Promise<void> {
  const { bugs } = extension.packageJSON as { readonly bugs?: unknown };
  if (bugs !== undefined) {
    await commands.executeCommand("workbench.action.openIssueReporter", { extensionId: extension.id, issueBody: text });
    return;
  }
  await window.showTextDocument(await workspace.openTextDocument({ language: "markdown", content: text }));
}

async function debugInfo(context: ExtensionContext, client: BaseLanguageClient, maps: Maps): Promise<string> {
  const { packageJSON } = context.extension;
  const rows: readonly (readonly [string, string])[] = [
    ["Bulkhead", String(packageJSON.version)],
    ["VS Code", `${version} (${env.appName}, ${env.appHost}, ${env.uiKind === UIKind.Web ? "web" : "desktop"})`],
    ["Remote", env.remoteName === undefined ? "none" : (env.remoteName.split("+")[0] ?? "")],
    ["Trusted", String(workspace.isTrusted)],
    ["Folders", (workspace.workspaceFolders ?? []).map(({ uri }) => uri.scheme).join(", ") || "none"],
    ["Server", State[client.state]],
    ["Map", maps.state()],
    ...(await activeRows(client)),
    ["Settings", JSON.stringify(ownSettings())],
  ];
  return `${rows.map(([name, value]) => `- ${name}: ${value}`).join("\n")}\n`;
}

async function activeRows(client: BaseLanguageClient): Promise<readonly (readonly [string, string])[]> {
  const document = window.activeTextEditor?.document;
  if (!document || !client.isRunning()) return [];
  const status = await statusOf(client, document.uri);
  const kind = `${document.uri.scheme}, ${document.languageId}, ${document.lineCount} lines`;
  return [
    ["File", kind],
    ["Its status", JSON.stringify({ ...status, settingsFile: status?.settingsFile !== undefined })],
  ];
}

/** The settings that are not the default. */
function ownSettings(): Readonly<Record<string, unknown>> {
  const settings = workspace.getConfiguration("bulkhead");
  const names = ["enable", "profile", "engine", "rules", "trace.server"];
  const values = names.map((name) => {
    const found = settings.inspect(name);
    return [name, found?.workspaceFolderValue ?? found?.workspaceValue ?? found?.globalValue] as const;
  });
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}
