import type { Fix } from "../model/change.ts";
import type { Finding } from "../model/finding.ts";
import type { Analysis } from "./analysis.ts";

/** `safe` fixes are those that a correct container cannot notice, `sure` ones also those of high confidence, and `any` those that a person has to look at. */
export type Allowed = "safe" | "sure" | "any";

/** How far fixing goes: which fixes it applies, and which files it may change. What else a project names is only read. */
export interface FixLimits {
  readonly allowed: Allowed;
  /** Why a file may not be changed, to go on after its name; undefined where it may. */
  foreign(uri: string): string | undefined;
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

/** A fix without a confidence takes away what is wrong, and counts as one of high confidence. What is made by itself only is left to people. */
function isAllowed({ safe, confidence = "high", alone }: Fix, allowed: Allowed): boolean {
  if (allowed === "any") return true;
  return alone === undefined && (safe || (allowed === "sure" && confidence === "high"));
}
