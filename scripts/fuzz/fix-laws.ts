import assert from "node:assert/strict";
import { isDockerfileName } from "../../server/analysis/dockerfile/syntax/detect.ts";
import type { Fix } from "../../server/analysis/model/change.ts";
import type { Finding } from "../../server/analysis/model/finding.ts";
import { LEVELS } from "../../server/analysis/model/level.ts";
import type { Analysis } from "../../server/analysis/run/analysis.ts";
import { ParseCache } from "../../server/analysis/run/cache.ts";
import { applyEdits, type Edit } from "../../server/analysis/text/edit.ts";
import type { Place } from "../../server/analysis/text/span.ts";

/** A fix that can be had for a finding, with what it was made of. */
export interface Offer {
  readonly analysis: Analysis;
  readonly finding: Finding;
  readonly fix: Fix;
  readonly edits: readonly Edit[];
}

/** The text of a file by its URI. */
export type TextOf = (uri: string) => string | null;

/** The texts of the files that the edits change, once they are applied. Fails where they overlap. */
export function fixedTexts({ finding, fix, edits }: Offer, textOf: TextOf): ReadonlyMap<string, string> {
  const what = `${finding.rule}: ${fix.title}`;
  return new Map(
    [...new Set(edits.map((edit) => edit.file))].map((uri) => {
      const text = edits.some(({ file, makes }) => file === uri && makes) ? "" : textOf(uri);
      assert.ok(typeof text === "string", `${what}: ${uri} is not there`);
      const fixed = applyEdits(
        text,
        edits.filter((edit) => edit.file === uri),
      );
      assert.ok(fixed !== undefined, `${what}: the edits overlap`);
      return [uri, fixed];
    }),
  );
}

/** A fixed file parses as well as before, only what an edit names is different, and undoing the edits gives the old bytes. */
export function assertWhole({ finding, fix, edits }: Offer, textOf: TextOf, texts: ReadonlyMap<string, string>): void {
  const what = `${finding.rule} in ${finding.at.file}: ${fix.title}`;
  for (const [uri, fixed] of texts) {
    const text = textOf(uri) ?? "";
    const own = edits.filter((edit) => edit.file === uri);
    assert.equal(untouched(text, own), untouched(fixed, moved(own)), `${what}: a line changed that no edit names`);
    assert.equal(applyEdits(fixed, undone(text, own)), text, `${what}: undoing it gives another text`);
    // What is no Compose file and no Dockerfile does not parse before either.
    if (own.some(({ makes }) => makes) || !/ya?ml$|Dockerfile/.test(uri)) continue;
    assert.ok(troublesIn(uri, fixed) <= troublesIn(uri, text), `${what}: the file no longer parses\n${fixed}`);
  }
}

/**
 * Once the fix is made, the finding is gone, and nothing as grave is found in what the fix wrote. Returns what came to light elsewhere, which the finding
 * stood for or kept from having an effect: "host-device once privileged is mended".
 */
export function assertMended({ analysis, finding, fix, edits }: Offer, after: Analysis): readonly string[] {
  assertGone({ analysis, finding, fix, edits }, after);
  const what = `${finding.rule} in ${finding.at.file}: ${fix.title}`;
  const known = new Set([...analysis.findings, ...analysis.suppressed].map(identity));
  const isGraver = (one: Finding): boolean => LEVELS.indexOf(one.level) <= LEVELS.indexOf(finding.level);
  const fresh = after.findings.filter((one) => !known.has(identity(one)) && isGraver(one));
  const made = moved(edits);
  const isMade = ({ at }: Finding): boolean =>
    made.some(({ file, start, end }) => file === at.file && start < at.end && at.start < end);
  assert.deepEqual(
    fresh.filter(isMade).map(({ rule, level, message }) => `${rule} (${level}): ${message}`),
    [],
    `${what}: the fix brings something else`,
  );
  return fresh.map(({ rule }) => `${rule} once ${finding.rule} is mended`);
}

/** Once the fix is made, the finding is gone. */
export function assertGone({ analysis, finding, fix }: Offer, after: Analysis): void {
  const what = `${finding.rule} in ${finding.at.file}: ${fix.title}`;
  // What is done twice is found twice, in the same words; the second then takes the first one's identity.
  const isAlike = (one: Finding): boolean => told(one) === told(finding);
  const [left, before] = [after.findings.filter(isAlike).length, analysis.findings.filter(isAlike).length];
  assert.ok(left < before, `${what}: the finding is still there`);
}

/** How many fixes of each rule were offered, refused and applied. */
export class Tally {
  readonly #revealed = new Map<string, number>();
  readonly #rules = new Map<string, { offered: number; refused: number; applied: number }>();

  add(rule: string, counts: { readonly offered?: number; readonly refused?: number; readonly applied?: number }): void {
    const own = this.#rules.get(rule) ?? { offered: 0, refused: 0, applied: 0 };
    own.offered += counts.offered ?? 0;
    own.refused += counts.refused ?? 0;
    own.applied += counts.applied ?? 0;
    this.#rules.set(rule, own);
  }

  reveal(pairs: readonly string[]): void {
    for (const pair of pairs) this.#revealed.set(pair, (this.#revealed.get(pair) ?? 0) + 1);
  }

  /** The sums of all rules. */
  get total(): { readonly offered: number; readonly refused: number; readonly applied: number } {
    const all = [...this.#rules.values()];
    const sum = (key: "offered" | "refused" | "applied"): number => all.reduce((total, one) => total + one[key], 0);
    return { offered: sum("offered"), refused: sum("refused"), applied: sum("applied") };
  }

  print(): void {
    for (const [rule, { offered, refused, applied }] of [...this.#rules].sort(([a], [b]) => (a < b ? -1 : 1))) {
      console.log(`      ${rule.padEnd(28)} ${offered} offered, ${refused} refused, ${applied} applied`);
    }
    for (const [pair, times] of [...this.#revealed].sort())
      console.log(`      comes to light: ${pair}, ${times} times`);
  }
}

function told({ rule, subject, message, at }: Finding): string {
  return [rule, at.file, subject.kind, subject.name, message].join("\0");
}

function identity({ rule, subject, evidence, at }: Finding): string {
  return [rule, at.file, subject.kind, subject.name, evidence].join("\0");
}

function troublesIn(uri: string, text: string): number {
  const cache = new ParseCache();
  return isDockerfileName(uri)
    ? cache.dockerfile(uri, text).inputErrors.length
    : Number(cache.compose(uri, text).broken);
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
  const shifts = new Map<string, number>();
  return [...edits]
    .sort((a, b) => a.start - b.start)
    .map(({ file, start, end, newText }) => {
      const shift = shifts.get(file) ?? 0;
      shifts.set(file, shift + newText.length - (end - start));
      return { file, start: start + shift, end: start + shift + newText.length };
    });
}

/** The edits that put back what the edits of a text took away. */
function undone(text: string, edits: readonly Edit[]): readonly Edit[] {
  const ordered = [...edits].sort((a, b) => a.start - b.start);
  return moved(ordered).map((at, index) => {
    const { start = 0, end = 0 } = ordered[index] ?? {};
    return { ...at, newText: text.slice(start, end) };
  });
}
