import type { Spoken } from "./spoken-body.ts";

/** What the program made of one command line: what it sent, or that it sent nothing. */
export interface Recorded {
  readonly args: readonly string[];
  readonly sent?: Spoken;
  readonly refused?: boolean;
}

/** All that was recorded of one release. */
export interface Recording {
  readonly version: string;
  readonly cases: readonly Recorded[];
}
