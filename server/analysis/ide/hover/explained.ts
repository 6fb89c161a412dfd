import type { Place } from "../../text/span.ts";

/** What a hover says, and the text it speaks of. */
export interface Explained {
  readonly at: Place;
  readonly markdown: string;
  /** Whether it says more than the documentation of a rule that reports at the same place. */
  readonly specific: boolean;
  /** The id of the rule whose advice it gives itself. */
  readonly covers?: string | undefined;
}
