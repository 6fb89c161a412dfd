import type { Analysis } from "../analysis/analyze.ts";
import type { Finding } from "../analysis/finding.ts";
import type { FileProblem, Fixable, Report } from "../analysis/report/json.ts";
import { locator } from "../analysis/report/location.ts";
import { filesOf } from "./analysed-files.ts";
import { bestFix } from "./fix.ts";
import type { FileSources } from "./sources.ts";

/** Which fixes of a finding a report holds: all that can be had, or those that `--fix-unsafe` and `--fix` would apply, which is quicker to tell. */
export type Fixes = "all" | "best";

/**
 * Puts the analyses of one run into one report, in the order of files and places.
 * What one analysis says about a place is not said again by another one that reaches the same file: a Dockerfile that a project builds,
 * a file that two projects extend.
 */
export function reportOf(
  analyses: readonly Analysis[],
  problems: readonly FileProblem[],
  sources: FileSources,
  fixes: Fixes,
): Report {
  const looked = analyses.filter((analysis) => analysis.kind !== "other");
  const locate = locator(sources);
  const troubles = analyses.flatMap((analysis) =>
    analysis.troubles.map(({ at, message }): FileProblem => {
      const { file, start } = locate(at);
      return { file, line: start.line, message };
    }),
  );
  return {
    findings: findingsOf(looked, sources, fixes),
    problems: sortedProblems([...problems, ...troubles]),
    files: new Set(looked.flatMap(filesOf)).size,
  };
}

function findingsOf(analyses: readonly Analysis[], sources: FileSources, fixes: Fixes): readonly Fixable[] {
  const said = new Set<string>();
  const result: Fixable[] = [];
  for (const analysis of analyses) {
    const fresh = analysis.findings.filter((finding) => !said.has(cause(finding)));
    for (const finding of fresh) said.add(cause(finding));
    const offered = (finding: Finding): Fixable["fixes"] =>
      fixes === "all" ? analysis.fixes(finding) : bestFixes(analysis, finding);
    result.push(...fresh.map((finding) => ({ finding, fixes: offered(finding) })));
  }
  return result.sort((a, b) => byPlace(a.finding, b.finding, sources));
}

/** The best fix comes first; where it is not safe and another one is, that one follows. */
function bestFixes(analysis: Analysis, finding: Finding): Fixable["fixes"] {
  const best = bestFix(analysis, finding, "any");
  if (best === undefined || best.fix.safe) return best === undefined ? [] : [best];
  const safe = bestFix(analysis, finding, "safe");
  return safe === undefined ? [best] : [best, safe];
}

/** The subject does not count: a stage and the service that is built from it have one cause where both point at one place. */
function cause({ rule, at, evidence }: Finding): string {
  return [rule, at.file, at.start, at.end, evidence].join("\0");
}

function byPlace(a: Finding, b: Finding, sources: FileSources): number {
  return (
    compare(sources.name(a.at.file), sources.name(b.at.file)) ||
    a.at.start - b.at.start ||
    compare(a.rule, b.rule) ||
    compare(a.subject.name, b.subject.name) ||
    compare(a.evidence, b.evidence)
  );
}

function sortedProblems(problems: readonly FileProblem[]): readonly FileProblem[] {
  const distinct = new Map(problems.map((one) => [`${one.file}\0${one.line}\0${one.message}`, one]));
  return [...distinct.values()].sort(
    (a, b) => compare(a.file, b.file) || a.line - b.line || compare(a.message, b.message),
  );
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
