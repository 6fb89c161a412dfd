/** The least that a language server can do: it parses what changes and says where errors are. Bundled as the product is. */
import { createConnection, TextDocumentSyncKind, TextDocuments } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { parseDocument } from "yaml";
import { parseDockerfile } from "../../server/analysis/dockerfile/syntax/parse.ts";

const connection = createConnection();
const documents = new TextDocuments(TextDocument);

connection.onInitialize(() => ({ capabilities: { textDocumentSync: TextDocumentSyncKind.Incremental } }));
documents.onDidChangeContent(({ document }) => {
  const text = document.getText();
  const errors =
    document.languageId === "dockerfile"
      ? parseDockerfile(document.uri, text).inputErrors.map(({ at }) => at.start)
      : parseDocument(text).errors.map(({ pos }) => pos[0]);
  const diagnostics = errors.map((offset) => {
    const start = document.positionAt(offset);
    return { range: { start, end: start }, message: "An error." };
  });
  // Whoever asked went away if this fails, and then the process ends with its input.
  connection.sendDiagnostics({ uri: document.uri, diagnostics }).catch(() => process.exit());
});
documents.listen(connection);
connection.listen();
