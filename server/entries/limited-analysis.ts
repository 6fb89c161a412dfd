import type { Analysis } from "../analysis/run/analysis.ts";
import type { Limited } from "../analysis/run/load.ts";

/** An analysis whose fixes are limited as it was itself. */
export function limitedAnalysis(analysis: Analysis, limited: Limited): Analysis {
  const { edits, fixes } = analysis;
  return { ...analysis, edits: (fix) => limited(() => edits(fix)), fixes: (finding) => limited(() => fixes(finding)) };
}
