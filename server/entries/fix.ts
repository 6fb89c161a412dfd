import type { Fix } from "../analysis/model/change.ts";
import type { Finding } from "../analysis/model/finding.ts";
import { LEVELS } from "../analysis/model/level.ts";
import type { Analysis } from "../analysis/run/analysis.ts";
import { bestFix, type FixLimits } from "../analysis/run/best-fix.ts";
import { applyEdits, type Edit } from "../analysis/text/edit.ts";
import { filesOf } from "./analysed-files.ts";
import { CannotRun } from "./cannot-run.ts";
import { refusedFixes } from "./refused-fixes.ts";
import type { FileSources } from "./sources.ts";

/** How often a project is fixed and looked at anew. A subject has fewer findings than that. */
const MOST_ROUNDS = 50;

/** Analyses one project as its files are now. */
export type Analyse = () => Analysis;

/** What is as it was although there are fixes for it: the files that were put back, why fixes were refused, and the projects that failed, with their errors. */
export interface Unfixed {
  readonly putBack: readonly string[];
  readonly refused: readonly string[];
  readonly failed: ReadonlyMap<Analyse, unknown>;
}

/**
 * Fixes projects one after the other in the texts of `sources`, until none has a fix left that is allowed.
 * Projects may share files, and fixes that are right for each may not fit together: where a project ends with a input error that it did not have, all its
 * files are put back. So are those of a project whose analysis or fixes throw; the others are fixed. Throws `CannotRun` where an analysis does.
 */
export function fixProjects(projects: readonly Analyse[], sources: FileSources, limits: FixLimits): Unfixed {
  const inputErrors = new Map<Analyse, ReadonlySet<string>>();
  const failed = new Map<Analyse, unknown>();
  const changed = new Map<Analyse, Set<string>>(projects.map((analyse) => [analyse, new Set()]));
  const forEach = (work: (analyse: Analyse, files: Set<string>) => void): void => {
    for (const [analyse, files] of changed) {
      if (failed.has(analyse)) continue;
      try {
        work(analyse, files);
      } catch (error) {
        if (error instanceof CannotRun) throw error;
        failed.set(analyse, error);
        for (const uri of files) sources.restore(uri);
      }
    }
  };
  forEach((analyse) => void inputErrors.set(analyse, troublesOf(analyse())));
  forEach((analyse, files) => fixProject(analyse, sources, limits, files));
  const putBack = new Set<string>();
  const refused = new Set<string>();
  for (let known = -1; known < putBack.size + failed.size; ) {
    known = putBack.size + failed.size;
    refused.clear();
    forEach((analyse) => {
      const analysis = analyse();
      const isWorse = [...troublesOf(analysis)].some(
        (inputError) => inputErrors.get(analyse)?.has(inputError) !== true,
      );
      for (const uri of isWorse ? sources.changed().map((one) => one.uri) : []) {
        if (!filesOf(analysis).includes(uri)) continue;
        sources.restore(uri);
        putBack.add(uri);
      }
      for (const reason of refusedFixes(analysis, sources, limits)) refused.add(reason);
    });
  }
  return { putBack: [...putBack], refused: [...refused], failed };
}

/** Lines do not count, since fixes move them. */
function troublesOf({ inputErrors, refusals }: Analysis): ReadonlySet<string> {
  const unread = inputErrors.map(({ at, message }) => `${at.file}\0${message}`);
  return new Set([...unread, ...refusals.map(({ at, because }) => `${at.file}\0${because}`)]);
}

/** One fix is applied to a finding at most once, so that a fix that does not help is not repeated. `files` is told which files are changed. */
function fixProject(analyse: Analyse, sources: FileSources, limits: FixLimits, files: Set<string>): void {
  const done = new Set<string>();
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const edits = chosenEdits(analyse(), limits, done);
    for (const { file } of edits) files.add(file);
    if (edits.length === 0 || !apply(edits, sources)) return;
  }
}

/**
 * The edits of one round: for each subject one fix, that of its gravest finding first. What that makes of the subject decides whether the next one is
 * still wanted: ports that do nothing under the host's network do something once the network is the container's own.
 */
function chosenEdits(analysis: Analysis, { allowed, foreign }: FixLimits, done: Set<string>): readonly Edit[] {
  const chosen: Edit[] = [];
  const subjects = new Set<string>();
  for (const finding of gravestFirst(analysis.findings)) {
    const subject = `${finding.subject.kind} ${finding.subject.name}`;
    const best = subjects.has(subject) ? undefined : bestFix(analysis, finding, allowed);
    if (best === undefined || best.edits.some(({ file }) => foreign(file) !== undefined)) continue;
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
