import { TextDocument, type TextDocumentContentChangeEvent } from "vscode-languageserver-textdocument";

/**
 * Makes the documents that a client opens and changes. What a client sends is typed by its word only; all open documents are looked at together, so one that
 * had no text would break the answers about every other. What is no string is an empty one.
 */
export const OPENED = {
  create: (uri: unknown, languageId: unknown, version: number, content: unknown): TextDocument =>
    TextDocument.create(stringOf(uri), stringOf(languageId), version, stringOf(content)),
  update: (document: TextDocument, changes: TextDocumentContentChangeEvent[], version: number): TextDocument =>
    TextDocument.update(document, changes, version),
};

function stringOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
