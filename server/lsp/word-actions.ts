import { type CodeAction, CodeActionKind } from "vscode-languageserver";
import { printable } from "../analysis/text/printable.ts";
import { type Span, touches } from "../analysis/text/span.ts";
import type { ClientCapabilities } from "./client-capabilities.ts";
import { workspaceEditOf } from "./convert.ts";
import type { Documents } from "./documents.ts";
import type { ShownFindings } from "./findings.ts";

/** Puts the word that was meant in the place of a misspelt one at a span: in a file of settings, or in a comment that allows something. */
export function wordActions(
  { start, end }: Span,
  { findings, inputErrors }: ShownFindings,
  documents: Documents,
  features: ClientCapabilities,
): CodeAction[] {
  return [...findings, ...inputErrors].flatMap(({ value: { at, meant }, snapshot }): CodeAction[] => {
    if (meant === undefined || !(touches(at, start) || touches(at, end))) return [];
    const edit = workspaceEditOf([{ ...at, newText: meant }], snapshot, documents, features, {});
    const title = printable(features.language.say("Change to {0}", meant));
    return edit ? [{ title, kind: CodeActionKind.QuickFix, isPreferred: true, edit }] : [];
  });
}
