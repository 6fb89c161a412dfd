import { type Hover, MarkupKind, type Position } from "vscode-languageserver";
import { hover } from "../analysis/hover.ts";
import { rangeOf } from "./convert.ts";
import type { ClientFeatures } from "./features.ts";
import type { ShownFindings } from "./findings.ts";

/** What is to be said at a position of an open file; null where nothing is. */
export function hoverAt({ line, character }: Position, shown: ShownFindings, features: ClientFeatures): Hover | null {
  const { own } = shown;
  const text = own.text(own.uri);
  const lines = own.lines(own.uri);
  if (text === undefined || !lines) return null;
  const findings = shown.findings.map(({ value }) => value);
  const file = { uri: own.uri, text, analysis: own.analysis, findings, cache: own.parses };
  const found = hover(file, lines.offsetAt({ line, column: character }));
  if (!found) return null;
  // Markdown is readable as it is, so clients that show plain text get the same.
  const kind = features.markdown ? MarkupKind.Markdown : MarkupKind.PlainText;
  return { contents: { kind, value: found.markdown }, range: rangeOf(lines, found.at) };
}
