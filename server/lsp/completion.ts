import { type CompletionItem, CompletionItemKind, MarkupKind, type Position } from "vscode-languageserver";
import { complete } from "../analysis/ide/complete/complete.ts";
import { withoutPackedPages } from "../analysis/report/rule-address.ts";
import { printable, printableLines } from "../analysis/text/printable.ts";
import type { ClientCapabilities } from "./client-capabilities.ts";
import { rangeOf } from "./convert.ts";
import { type ShownFindings, shownFileOf } from "./findings.ts";

/**
 * A value is asked for behind the character that ends what stands before it, and behind one that begins a list or a text. Letters are not enough: to
 * VS Code plain values of YAML are strings, in which it asks for nothing by itself. https://code.visualstudio.com/docs/editor/intellisense#_customizing-intellisense
 */
export const TRIGGER_CHARACTERS: string[] = [" ", ":", "=", ",", "[", '"', "'"];

/** What can be written at a position of an open file, in the analysis' own order. */
export function completionsAt(
  { line, character }: Position,
  shown: ShownFindings,
  features: ClientCapabilities,
): CompletionItem[] {
  const file = shownFileOf(shown);
  const lines = shown.own.lines(shown.own.uri);
  if (!file || !lines) return [];
  const completion = complete(file, lines.offsetAt({ line, column: character }));
  if (!completion) return [];
  const range = rangeOf(lines, completion.at);
  const kind = features.markdownCompletion ? MarkupKind.Markdown : MarkupKind.PlainText;
  return completion.items.map(({ text: newText, detail, documentation }, index) => ({
    label: printable(newText),
    detail: printable(detail),
    kind: CompletionItemKind.EnumMember,
    sortText: String(index).padStart(4, "0"),
    textEdit: { range, newText },
    ...(documentation === undefined
      ? {}
      : { documentation: { kind, value: printableLines(withoutPackedPages(documentation)) } }),
  }));
}
