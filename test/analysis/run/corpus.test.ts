import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { describe, it } from "mocha";
import { assertMended, assertWhole, fixedTexts, Tally } from "../../../scripts/fuzz/fix-laws.ts";
import { isDockerfileName } from "../../../server/analysis/dockerfile/syntax/detect.ts";
import { DEFAULT_ENGINE } from "../../../server/analysis/facts/engine.ts";
import type { Analysis } from "../../../server/analysis/run/analysis.ts";
import { analyze } from "../../../server/analysis/run/analyze.ts";
import { ParseCache } from "../../../server/analysis/run/cache.ts";
import { beside } from "../../beside.ts";

const own = path.join(import.meta.dirname, "../../corpus");
const folders = [own, beside("corpus") ?? []].flat();
const config = { profile: "strict" as const, engine: DEFAULT_ENGINE, rules: new Map() };

/** Every nth fix is made and the file looked at again; `npm run test:laws` takes them all. */
const STRIDE = Number(process.env["LAW_STRIDE"] ?? 20);

describe("corpus", () => {
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

  it("keeps every file whole under each fix that is offered, and mends what it is for", () => {
    const tally = new Tally();
    let count = 0;
    for (const [file, analysis] of analyses) {
      for (const finding of analysis.findings) {
        const fixes = analysis.fixes(finding);
        tally.add(finding.rule, { offered: fixes.length, refused: finding.fixes.length - fixes.length });
        for (const { fix, edits } of fixes) {
          const offer = { analysis, finding, fix, edits };
          const texts = fixedTexts(offer, textOf);
          assertWhole(offer, textOf, texts);
          if (count++ % STRIDE !== 0) continue;
          tally.reveal(
            assertMended(
              offer,
              analysisOf(file, failOn(file), (uri) => texts.get(uri) ?? textOf(uri)),
            ),
          );
          tally.add(finding.rule, { applied: 1 });
        }
      }
    }
    tally.print();
    const { offered, refused, applied } = tally.total;
    console.log(
      `      ${files.length} files, ${offered} fixes offered, ${refused} refused, ${applied} applied and looked at again`,
    );
    assert.ok(offered > 100, `only ${offered} fixes were offered`);
  });
});

function failOn(file: string): (rule: string, error: unknown) => void {
  return (rule, error) => assert.fail(`${rule} on ${file}: ${error}`);
}

function analysisOf(
  file: string,
  onRuleError: (rule: string, error: unknown) => void,
  lookup: (uri: string) => string | null = textOf,
): Analysis {
  return analyze([pathToFileURL(file).href], lookup, config, { cache: new ParseCache(), onRuleError });
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
