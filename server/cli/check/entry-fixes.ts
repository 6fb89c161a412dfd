import type { Fix } from "../../analysis/model/change.ts";
import type { Finding } from "../../analysis/model/finding.ts";
import type { Analysis } from "../../analysis/run/analysis.ts";
import { bestFix, type Offered } from "../../analysis/run/best-fix.ts";
import { plural } from "../../analysis/text/plural.ts";
import { FIXES_OF_ENTRY } from "../../limits/budget.ts";
import { stackOf, whyFailed } from "../../limits/failure.ts";
import type { Fixes } from "./outcome.ts";

/**
 * The fixes of one entry's findings, made as long as there is time, which begins with the object. A finding whose fixes fail or come too late stands in
 * the report without any.
 */
export class EntryFixes {
  readonly #analysis: Analysis;
  readonly #wanted: Fixes;
  readonly #patience: number;
  readonly #deadline: number;
  readonly #errors: unknown[] = [];
  #late = 0;

  /** `patience` is in milliseconds. */
  constructor(analysis: Analysis, wanted: Fixes, patience = FIXES_OF_ENTRY) {
    this.#analysis = analysis;
    this.#wanted = wanted;
    this.#patience = patience;
    this.#deadline = performance.now() + patience;
  }

  of(finding: Finding): readonly Offered[] {
    if (this.#wanted === "none" || finding.fixes.length === 0) return [];
    if (performance.now() > this.#deadline) {
      this.#late++;
      return [];
    }
    try {
      return this.#wanted === "all" ? this.#analysis.fixes(finding) : bestFixes(this.#analysis, finding);
    } catch (error) {
      this.#errors.push(error);
      return [];
    }
  }

  /** What is missing, in words. */
  missing(): readonly string[] {
    const [first] = this.#errors;
    const late = `its fixes take longer than ${this.#patience / 1000} s: ${plural(this.#late, "finding")} without any (--no-fixes spares the time)`;
    const failed = `the fixes of ${plural(this.#errors.length, "finding")} could not be made: ${whyFailed(first)}`;
    return [...(this.#late > 0 ? [late] : []), ...(first === undefined ? [] : [failed])];
  }

  errors(): readonly string[] {
    return this.#errors.map(stackOf);
  }
}

/** The best fix comes first; where `--fix-unsafe` or `--fix` would apply another one, that follows. */
function bestFixes(analysis: Analysis, finding: Finding): readonly Offered[] {
  const best = new Map<Fix, Offered>();
  for (const allowed of ["any", "sure", "safe"] as const) {
    const one = bestFix(analysis, finding, allowed);
    if (one !== undefined && !best.has(one.fix)) best.set(one.fix, one);
    if (one === undefined || one.fix.safe) break;
  }
  return [...best.values()];
}
