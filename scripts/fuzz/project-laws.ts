import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { DEFAULT_ENGINE } from "../../server/analysis/facts/engine.ts";
import { complete } from "../../server/analysis/ide/complete/complete.ts";
import { hover } from "../../server/analysis/ide/hover/hover.ts";
import { inlayHints } from "../../server/analysis/ide/inlay-hints.ts";
import { lenses } from "../../server/analysis/ide/lenses.ts";
import { links } from "../../server/analysis/ide/links.ts";
import { semanticTokens } from "../../server/analysis/ide/semantic-tokens.ts";
import type { ShownFile } from "../../server/analysis/ide/shown-file.ts";
import { buildModel } from "../../server/analysis/map/build-model.ts";
import { mapSvg } from "../../server/analysis/map/svg.ts";
import { mapTable } from "../../server/analysis/map/table.ts";
import type { Finding } from "../../server/analysis/model/finding.ts";
import { explained, explanationOf } from "../../server/analysis/report/explain.ts";
import { githubReport } from "../../server/analysis/report/github.ts";
import { gitlabReport } from "../../server/analysis/report/gitlab.ts";
import { htmlReport } from "../../server/analysis/report/html.ts";
import { jsonReport } from "../../server/analysis/report/json.ts";
import { lineReader, locator } from "../../server/analysis/report/location.ts";
import { markdownReport } from "../../server/analysis/report/markdown.ts";
import { type Report, reported } from "../../server/analysis/report/report.ts";
import { sarifReport } from "../../server/analysis/report/sarif.ts";
import { wallRows } from "../../server/analysis/report/wall-rows.ts";
import { RULES_BY_ID } from "../../server/analysis/rules/index.ts";
import type { Analysis } from "../../server/analysis/run/analysis.ts";
import { analyze } from "../../server/analysis/run/analyze.ts";
import { ParseCache } from "../../server/analysis/run/cache.ts";
import { TookTooLong } from "../../server/analysis/run/load.ts";
import type { Config } from "../../server/analysis/settings/config.ts";
import { configOf, readSettings } from "../../server/analysis/settings/read.ts";
import { printableLines } from "../../server/analysis/text/printable.ts";
import { parseWholeYaml } from "../../server/analysis/yaml/parse.ts";
import { readPlainYaml } from "../../server/analysis/yaml/plain-yaml.ts";
import { MOST_DRAWN } from "../../server/limits/budget.ts";
import { timeLimit } from "../../server/limits/time-limit.ts";
import { assertGone, assertWhole, fixedTexts } from "./fix-laws.ts";
import { assertInert, assertStrictJson } from "./hostile-output.ts";
import type { FuzzedProject } from "./projects.ts";

const FOLDER = "file:///fuzz";
const STRICT: Config = { profile: "strict", engine: DEFAULT_ENGINE, rules: new Map() };
/** Milliseconds of the processor that one question may take: two seconds, and as much again for a machine whose cores are shared. */
const LONGEST = 4_000;
/** Milliseconds of the clock after which a project, which takes a tenth of a second, is taken for endless. */
const ENDLESS = 60_000;
/** Fixes that are made of one file, and places that are asked about. */
const MOST_FIXES = 8;
const MOST_PLACES = 6;

const endless = timeLimit(ENDLESS);
/** What is being asked, for whoever has to say what did not end. */
let question = "";

