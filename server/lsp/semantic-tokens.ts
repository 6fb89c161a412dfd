import {
  type Range,
  type SemanticTokens,
  SemanticTokensBuilder,
  type SemanticTokensOptions,
} from "vscode-languageserver";
import { semanticTokens, TOKEN_TYPES } from "../analysis/ide/semantic-tokens.ts";
import { rangeOf, spanOf } from "./convert.ts";
import { type ShownFindings, shownFileOf } from "./findings.ts";

/** The names behind the numbers of the answers; the manifest of our own client describes them. */
export const SEMANTIC_TOKENS: SemanticTokensOptions = {
  legend: { tokenTypes: [...TOKEN_TYPES], tokenModifiers: ["dangerous"] },
  full: true,
  range: true,
};

/** The tokens of an open file, or those that touch the range. */
export function semanticTokensIn(range: Range | undefined, shown: ShownFindings): SemanticTokens {
  const file = shownFileOf(shown);
  const lines = shown.own.lines(shown.own.uri);
  const builder = new SemanticTokensBuilder();
  if (!file || !lines) return builder.build();
  const wanted = range ? spanOf(lines, range) : { start: 0, end: file.text.length };
  for (const { start, end, type, dangerous } of semanticTokens(file)) {
    if (end < wanted.start || start > wanted.end) continue;
    const { line, character } = rangeOf(lines, { start, end }).start;
    builder.push(line, character, end - start, TOKEN_TYPES.indexOf(type), dangerous ? 1 : 0);
  }
  return builder.build();
}
