import { PassThrough } from "node:stream";
import {
  type ClientCapabilities,
  type CodeAction,
  type CodeActionContext,
  type CompletionItem,
  createConnection,
  createMessageConnection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type Hover,
  type InitializeResult,
  type LogMessageParams,
  type MessageConnection,
  MessageType,
  type Position,
  ProposedFeatures,
  type PublishDiagnosticsParams,
  type Range,
  StreamMessageReader,
  StreamMessageWriter,
  type WorkspaceEdit,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Host } from "../../server/lsp/host.ts";
import { startServer } from "../../server/lsp/server.ts";

/** What a client of the tests announces. */
export interface ClientOptions {
  readonly capabilities: ClientCapabilities;
  readonly initializationOptions?: unknown;
  readonly folder?: string;
  /** The answer to `workspace/configuration`, or a promise of it. */
  readonly configuration?: () => unknown;
  /** The files that `bulkhead/readFile` finds. */
  readonly files?: ReadonlyMap<string, string>;
  /** What `bulkhead/readFile` waits for before it answers. */
  readonly beforeReading?: Promise<unknown>;
}

/** What VS Code announces, as far as it matters to the server. */
export const PULLING: ClientCapabilities = {
  textDocument: {
    diagnostic: { dynamicRegistration: true, relatedDocumentSupport: false },
    publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true, tagSupport: { valueSet: [1, 2] } },
    hover: { contentFormat: ["markdown", "plaintext"] },
  },
  workspace: {
    configuration: true,
    diagnostics: { refreshSupport: true },
    workspaceEdit: { documentChanges: true, snippetEditSupport: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    didChangeConfiguration: { dynamicRegistration: true },
    workspaceFolders: true,
  },
};

/** A client that only takes what is sent to it, as older ones do. */
export const PUSHED: ClientCapabilities = { textDocument: { publishDiagnostics: {} } };

/** The client's side of a connection: it keeps its documents, and the diagnostics that are sent to it. */
export class Client {
  readonly connection: MessageConnection;
  /** What the server warned of, and its errors. */
  readonly log: string[] = [];
  /** What the server says that it did. */
  readonly doings: string[] = [];
  readonly registered: string[] = [];
  refreshes = 0;
  /** What the server answered to `initialize`. */
  announced: InitializeResult | undefined;
  readonly #documents = new Map<string, TextDocument>();
  readonly #pushed = new Map<string, Diagnostic[]>();
  #waiting: (() => void)[] = [];

  constructor(connection: MessageConnection, options: ClientOptions) {
    this.connection = connection;
    connection.onNotification("textDocument/publishDiagnostics", ({ uri, diagnostics }: PublishDiagnosticsParams) => {
      this.#pushed.set(uri, diagnostics);
      this.#wake();
    });
    connection.onNotification("window/logMessage", ({ type, message }: LogMessageParams) => {
      const lines = type === MessageType.Error || type === MessageType.Warning ? this.log : this.doings;
      lines.push(message);
      this.#wake();
    });
    connection.onRequest("workspace/configuration", async () => [(await options.configuration?.()) ?? null]);
    connection.onRequest("client/registerCapability", ({ registrations }: { registrations: { method: string }[] }) => {
      this.registered.push(...registrations.map(({ method }) => method));
      this.#wake();
      return null;
    });
    connection.onRequest("workspace/diagnostic/refresh", () => {
      this.refreshes += 1;
      this.#wake();
      return null;
    });
    connection.onRequest("bulkhead/readFile", async ({ uri }: { uri: string }) => {
      await options.beforeReading;
      return { text: options.files?.get(uri) ?? null };
    });
    connection.listen();
  }

  async initialize({ capabilities, initializationOptions, folder }: ClientOptions): Promise<InitializeResult> {
    const workspaceFolders = folder === undefined ? null : [{ uri: folder, name: "folder" }];
    const params = { processId: null, rootUri: null, capabilities, initializationOptions, workspaceFolders };
    const result = await this.connection.sendRequest<InitializeResult>("initialize", params);
    this.announced = result;
    await this.connection.sendNotification("initialized", {});
    return result;
  }

