import {
  commands,
  type Disposable,
  type ExtensionContext,
  type LogOutputChannel,
  l10n,
  Uri,
  window,
  workspace,
} from "vscode";
import {
  type BaseLanguageClient,
  type LanguageClientOptions,
  type Middleware,
  State,
  vsdiag,
} from "vscode-languageclient";
import { CrashCount } from "./crash-count.ts";
import { crashHandler, tellEndsOnce, watchGreeting } from "./crashes.ts";
import { registerDebugInfo } from "./debug-info.ts";
import { DOCUMENTS } from "./documents.ts";
import { isEditable } from "./editable.ts";
import { FindingsView } from "./findings-view.ts";
import { registerFixes } from "./fixes.ts";
import { registerFolderSettings } from "./folder-settings.ts";
import { registerLanguageModelTools } from "./language-model-tools.ts";
import { registerLearning } from "./learn.ts";
import { Maps } from "./map-view.ts";
import { registerMenu } from "./menu.ts";
import { followsNames } from "./navigation.ts";
import { READ_FILE, readFile } from "./read-file.ts";
import { linkHover, registerRulePages } from "./rule-pages.ts";
import { registerScan } from "./scan.ts";
import { registerStatus } from "./status.ts";

/** The one client of this extension host, so that `deactivate` finds what `startExtension` made. */
let running: BaseLanguageClient | undefined;

/** What only some hosts of extensions can have. */
interface More {
  register(client: BaseLanguageClient): readonly Disposable[];
  /** Whether lenses may offer to run copies of a file's services. */
  mayLearn(uri: Uri): boolean;
}

/** Starts the language client that `createClient` makes, and registers the commands, with those that this host alone can have. Rejects if the server cannot be started. */
export async function startExtension(
  context: ExtensionContext,
  createClient: (options: LanguageClientOptions) => BaseLanguageClient,
  more?: More,
): Promise<void> {
  const log = window.createOutputChannel("Bulkhead", { log: true });
  const crashes = new CrashCount();
  const client = createClient({
    documentSelector: [...DOCUMENTS],
    outputChannel: log,
    initializationOptions: {
      ...{ readFile: true, openRule: true, showFindings: true, choices: true, texts: l10n.bundle },
      learns: more !== undefined,
    },
    diagnosticPullOptions: { onChange: true },
    middleware: { ...MIDDLEWARE, provideCodeLenses: lensesWhere((uri) => more?.mayLearn(uri) === true) },
    errorHandler: crashHandler(crashes, log),
    // Without this the client would tell it in a notification of its own.
    initializationFailedHandler(error) {
      log.error(`The language server could not be greeted: ${error}`);
      return false;
    },
  });
  tellEndsOnce(client);
  context.subscriptions.push(log, watchGreeting(client, crashes, log), client.onRequest(READ_FILE, readFile));
  context.subscriptions.push(...registerRulePages(context.extensionUri), ...registerCommands(client, log, crashes));
  context.subscriptions.push(...registerViews(context, client));
  if (more) context.subscriptions.push(...more.register(client), refreshOnTrust(client));
  running = client;
  await client.start();
}

/** Called by VS Code at its end. The server is told to stop, and the editor waits for that. */
export async function deactivate(): Promise<void> {
  if (running?.isRunning()) await running.stop();
}

function registerCommands(client: BaseLanguageClient, log: LogOutputChannel, crashes: CrashCount): Disposable[] {
  return [
    commands.registerCommand("bulkhead.restart", () => {
      crashes.forget();
      return restart(client);
    }),
    commands.registerCommand("bulkhead.showLog", () => log.show()),
  ];
}

function registerViews(context: ExtensionContext, client: BaseLanguageClient): Disposable[] {
  const findings = new FindingsView(client, context.workspaceState);
  const maps = new Maps(context.extensionUri, client);
  return [
    findings,
    ...registerScan(client, findings),
    ...registerStatus(client),
    ...registerFolderSettings(),
    registerMenu(context),
    ...registerFixes(client, findings),
    ...registerDebugInfo(context, client, maps),
    ...registerLearning(context.extensionUri, client),
    maps,
    ...registerLanguageModelTools(client),
  ];
}

async function restart(client: BaseLanguageClient): Promise<void> {
  // A client that is starting refuses to stop.
  if (client.state === State.Starting) await client.start();
  if (client.isRunning()) await client.stop();
  await client.start();
}

/** What the settings turn off is not asked for. */
const MIDDLEWARE: Middleware = {
  async provideHover(document, position, token, next) {
    if (isOff("hover", document.uri)) return undefined;
    const hover = await next(document, position, token);
    return hover && linkHover(hover);
  },
  async provideInlayHints(document, range, token, next) {
    const hints = await next(document, range, token);
    return hints?.filter((hint) => !isOff(`hints.${"data" in hint ? hint.data : ""}`, document.uri));
  },
  provideDefinition: (document, position, token, next) =>
    followsNames(document) ? next(document, position, token) : undefined,
  provideDocumentHighlights: (document, position, token, next) =>
    followsNames(document) ? next(document, position, token) : undefined,
  provideDocumentSymbols: (document, token, next) => (followsNames(document) ? next(document, token) : undefined),
  // No other extension finds the uses of a name in all files of a project.
  provideReferences: (document, position, options, token, next) =>
    isOff("navigation", document.uri) ? undefined : next(document, position, options, token),
  prepareRename: (document, position, token, next) =>
    followsNames(document) ? next(document, position, token) : undefined,
  provideRenameEdits: (document, position, newName, token, next) =>
    followsNames(document) ? next(document, position, newName, token) : undefined,
  provideDocumentSemanticTokens: (document, token, next) =>
    isOff("colors", document.uri) ? undefined : next(document, token),
  provideDocumentRangeSemanticTokens: (document, range, token, next) =>
    isOff("colors", document.uri) ? undefined : next(document, range, token),
  async provideDiagnostics(document, previousResultId, token, next) {
    const uri = document instanceof Uri ? document : document.uri;
    if (isEditable(uri)) return next(document, previousResultId, token);
    return { kind: vsdiag.DocumentDiagnosticReportKind.full, items: [] };
  },
};

/** Lenses, without the offer to run something where that is not allowed. */
function lensesWhere(mayLearn: (uri: Uri) => boolean): NonNullable<Middleware["provideCodeLenses"]> {
  return async (document, token, next) => {
    if (isOff("codeLens", document.uri)) return [];
    const lenses = await next(document, token);
    return mayLearn(document.uri) ? lenses : lenses?.filter(({ command }) => command?.command !== "bulkhead.learn");
  };
}

/** Lenses that trust brings along show at once. */
function refreshOnTrust(client: BaseLanguageClient): Disposable {
  return workspace.onDidGrantWorkspaceTrust(() => {
    const feature = client.getFeature("textDocument/codeLens");
    for (const document of workspace.textDocuments) feature.getProvider(document)?.onDidChangeCodeLensEmitter.fire();
  });
}

function isOff(name: string, uri: Uri): boolean {
  const value = workspace.getConfiguration("bulkhead", uri).get(name);
  return value === false || value === "off";
}
