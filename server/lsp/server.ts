import {
  CompletionRequest,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  ErrorCodes,
  type InitializeParams,
  type InitializeResult,
  ResponseError,
  TextDocumentSyncKind,
  TextDocuments,
} from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { unlimited } from "../analysis/run/load.ts";
import { ANSWER } from "../limits/budget.ts";
import { stackOf } from "../limits/failure.ts";
import { answerAgent } from "./agent.ts";
import { analyser } from "./analyse.ts";
import { ClientQuestions } from "./ask-client.ts";
import { type ClientCapabilities, capabilitiesOf } from "./client-capabilities.ts";
import { CODE_ACTION_KINDS } from "./code-actions.ts";
import { COMMANDS } from "./commands.ts";
import { answerCompare } from "./compare.ts";
import { ASKED, TRIGGER_CHARACTERS, TRIGGERED } from "./completion.ts";
import { DiagnosticsFeed } from "./diagnostics.ts";
import { Documents } from "./documents.ts";
import { answerOwnRequests } from "./extensions.ts";
import { field } from "./fields.ts";
import { guardOf } from "./guard.ts";
import type { Host } from "./host.ts";
import { answerLearned } from "./learned.ts";
import { answerMap } from "./map.ts";
import { Names } from "./names.ts";
import { OPENED } from "./opened.ts";
import { Queue } from "./queue.ts";
import { refreshViews } from "./refresh.ts";
import { answerNames, answerRequests } from "./requests.ts";
import { Scans } from "./scan.ts";
import { SEMANTIC_TOKENS } from "./semantic-tokens.ts";
import { FileSettingsSource } from "./settings.ts";
import { keyOf } from "./uri.ts";

/** Answers everything that comes over the connection, and listens on it. Works in Node and in a worker alike. */
export function startServer(connection: Connection, host: Host): void {
  const open = new TextDocuments<TextDocument>(OPENED);
  let isInitialized = false;
  connection.onInitialize((params) => {
    if (isInitialized) return new ResponseError(ErrorCodes.InvalidRequest, "The server is initialized already.");
    isInitialized = true;
    const features = capabilitiesOf(params);
    serve(connection, host, open, params, features);
    return resultFor(features);
  });
  // Handlers of requests are there from initialization on; whatever has none comes here.
  connection.onRequest((method) =>
    isInitialized
      ? new ResponseError(ErrorCodes.MethodNotFound, `There is no ${method} here.`)
      : new ResponseError(ErrorCodes.ServerNotInitialized, "The server is not initialized yet."),
  );
  open.listen(connection);
  connection.listen();
}

function resultFor(features: ClientCapabilities): InitializeResult {
  return {
    serverInfo: { name: "Bulkhead" },
    capabilities: {
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
      hoverProvider: true,
      ...(features.registersCompletion ? {} : { completionProvider: { triggerCharacters: TRIGGER_CHARACTERS } }),
      codeActionProvider: { codeActionKinds: CODE_ACTION_KINDS },
      codeLensProvider: {},
      documentLinkProvider: {},
      definitionProvider: true,
      referencesProvider: true,
      documentHighlightProvider: true,
      documentSymbolProvider: true,
      renameProvider: features.prepareRename ? { prepareProvider: true } : true,
      inlayHintProvider: true,
      semanticTokensProvider: SEMANTIC_TOKENS,
      executeCommandProvider: { commands: COMMANDS },
      workspace: { workspaceFolders: { supported: true, changeNotifications: features.watchFolders } },
      ...(features.pullDiagnostics ? { diagnosticProvider: DIAGNOSTIC_PROVIDER } : {}),
    },
  };
}

const DIAGNOSTIC_PROVIDER = { identifier: "bulkhead", interFileDependencies: true, workspaceDiagnostics: false };

/** What may change a finding when it changes on disk; seccomp profiles are JSON. */
const WATCHED = [
  "**/*.{yml,yaml,json}",
  "**/*{ockerfile,ontainerfile}*",
  "**/{.env,.env.*,*.env}",
  "**/*.dockerignore",
  "**/*.{sh,bash,zsh,ksh,mk,mak,hcl,container,pod,kube,volume,network,image,build,service,socket,conf}",
  "**/{.envrc,.profile,[Mm]akefile,GNUmakefile}",
];

