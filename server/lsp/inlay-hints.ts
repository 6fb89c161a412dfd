import { type InlayHint, MarkupKind, type Range } from "vscode-languageserver";
import { inlayHints } from "../analysis/ide/inlay-hints.ts";
import { printable, printableLines } from "../analysis/text/printable.ts";
import type { ClientCapabilities } from "./client-capabilities.ts";
import { rangeOf, spanOf } from "./convert.ts";
import { type ShownFindings, shownFileOf } from "./findings.ts";

/** The hints of an open file that lie in the range. */
export function inlayHintsIn(range: Range, shown: ShownFindings, { language }: ClientCapabilities): InlayHint[] {
  const file = shownFileOf(shown);
  const lines = shown.own.lines(shown.own.uri);
  if (!file || !lines) return [];
  const { start, end } = spanOf(lines, range);
  const inside = inlayHints(file, language).filter(({ offset }) => start <= offset && offset <= end);
  return inside.map(({ offset, label, tooltip, blank, kind }) => ({
    position: rangeOf(lines, { start: offset, end: offset }).start,
    label: printable(label),
    tooltip: { kind: MarkupKind.Markdown, value: printableLines(tooltip) },
    data: kind,
    ...(blank === "before" ? { paddingLeft: true } : {}),
  }));
}
