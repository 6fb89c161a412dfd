import { type Hover, MarkupKind, type Position } from "vscode-languageserver";
import { hover } from "../analysis/ide/hover/hover.ts";
import { printableLines } from "../analysis/text/printable.ts";
import type { ClientCapabilities } from "./client-capabilities.ts";
import { rangeOf } from "./convert.ts";
import { type ShownFindings, shownFileOf } from "./findings.ts";
import { withOpenablePages } from "./rule-pages.ts";

/** What is to be said at a position of an open file; null where nothing is. */
export function hoverAt(
  { line, character }: Position,
  shown: ShownFindings,
  features: ClientCapabilities,
): Hover | null {
  const file = shownFileOf(shown);
  const lines = shown.own.lines(shown.own.uri);
  if (!file || !lines) return null;
  const found = hover(file, lines.offsetAt({ line, column: character }), features.openRule, features.language);
  if (!found) return null;
  // Markdown is readable as it is, so clients that show plain text get the same.
  const kind = features.markdown ? MarkupKind.Markdown : MarkupKind.PlainText;
  const markdown = printableLines(withOpenablePages(found.markdown, features));
  return { contents: { kind, value: markdown }, range: rangeOf(lines, found.at) };
}