function serve(
  connection: Connection,
  host: Host,
  open: TextDocuments<TextDocument>,
  params: InitializeParams,
  features: ClientCapabilities,
): void {
  const limited = host.timeLimit?.(ANSWER) ?? unlimited;
  const changedAll = () => {
    documents.forgetAll();
    scans.changedAll();
    feed.changedAll();
    refresh();
  };
  const questions = (name: string, otherwise: string) =>
    new ClientQuestions(
      () => connection.console.warn(`The client does not answer ${name}: until it does, ${otherwise}.`),
      changedAll,
    );
  const settings = new FileSettingsSource(
    connection,
    questions("workspace/configuration", "the settings are those it sent last"),
    params,
    features,
  );
  const read = features.readFile
    ? readThrough(connection, questions("bulkhead/readFile", "files that are not open cannot be read"))
    : host.read;
  const documents = new Documents(open, read, analyser(connection, host, settings));
  const scans = new Scans(documents, limited, features.language);
  documents.dependOn((uri) => scans.dependents(uri));
  const feed = new DiagnosticsFeed(connection, documents, features, limited);
  const refresh = () => refreshViews(connection, features);
  followDocuments(open, documents, scans, feed, refresh);
  connection.onInitialized(() => {
    connection.console.info(startedFor(params));
    follow(connection, settings, features);
    if (!features.watchFolders) return;
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      settings.foldersChanged(added, removed);
      changedAll();
    });
  });
  connection.onDidChangeConfiguration(({ settings: changed }) => {
    settings.told(changed);
    changedAll();
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri } of changes) scans.changed(uri);
    const dropped = changes.flatMap(({ uri }) => documents.forget(uri));
    if (dropped.length === 0) return;
    feed.changedAll();
    refresh();
  });
  const guard = guardOf(connection);
  answerRequests(connection, guard, limited, documents, features);
  answerNames(connection, guard, new Names(documents, features, limited));
  const queue = new Queue(host.written ?? (() => Promise.resolve()));
  answerOwnRequests(connection, guard, queue, limited, documents, settings, scans, features.language);
  answerMap(connection, guard, queue, limited, documents, features.language);
  answerAgent(connection, guard, queue, limited, documents);
  answerCompare(connection, guard, documents, settings, host.compare);
  if (features.learns) answerLearned(connection, guard, limited, documents, features);
}

/** What the log begins with. */
function startedFor({ clientInfo, workspaceFolders }: InitializeParams): string {
  const { name = "a client without a name", version = "" } = clientInfo ?? {};
  const folders = workspaceFolders?.length ?? 0;
  return `Started for ${`${name} ${version}`.trim()}, with ${folders === 1 ? "one folder" : `${folders} folders`}.`;
}

function followDocuments(
  open: TextDocuments<TextDocument>,
  documents: Documents,
  scans: Scans,
  feed: DiagnosticsFeed,
  refresh: () => void,
): void {
  open.onDidChangeContent(({ document: { uri } }) => {
    scans.changed(uri);
    const dropped = documents.forget(uri);
    feed.changed(uri, dropped);
    // The client asks anew about the file that changed, and about no other.
    if (dropped.some((other) => keyOf(other) !== keyOf(uri))) refresh();
  });
  open.onDidClose(({ document: { uri } }) => {
    scans.changed(uri);
    feed.closed(uri, documents.forgetClosed(uri));
  });
  // A client that watches no files tells of a change on disk by this at the latest.
  open.onDidSave(({ document: { uri } }) => {
    scans.changed(uri);
    const dropped = documents.forget(uri);
    if (dropped.length > 0) feed.changed(uri, dropped);
  });
}

/** Asks the client to tell of changes, where it does so only on request. */
function follow(connection: Connection, settings: FileSettingsSource, features: ClientCapabilities): void {
  const register = connection.client.register.bind(connection.client);
  const failed = (error: unknown) => connection.console.warn(`The client refused to register: ${stackOf(error)}`);
  if (features.registersCompletion) {
    const triggered = { documentSelector: TRIGGERED, triggerCharacters: TRIGGER_CHARACTERS };
    register(CompletionRequest.type, triggered).catch(failed);
    register(CompletionRequest.type, { documentSelector: ASKED }).catch(failed);
  }
  if (features.watchConfiguration) {
    register(DidChangeConfigurationNotification.type, { section: "bulkhead" })
      .then(() => settings.rememberAnswers())
      .catch(failed);
  }
  if (features.watchFiles) {
    const watchers = WATCHED.map((globPattern) => ({ globPattern }));
    register(DidChangeWatchedFilesNotification.type, { watchers }).catch(failed);
  }
}

/** Reads through the client, which has the file systems that a worker or another host has not. */
function readThrough(connection: Connection, questions: ClientQuestions): (uri: string) => Promise<string | null> {
  return async (uri) => {
    try {
      const answer: unknown = await questions.ask(() => connection.sendRequest("bulkhead/readFile", { uri }));
      const text = field(answer, "text");
      return typeof text === "string" ? text : null;
    } catch (error) {
      connection.console.error(`bulkhead/readFile: ${stackOf(error)}`);
      return null;
    }
  };
}
