import {
  type CompletionItem,
  CompletionItemKind,
  InsertTextMode,
  MarkupKind,
  type Position,
} from "vscode-languageserver";
import { complete } from "../analysis/ide/complete/complete.ts";
import { withoutPackedPages } from "../analysis/report/rule-address.ts";
import { printable, printableLines } from "../analysis/text/printable.ts";
import type { ClientCapabilities } from "./client-capabilities.ts";
import { rangeOf } from "./convert.ts";
import { type ShownFindings, shownFileOf } from "./findings.ts";

/**
 * The files in which typing some characters asks by itself. In any other YAML an editor would answer with the words of the file where we have nothing.
 */
export const TRIGGERED = [
  { language: "dockercompose" },
  { language: "dockerfile" },
  { pattern: "**/{.devcontainer,devcontainer}.json" },
  { pattern: "**/{docker-bake*.json,*bake*.hcl,daemon.json}" },
];

/** The files in which completion is there when it is asked for. */
export const ASKED = [{ language: "yaml" }, { language: "plaintext" }];

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
  return completion.items.map(({ text: newText, label, detail, documentation }, index) => ({
    label: printable(label ?? newText),
    detail: printable(features.language.say(detail)),
    kind: label === undefined ? CompletionItemKind.EnumMember : CompletionItemKind.Property,
    ...(newText.includes("\n") ? { insertTextMode: InsertTextMode.adjustIndentation } : {}),
    sortText: String(index).padStart(4, "0"),
    textEdit: { range, newText },
    ...(documentation === undefined
      ? {}
      : { documentation: { kind, value: printableLines(withoutPackedPages(documentation)) } }),
  }));
}
