import type { Printable } from "../text/printable.ts";
import type { Counts } from "./check-answer.ts";

/** What fixing a file would change. Nothing is written. */
export interface FixAnswer {
  readonly file: Printable;
  readonly changes: readonly AnsweredChange[];
  readonly before: Counts;
  readonly after: Counts;
  readonly notFixed: readonly Printable[];
  readonly leftOut: { readonly changes: number; readonly notFixed: number };
}

/** A difference of one file. `applies` is false where it is only to be read. */
export interface AnsweredChange {
  readonly file: Printable;
  readonly diff: Printable;
  readonly applies: boolean;
}
