import type { Invocation } from "../analysis/compose/project/invocation.ts";

/** What is analysed together. */
export interface Entry {
  /** One file that stands for its project, or several in the order in which they are merged. */
  readonly uris: readonly [string, ...string[]];
  /** How Compose would be called for them. */
  readonly invocation: Invocation;
  /** Whether a walk met the file, so that nobody said that it is one to check. */
  readonly found: boolean;
}
