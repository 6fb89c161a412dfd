import type { Place } from "../text/span.ts";

/**
 * What became of one rule that a comment names: `used` where it covered a finding, `unused` where the rule looked and found nothing there,
 * `unknown` where there is no such rule, and `idle` where the rule did not look: it is off, or the file alone does not tell.
 */
export type AllowState = "used" | "unused" | "unknown" | "idle";

/** A comment `# bulkhead: allow ID[, ID] -- reason`. */
export interface Allow {
  /** The comment from its `#` to its last visible character. */
  readonly at: Place;
  readonly rules: readonly AllowedRule[];
  /** What stands behind `--`; undefined where nothing does. */
  readonly reason: string | undefined;
}

/** One id of the comment. `meant` is the rule that an unknown one most likely names. */
interface AllowedRule {
  readonly id: string;
  readonly at: Place;
  readonly state: AllowState;
  readonly meant?: string;
}
