import type { Place } from "../../text/span.ts";

/** Something that can be written where the cursor is. */
export interface Item {
  /** What is written. Lines behind the first are indented as if the first stood at the margin. */
  readonly text: string;
  /** What the list shows, where that is not what is written. */
  readonly label?: string;
  /** A few words beside it; a choice that takes a wall down starts with a warning sign. */
  readonly detail: string;
  /** Markdown. */
  readonly documentation?: string;
}

/** What can be written at `at`, the best choices first. `at` is the word that the cursor is in, which is replaced. */
export interface Completion {
  readonly at: Place;
  readonly items: readonly Item[];
}
