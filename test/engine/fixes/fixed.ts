import assert from "node:assert/strict";
import { fixedTexts } from "../../../scripts/fuzz/fix-laws.ts";
import { DEFAULT_ENGINE } from "../../../server/analysis/facts/engine.ts";
import { analyze } from "../../../server/analysis/run/analyze.ts";
import { ParseCache } from "../../../server/analysis/run/cache.ts";
import type { Case } from "./cases.ts";

const DIRECTORY = "file:///project/";
const COMPOSE = `${DIRECTORY}compose.yaml`;

/** The files that the fix of a case changes and makes: their texts under their paths in the project. */
export function fixedFiles({ compose, rule, fix: begins }: Case): ReadonlyMap<string, string> {
  const textOf = (uri: string): string | null => (uri === COMPOSE ? compose : null);
  const config = { profile: "strict" as const, engine: DEFAULT_ENGINE, rules: new Map() };
  const onRuleError = (id: string, error: unknown): never => assert.fail(`${id}: ${error}`);
  const analysis = analyze([COMPOSE], textOf, config, { cache: new ParseCache(), onRuleError });
  const offers = analysis.findings
    .filter((finding) => finding.rule === rule)
    .flatMap((finding) => analysis.fixes(finding).map(({ fix, edits }) => ({ analysis, finding, fix, edits })));
  const offer = offers.find(({ fix }) => fix.title.startsWith(begins));
  assert.ok(offer, `${rule} does not offer "${begins}", but ${offers.map(({ fix }) => fix.title).join(", ")}`);
  return new Map([...fixedTexts(offer, textOf)].map(([uri, text]) => [uri.slice(DIRECTORY.length), text]));
}