/** Does work that may neither throw nor take long. */
function asked<T>(what: string, work: () => T): T {
  question = what;
  const started = process.cpuUsage();
  let result: T;
  try {
    result = work();
  } catch (error) {
    throw new Error(`${what} failed: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
  const { user, system } = process.cpuUsage(started);
  const took = Math.round((user + system) / 1000);
  if (took > LONGEST) throw new Error(`${what} took ${took} ms of the processor`);
  return result;
}

/**
 * What holds for every project, however broken or hostile: nothing throws or takes long, neither the analysis nor what is made of it for editors and reports;
 * every place lies in its file; both readers of YAML read the same; what is printed is inert, and JSON strict; and fixes keep their laws.
 */
export function checkProject(project: FuzzedProject): void {
  try {
    endless(() => checkAll(project));
  } catch (error) {
    throw error instanceof TookTooLong ? new Error(`${question} does not end`, { cause: error }) : error;
  }
}

function checkAll({ files, entry }: FuzzedProject): void {
  const texts = new Map(Object.entries(files).map(([name, text]) => [`${FOLDER}/${name}`, text]));
  const uris = entry.map((name) => `${FOLDER}/${name}`);
  checkAnalysis(uris, texts, STRICT);
  const settings = texts.get(`${FOLDER}/.bulkhead.yaml`);
  if (settings !== undefined) {
    const read = asked("the settings", () =>
      readSettings(`${FOLDER}/.bulkhead.yaml`, settings, new Set(RULES_BY_ID.keys())),
    );
    checkAnalysis(uris, texts, configOf([{ ...read.settings, today: "2026-11-30" }]));
  }
  for (const uri of texts.keys()) {
    if (!uris.includes(uri) && !/\/g\d+\.yaml$/.test(uri)) checkAnalysis([uri], texts, STRICT);
  }
}

function checkAnalysis(uris: readonly string[], texts: ReadonlyMap<string, string>, config: Config): void {
  const [uri = ""] = uris;
  const text = texts.get(uri) ?? "";
  const lookup = (file: string): string | null => texts.get(file) ?? null;
  const cache = new ParseCache();
  const analysis = asked(`the analysis of ${uri}`, () => analyze(uris, lookup, config, { cache, onRuleError }));
  asked("what is hidden", () => analysis.hidden());
  checkPlaces(analysis, texts);
  if (/\.ya?ml$/.test(uri)) checkReaders(uri, text);
  checkViews({
    uri,
    text,
    analysis,
    config,
    findings: analysis.findings.filter(({ at }) => at.file === uri),
    cache,
    lookup,
  });
  const fixes = new Map(
    analysis.findings
      .slice(0, MOST_FIXES)
      .map((finding) => [finding, asked(`the fixes of ${finding.rule}`, () => analysis.fixes(finding))]),
  );
  checkFixes(analysis, fixes, texts, (changed) => {
    const read = (file: string): string | null => changed.get(file) ?? lookup(file);
    return asked("the analysis after a fix", () =>
      analyze(uris, read, config, { cache: new ParseCache(), onRuleError }),
    );
  });
  checkReports(analysis, fixes, config, texts);
}

type Fixes = ReadonlyMap<Finding, ReturnType<Analysis["fixes"]>>;

/**
 * Fixes keep their laws, and in a project of one file they mend what they are for. In others a value above the changed one may win, and a service that
 * extends the mended one may have something to say about that.
 */
function checkFixes(
  analysis: Analysis,
  fixes: Fixes,
  texts: ReadonlyMap<string, string>,
  again: (changed: ReadonlyMap<string, string>) => Analysis,
): void {
  const textOf = (uri: string): string | null => texts.get(uri) ?? null;
  for (const [finding, offered] of fixes) {
    for (const { fix, edits } of offered) {
      const offer = { analysis, finding, fix, edits };
      const fixed = fixedTexts(offer, textOf);
      assertWhole(offer, textOf, fixed);
      if (analysis.project?.files.length === 1) assertGone(offer, again(fixed));
    }
  }
}

function onRuleError(rule: string, error: unknown): void {
  throw new Error(`the rule ${rule} failed`, { cause: error });
}

function checkPlaces({ findings, suppressed, inputErrors }: Analysis, texts: ReadonlyMap<string, string>): void {
  const found = [...findings, ...suppressed];
  for (const { at } of [...found, ...found.flatMap(({ related }) => related), ...inputErrors]) {
    const length = texts.get(at.file)?.length;
    assert.ok(length !== undefined, `a place in ${at.file}, which was not read`);
    assert.ok(
      at.start >= 0 && at.start <= at.end && at.end <= length,
      `[${at.start}, ${at.end}) lies outside of ${at.file}`,
    );
  }
}

function checkReaders(uri: string, text: string): void {
  const plain = asked("the reader of plain YAML", () => readPlainYaml(uri, text));
  if (plain === undefined) return;
  const whole = asked("the reader of all YAML", () => parseWholeYaml(uri, text));
  assert.ok(
    isDeepStrictEqual(plain, whole),
    "the reader of plain YAML reads something else than the whole of YAML does",
  );
}

function checkViews(shown: ShownFile): void {
  for (const view of [lenses, inlayHints, links, semanticTokens]) asked(view.name, () => JSON.stringify(view(shown)));
  for (const offset of offsetsIn(shown)) {
    const markdown = asked(`the hover at ${offset}`, () => hover(shown, offset)?.markdown ?? "");
    assertInert(printableLines(markdown), "a hover");
    asked(`the completion at ${offset}`, () => JSON.stringify(complete(shown, offset)));
  }
}

/** Where something is found or wrong, and places all over the file. */
function offsetsIn({ text, uri, analysis }: ShownFile): readonly number[] {
  const places = [...analysis.findings, ...analysis.inputErrors]
    .filter(({ at }) => at.file === uri)
    .map(({ at }) => at.start);
  const spread = Array.from({ length: MOST_PLACES }, (_, index) =>
    Math.floor((text.length * index) / (MOST_PLACES - 1)),
  );
  return [...places.slice(0, MOST_PLACES), ...spread];
}

function checkReports(analysis: Analysis, fixes: Fixes, config: Config, texts: ReadonlyMap<string, string>): void {
  const sources = { text: (uri: string) => texts.get(uri), name: (uri: string) => uri.replace(`${FOLDER}/`, "") };
  const locate = locator(sources);
  const line = lineReader(sources);
  const findings = analysis.findings.map((one) => reported(one, fixes.get(one) ?? [], locate, line));
  const allowed = analysis.suppressed.map((one) => ({ ...reported(one, [], locate, line), allowed: one.reason ?? "" }));
  const problems = analysis.inputErrors.map(({ at, message }) => ({
    file: locate(at).file,
    line: locate(at).start.line,
    message,
  }));
  const counts = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const { level } of findings) counts[level] += 1;
  const report: Report = {
    findings,
    counts,
    fixable: { safe: 0, unsafe: 0 },
    allowed,
    problems,
    files: 1,
    skipped: [],
    looked: [],
  };
  for (const format of [
    jsonReport,
    gitlabReport,
    (all: Report) => sarifReport(all, { version: "0", rules: RULES_BY_ID.values() }),
  ]) {
    assertStrictJson(
      asked("a report of JSON", () => [...format(report)].join("")),
      "JSON",
    );
  }
  for (const format of [markdownReport, htmlReport]) {
    assertInert(
      asked(format.name, () => [...format(report)].join("")),
      format.name,
    );
  }
  for (const annotation of asked("annotations", () => [...githubReport(report)].join("")).split("\n"))
    assertInert(annotation.replace(/^::/, ""), "an annotation");
  checkExplained(analysis, config, locate);
}

function checkExplained({ project }: Analysis, { engine }: Config, locate: ReturnType<typeof locator>): void {
  if (project === undefined) return;
  const explanation = asked("explain", () => explained(project.services, { ...project, engine }, locate));
  asked("the walls of explain", () => explanation.map(wallRows));
  asked("explain as JSON", () => JSON.stringify(explanationOf(explanation, engine)));
  if (project.services.length > MOST_DRAWN) return;
  const drawn = asked("the map", () => mapSvg(buildModel(project, engine), { columns: 2, styled: false }));
  assertInert(drawn, "the map");
  asked("the map's table", () => mapTable(buildModel(project, engine), { name: ({ file }) => file }));
}
