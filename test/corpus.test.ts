import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { describe, it } from "mocha";
import type { Analysis } from "../server/analysis/analyze.ts";
import { analyze } from "../server/analysis/analyze.ts";
import { ParseCache } from "../server/analysis/cache.ts";
import { isDockerfileName } from "../server/analysis/dockerfile/detect.ts";
import { DEFAULT_ENGINE } from "../server/analysis/facts/engine.ts";
import { applyEdits, type Edit } from "../server/analysis/text/edit.ts";
import type { Place } from "../server/analysis/text/span.ts";

const own = path.join(import.meta.dirname, "corpus");
const larger = path.resolve(import.meta.dirname, "../../shared/corpus");
const folders = existsSync(larger) ? [own, larger] : [own];
const config = { profile: "strict" as const, engine: DEFAULT_ENGINE, rules: new Map() };

describe(`corpus (${folders.length > 1 ? "our own and ../shared/corpus" : "our own; ../shared/corpus is not there"})`, function () {
  this.timeout(120_000);
  const files = folders.flatMap(composeAndDockerfiles);
  const analyses = new Map<string, Analysis>();

  it("is not empty", () => {
    assert.ok(files.length > 50, `only ${files.length} files`);
  });

  it("is analysed without a rule that throws", () => {
    const errors: string[] = [];
    for (const file of files)
      analyses.set(
        file,
        analysisOf(file, (rule, error) => errors.push(`${rule} on ${file}: ${error}`)),
      );
    assert.deepEqual(errors, []);
    const kinds = [...analyses.values()].map(({ kind }) => kind);
    assert.ok(kinds.filter((kind) => kind === "compose").length > 20, "hardly a Compose file was recognised");
  });

  it("has every finding on one line inside its file", () => {
    for (const [file, { findings }] of analyses) {
      for (const { rule, at } of findings) {
        const text = textOf(at.file);
        assert.ok(
          typeof text === "string" && at.start <= at.end && at.end <= text.length,
          `${rule} in ${file} lies outside`,
        );
        assert.doesNotMatch(text.slice(at.start, at.end), /[\r\n]/, `${rule} in ${file} crosses a line`);
      }
    }
  });

  it("has no two findings of one identity", () => {
    for (const [file, { findings }] of analyses) {
      const seen = new Set<string>();
      for (const { rule, subject, evidence, at } of findings) {
        const identity = `${rule} ${at.file} ${subject.kind} ${subject.name} ${evidence}`;
        assert.ok(!seen.has(identity), `${identity} twice in ${file}`);
        seen.add(identity);
      }
    }
  });

  it("keeps every file whole under each fix that is offered", () => {
    let offered = 0;
    let refused = 0;
    for (const [file, analysis] of analyses) {
      for (const finding of analysis.findings) {
        const fixes = analysis.fixes(finding);
        offered += fixes.length;
        refused += finding.fixes.length - fixes.length;
        for (const { fix, edits } of fixes) assertWhole(file, `${finding.rule}: ${fix.title}`, edits);
      }
    }
    console.log(`      ${files.length} files, ${offered} fixes offered, ${refused} refused`);
    assert.ok(offered > 100, `only ${offered} fixes were offered`);
  });
});

/** A fixed file parses as well as before, and only lines that an edit touches are different. */
function assertWhole(file: string, what: string, edits: readonly Edit[]): void {
  for (const uri of new Set(edits.map((edit) => edit.file))) {
    const text = textOf(uri);
    assert.ok(typeof text === "string");
    const own = edits.filter((edit) => edit.file === uri);
    const fixed = applyEdits(text, own);
    assert.ok(fixed !== undefined, `${what} in ${file}: the edits overlap`);
    assert.equal(
      untouched(text, own),
      untouched(fixed, moved(own)),
      `${what} in ${file}: a line changed that no edit names`,
    );
    const cache = new ParseCache();
    const broken = isDockerfileName(uri)
      ? cache.dockerfile(uri, fixed).troubles.length
      : Number(cache.compose(uri, fixed).broken);
    const before = isDockerfileName(uri)
      ? cache.dockerfile(uri, text).troubles.length
      : Number(cache.compose(uri, text).broken);
    assert.ok(broken <= before, `${what} in ${file}: the file no longer parses`);
  }
}

/** The text without what the places cover. */
function untouched(text: string, places: readonly Place[]): string {
  let rest = "";
  let from = 0;
  for (const { start, end } of [...places].sort((a, b) => a.start - b.start)) {
    rest += text.slice(from, start);
    from = Math.max(from, end);
  }
  return rest + text.slice(from);
}

/** Where the new texts of the edits stand in the fixed file. */
function moved(edits: readonly Edit[]): readonly Place[] {
  let shift = 0;
  return [...edits]
    .sort((a, b) => a.start - b.start)
    .map(({ file, start, end, newText }) => {
      const at = { file, start: start + shift, end: start + shift + newText.length };
      shift += newText.length - (end - start);
      return at;
    });
}

function analysisOf(file: string, onRuleError: (rule: string, error: unknown) => void): Analysis {
  return analyze([pathToFileURL(file).href], textOf, config, { cache: new ParseCache(), onRuleError });
}

const texts = new Map<string, string | null>();

function textOf(uri: string): string | null {
  const known = texts.get(uri);
  if (known !== undefined) return known;
  const file = fileURLToPath(uri);
  const text = statSync(file, { throwIfNoEntry: false })?.isFile() === true ? readFileSync(file, "utf8") : null;
  texts.set(uri, text);
  return text;
}

function composeAndDockerfiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => path.join(folder, name))
    .filter((file) => /\.ya?ml$/.test(file) || isDockerfileName(pathToFileURL(file).href))
    .filter((file) => statSync(file).isFile())
    .sort();
}
