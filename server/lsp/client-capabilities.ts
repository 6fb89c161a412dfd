import { DiagnosticTag, type InitializeParams } from "vscode-languageserver";
import { field } from "./fields.ts";
import { type Language, languageOf } from "./language.ts";

/** What the connected client can do, and what it asked for; everything beyond plain diagnostics and edits is gated by it. */
export interface ClientCapabilities {
  /** It asks for diagnostics by itself; then none are pushed. */
  readonly pullDiagnostics: boolean;
  readonly refreshDiagnostics: boolean;
  readonly relatedInformation: boolean;
  readonly codeDescription: boolean;
  readonly unnecessaryTag: boolean;
  readonly documentChanges: boolean;
  readonly snippetEdits: boolean;
  readonly prepareRename: boolean;
  readonly changeAnnotations: boolean;
  /** It takes edits that the server sends of its own accord, after a command. */
  readonly applyEdit: boolean;
  /** Whether the client opens web addresses on request. */
  readonly refreshLenses: boolean;
  readonly refreshHints: boolean;
  readonly refreshTokens: boolean;
  /** It takes edits that create files. */
  readonly createFiles: boolean;
  /** It shows actions that cannot be made, with the reason. */
  readonly disabledActions: boolean;
  readonly configuration: boolean;
  readonly watchConfiguration: boolean;
  readonly watchFiles: boolean;
  readonly watchFolders: boolean;
  readonly markdown: boolean;
  readonly markdownCompletion: boolean;
  /** Our own client, which sends every YAML file: completion is registered apart for those that are surely ours. */
  readonly registersCompletion: boolean;
  /** Our own client: it answers `bulkhead/readFile`. */
  readonly readFile: boolean;
  /** Our own client: it has the command `bulkhead.openRule`. */
  readonly openRule: boolean;
  /** Our own client: it has the commands `bulkhead.allow` and `bulkhead.more`, which let the user choose. */
  readonly choices: boolean;
  /** Our own client: it has the command `bulkhead.showFindings`. */
  readonly showFindings: boolean;
  /** Our own client where it runs in Node: it has the command `bulkhead.learn`. */
  readonly learns: boolean;
  /** Our own client sends the texts of the language that the editor is set to; to others everything is said in English. */
  readonly language: Language;
}

/** Reads a client's announcement. What is missing or of another type counts as not supported. */
export function capabilitiesOf({ capabilities, initializationOptions }: InitializeParams): ClientCapabilities {
  const { textDocument, workspace } = capabilities;
  const shown = [textDocument?.publishDiagnostics, textDocument?.diagnostic];
  const own: unknown = initializationOptions;
  return {
    pullDiagnostics: textDocument?.diagnostic !== undefined,
    refreshDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    relatedInformation: shown.some((one) => one?.relatedInformation === true),
    codeDescription: shown.some((one) => one?.codeDescriptionSupport === true),
    unnecessaryTag: shown.some((one) => one?.tagSupport?.valueSet?.includes(DiagnosticTag.Unnecessary) === true),
    documentChanges: workspace?.workspaceEdit?.documentChanges === true,
    snippetEdits: workspace?.workspaceEdit?.snippetEditSupport === true,
    prepareRename: textDocument?.rename?.prepareSupport === true,
    changeAnnotations: workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
    applyEdit: workspace?.applyEdit === true,
    refreshLenses: workspace?.codeLens?.refreshSupport === true,
    refreshHints: workspace?.inlayHint?.refreshSupport === true,
    refreshTokens: workspace?.semanticTokens?.refreshSupport === true,
    createFiles: workspace?.workspaceEdit?.resourceOperations?.includes("create") === true,
    disabledActions: textDocument?.codeAction?.disabledSupport === true,
    configuration: workspace?.configuration === true,
    watchConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    watchFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    watchFolders: workspace?.workspaceFolders === true,
    markdown: textDocument?.hover?.contentFormat?.includes("markdown") === true,
    markdownCompletion: textDocument?.completion?.completionItem?.documentationFormat?.includes("markdown") === true,
    registersCompletion: field(own, "showFindings") === true && textDocument?.completion?.dynamicRegistration === true,
    readFile: field(own, "readFile") === true,
    openRule: field(own, "openRule") === true,
    choices: field(own, "choices") === true,
    showFindings: field(own, "showFindings") === true,
    learns: field(own, "learns") === true,
    language: languageOf(field(own, "texts")),
  };
}
