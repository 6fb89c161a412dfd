import { isDeepStrictEqual } from "node:util";
import { DEFAULT_ENGINE } from "../../server/analysis/facts/engine.ts";
import type { Analysis } from "../../server/analysis/run/analysis.ts";
import { analyze } from "../../server/analysis/run/analyze.ts";
import { ParseCache } from "../../server/analysis/run/cache.ts";
import type { Config } from "../../server/analysis/settings/config.ts";
import type { Place } from "../../server/analysis/text/span.ts";
import { parseWholeYaml } from "../../server/analysis/yaml/parse.ts";
import { readPlainYaml } from "../../server/analysis/yaml/plain-yaml.ts";
import { assertWhole, fixedTexts } from "./fix-laws.ts";
import type { FuzzedFile } from "./texts.ts";

const CONFIG: Config = { profile: "strict", engine: DEFAULT_ENGINE, rules: new Map() };
const FOLDER = "file:///fuzz";
/** Milliseconds of the processor that one analysis may take. */
const LONGEST = 1_000;
/** Fixes that are tried of one file. */
const MOST_FIXES = 12;

/** The files beside the one that is fuzzed. */
const OTHERS: ReadonlyMap<string, string> = new Map([
  [`${FOLDER}/.env`, "A=b\nTAG=1.29\n"],
  [`${FOLDER}/base.yaml`, "services:\n  b:\n    image: nginx:1.29\n    privileged: true\n"],
]);

/**
 * What holds for every text, however broken: no rule throws, it does not take long, every place lies in its file, both readers of
 * YAML read the same, and a fix that is offered gives a text that is read no worse than before. Throws an error that says what does not hold.
 */
export function checkLaws({ name, text }: FuzzedFile): void {
  const uri = `${FOLDER}/${name}`;
  const texts = new Map([...OTHERS, [uri, text]]);
  const started = process.cpuUsage();
  const analysis = analyze([uri], (asked) => texts.get(asked) ?? null, CONFIG, {
    cache: new ParseCache(),
    onRuleError,
  });
  const { user, system } = process.cpuUsage(started);
  if ((user + system) / 1000 > LONGEST) throw new Error(`the analysis took ${Math.round((user + system) / 1000)} ms`);
  for (const place of placesOf(analysis)) checkPlace(place, texts);
  if (name === "compose.yaml") checkReaders(uri, text);
  checkFixes(analysis, texts);
}

function checkReaders(uri: string, text: string): void {
  const plain = readPlainYaml(uri, text);
  if (plain === undefined || isDeepStrictEqual(plain, parseWholeYaml(uri, text))) return;
  throw new Error("the reader of plain YAML reads something else than the whole of YAML does");
}

function onRuleError(rule: string, error: unknown): void {
  throw new Error(`the rule ${rule} failed: ${error instanceof Error ? error.stack : String(error)}`);
}

function placesOf({ findings, suppressed, inputErrors }: Analysis): readonly Place[] {
  const found = [...findings, ...suppressed];
  return [...found, ...found.flatMap(({ related }) => related), ...inputErrors].map(({ at }) => at);
}

function checkPlace({ file, start, end }: Place, texts: ReadonlyMap<string, string>): void {
  const text = texts.get(file);
  if (text === undefined) throw new Error(`a place in ${file}, which was not read`);
  if (!(start >= 0 && start <= end && end <= text.length))
    throw new Error(`[${start}, ${end}) lies outside of ${file}`);
}

/** A fix keeps its laws, and leaves its file with no more input errors than it had. */
function checkFixes(analysis: Analysis, texts: ReadonlyMap<string, string>): void {
  const textOf = (uri: string): string | null => texts.get(uri) ?? null;
  const offered = analysis.findings.flatMap((finding) => finding.fixes.map((fix) => ({ finding, fix })));
  for (const { finding, fix } of offered.slice(0, MOST_FIXES)) {
    const edits = analysis.edits(fix);
    if (edits === undefined) continue;
    const offer = { analysis, finding, fix, edits };
    const fixed = fixedTexts(offer, textOf);
    assertWhole(offer, textOf, fixed);
    for (const [uri, text] of fixed) {
      if (troublesIn(uri, text) > troublesIn(uri, textOf(uri) ?? ""))
        throw new Error(`${finding.rule}: ${fix.title}: the file is broken afterwards:\n${text}`);
    }
  }
}

function troublesIn(uri: string, text: string): number {
  const cache = new ParseCache();
  return uri.endsWith("Dockerfile")
    ? cache.dockerfile(uri, text).inputErrors.length
    : cache.compose(uri, text).inputErrors.length;
}