  async open(uri: string, text: string, languageId: string): Promise<void> {
    this.#documents.set(uri, TextDocument.create(uri, languageId, 1, text));
    await this.connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  /** Sends the whole new text; for what is typed, see `type`. */
  async change(uri: string, text: string): Promise<void> {
    await this.#send(uri, [{ text }]);
  }

  async type(uri: string, range: Range, text: string): Promise<void> {
    await this.#send(uri, [{ range, text }]);
  }

  async close(uri: string): Promise<void> {
    this.#documents.delete(uri);
    await this.connection.sendNotification("textDocument/didClose", { textDocument: { uri } });
  }

  text(uri: string): string {
    return this.#document(uri).getText();
  }

  /** The range of the first place where `part` stands in the document. */
  rangeOf(uri: string, part: string): Range {
    const document = this.#document(uri);
    const start = document.getText().indexOf(part);
    if (start < 0) throw new Error(`"${part}" does not stand in ${uri}`);
    return { start: document.positionAt(start), end: document.positionAt(start + part.length) };
  }

  async pull(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    return this.connection.sendRequest("textDocument/diagnostic", { textDocument: { uri }, previousResultId });
  }

  /** The items of a full pull. */
  async diagnostics(uri: string): Promise<Diagnostic[]> {
    const report = await this.pull(uri);
    return report.kind === "full" ? report.items : [];
  }

  /** Waits until what was pushed for the file satisfies `wanted`. */
  async pushed(uri: string, wanted: (diagnostics: Diagnostic[]) => boolean): Promise<Diagnostic[]> {
    await this.until(() => wanted(this.#pushed.get(uri) ?? []) && this.#pushed.has(uri));
    return this.#pushed.get(uri) ?? [];
  }

  /** Waits until something that the server sent makes `holds` true; the test's own time limit ends a vain wait. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>((done) => this.#waiting.push(done));
  }

  async hover(uri: string, position: Position): Promise<Hover | null> {
    return this.connection.sendRequest("textDocument/hover", { textDocument: { uri }, position });
  }

  async completions(uri: string, position: Position): Promise<CompletionItem[]> {
    return this.connection.sendRequest("textDocument/completion", { textDocument: { uri }, position });
  }

  async codeActions(uri: string, range: Range, context: CodeActionContext): Promise<CodeAction[]> {
    return this.connection.sendRequest("textDocument/codeAction", { textDocument: { uri }, range, context });
  }

  /** Applies an edit to the client's documents and tells the server. A version that is not the document's is an error. */
  async apply({ changes, documentChanges }: WorkspaceEdit): Promise<void> {
    for (const [uri, edits] of Object.entries(changes ?? {})) {
      await this.change(uri, TextDocument.applyEdits(this.#document(uri), edits));
    }
    for (const change of documentChanges ?? []) {
      if (!("edits" in change)) throw new Error(`unexpected ${change.kind}`);
      const document = this.#document(change.textDocument.uri);
      if (change.textDocument.version !== document.version) throw new Error("an edit of another version");
      const edits = change.edits.map((edit) =>
        "snippet" in edit ? { range: edit.range, newText: typed(edit.snippet.value) } : edit,
      );
      await this.change(document.uri, TextDocument.applyEdits(document, edits));
    }
  }

  #document(uri: string): TextDocument {
    const document = this.#documents.get(uri);
    if (!document) throw new Error(`${uri} is not open`);
    return document;
  }

  async #send(uri: string, contentChanges: ({ text: string } | { range: Range; text: string })[]): Promise<void> {
    const document = TextDocument.update(this.#document(uri), contentChanges, this.#document(uri).version + 1);
    await this.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri, version: document.version },
      contentChanges,
    });
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const done of waiting) done();
  }
}

/** Starts a server in this process, and a client that is connected to it. */
export async function connect(host: Host, options: ClientOptions): Promise<Client> {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  // Readers and writers instead of the bare streams: for those the library ends the process when they end.
  const reader = new StreamMessageReader(toServer);
  startServer(createConnection(ProposedFeatures.all, reader, new StreamMessageWriter(toClient)), host);
  const connection = createMessageConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  const client = new Client(connection, options);
  await client.initialize(options);
  return client;
}

/** What a snippet leaves behind where the user types nothing. */
function typed(snippet: string): string {
  return snippet.replace(/\$\{\d+:((?:\\.|[^}\\])*)\}/g, "$1").replace(/\\([\\$}])/g, "$1");
}
