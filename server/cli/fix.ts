import type { Analysis } from "../analysis/analyze.ts";
import type { Finding } from "../analysis/finding.ts";
import type { Fix } from "../analysis/model/change.ts";
import { LEVELS } from "../analysis/rules/rule.ts";
import { applyEdits, type Edit } from "../analysis/text/edit.ts";
import { filesOf } from "./analysed-files.ts";
import type { FileSources } from "./sources.ts";

/** `safe` fixes are those that a correct container cannot notice, `sure` ones also those of high confidence, and `any` those that a person has to look at. */
export type Allowed = "safe" | "sure" | "any";

/** How far fixing goes: which fixes it applies, and which files it may change. What else a project names is only read. */
export interface FixLimits {
  readonly allowed: Allowed;
  isOwn(uri: string): boolean;
}

/** How often a project is fixed and looked at anew. A subject has fewer findings than that. */
const MOST_ROUNDS = 50;

/** Analyses one project as its files are now. */
export type Analyse = () => Promise<Analysis>;

/**
 * Fixes projects one after the other in the texts of `sources`, until none has a fix left that is allowed.
 * Projects may share files, and fixes that are right for each may not fit together: where a project ends with a trouble that it did not have, all its
 * files are put back. Returns those files.
 */
export async function fixProjects(
  projects: readonly Analyse[],
  sources: FileSources,
  limits: FixLimits,
): Promise<readonly string[]> {
  const troubles = new Map<Analyse, ReadonlySet<string>>();
  for (const analyse of projects) troubles.set(analyse, troublesOf(await analyse()));
  for (const analyse of projects) await fixProject(analyse, sources, limits);
  const putBack = new Set<string>();
  for (let known = -1; known < putBack.size; ) {
    known = putBack.size;
    for (const analyse of projects) {
      const analysis = await analyse();
      const isWorse = [...troublesOf(analysis)].some((trouble) => troubles.get(analyse)?.has(trouble) !== true);
      for (const uri of isWorse ? sources.changed().map((one) => one.uri) : []) {
        if (!filesOf(analysis).includes(uri)) continue;
        sources.restore(uri);
        putBack.add(uri);
      }
    }
  }
  return [...putBack];
}

/** Lines do not count, since fixes move them. */
function troublesOf({ troubles }: Analysis): ReadonlySet<string> {
  return new Set(troubles.map(({ at, message }) => `${at.file}\0${message}`));
}

/** One fix is applied to a finding at most once, so that a fix that does not help is not repeated. */
async function fixProject(analyse: Analyse, sources: FileSources, limits: FixLimits): Promise<void> {
  const done = new Set<string>();
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const edits = chosenEdits(await analyse(), limits, done);
    if (edits.length === 0 || !apply(edits, sources)) return;
  }
}

/** A fix that can be had, with the edits that make it. */
export type Offered = ReturnType<Analysis["fixes"]>[number];

/**
 * The fix that is shown for a finding and applied to it: the preferred one if it can be had, else the first that can. Fixes that only silence are
 * left to people. Each fix is checked by reading the file that it would make, so no more of them are tried than needed.
 */
export function bestFix(analysis: Analysis, finding: Finding, allowed: Allowed): Offered | undefined {
  const fixes = allowedFixes(finding, allowed);
  const ordered = [...fixes.filter((fix) => fix.preferred === true), ...fixes.filter((fix) => fix.preferred !== true)];
  for (const fix of ordered) {
    const edits = analysis.edits(fix);
    if (edits !== undefined && edits.length > 0) return { fix, edits };
  }
  return undefined;
}

/** The fixes of a finding that may be applied and do more than silence it, whether they can be had or not. */
export function allowedFixes({ fixes }: Finding, allowed: Allowed): readonly Fix[] {
  return fixes.filter((fix) => isAllowed(fix, allowed) && fix.changes.every((change) => change.do !== "allow"));
}

/** A fix without a confidence takes away what is wrong, and counts as one of high confidence. */
function isAllowed({ safe, confidence = "high" }: Fix, allowed: Allowed): boolean {
  return safe || allowed === "any" || (allowed === "sure" && confidence === "high");
}

/**
 * The edits of one round: for each subject one fix, that of its gravest finding first. What that makes of the subject decides whether the next one is
 * still wanted: ports that do nothing under the host's network do something once the network is the container's own.
 */
function chosenEdits(analysis: Analysis, { allowed, isOwn }: FixLimits, done: Set<string>): readonly Edit[] {
  const chosen: Edit[] = [];
  const subjects = new Set<string>();
  for (const finding of gravestFirst(analysis.findings)) {
    const subject = `${finding.subject.kind} ${finding.subject.name}`;
    const best = subjects.has(subject) ? undefined : bestFix(analysis, finding, allowed);
    if (best === undefined || !best.edits.every(({ file }) => isOwn(file))) continue;
    const id = identity(finding, best.fix);
    if (done.has(id) || best.edits.some((edit) => chosen.some((other) => touch(edit, other)))) continue;
    done.add(id);
    subjects.add(subject);
    chosen.push(...best.edits);
  }
  return chosen;
}

function gravestFirst(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level));
}

function identity({ rule, subject, evidence, at }: Finding, fix: Fix): string {
  return [rule, at.file, subject.kind, subject.name, evidence, fix.title].join("\0");
}

/** Two insertions at one place count too: which of them should come first, only the next round's analysis can tell. */
function touch(a: Edit, b: Edit): boolean {
  return a.file === b.file && a.start <= b.end && b.start <= a.end;
}

/** Returns whether every file could be changed; none is changed otherwise. */
function apply(edits: readonly Edit[], sources: FileSources): boolean {
  const files = [...new Set(edits.map((edit) => edit.file))];
  const results = files.map((file) => {
    const text = sources.text(file);
    const own = edits.filter((edit) => edit.file === file);
    return { file, text: text === undefined ? undefined : applyEdits(text, own) };
  });
  if (results.some(({ text }) => text === undefined)) return false;
  for (const { file, text } of results) if (text !== undefined) sources.change(file, text);
  return true;
}
