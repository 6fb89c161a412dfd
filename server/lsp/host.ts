import type { Limited, load } from "../analysis/run/load.ts";

/** What the place that the server runs in gives it. */
export interface Host {
  /** Reads a file that is not open; null where it cannot be read. Never rejects. */
  read(uri: string): Promise<string | null>;
  /** The analysis: handed in, so that a test can give one that fails. */
  readonly load: typeof load;
  /** Makes what ends work that takes longer than so many milliseconds; left out where the place has no means to. */
  readonly timeLimit?: (milliseconds: number) => Limited;
  /** Resolves when the client has taken what was written to it; left out where nobody can tell. */
  readonly written?: () => Promise<void>;
}
