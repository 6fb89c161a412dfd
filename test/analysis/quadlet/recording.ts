import type { Units } from "./cases.ts";

/** What Podman's generator makes of the units of a directory. */
export interface Recorded {
  readonly units: Units;
  /** The words of `ExecStart` of each service, by its name without `.service`; `DIR` is the directory of the units. */
  readonly services: Readonly<Record<string, readonly string[]>>;
  /** What it says of those that it makes none of. */
  readonly refused: readonly string[];
}

export interface Recording {
  /** The release of the package that the generator came with. */
  readonly version: string;
  readonly cases: readonly Recorded[];
}
