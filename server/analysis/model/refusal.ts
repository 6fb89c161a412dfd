import type { Place } from "../text/span.ts";
import type { Change } from "./change.ts";

/**
 * Something for which Compose or BuildKit refuses the whole of what it is given, so that no container runs and no image is built. `because` is a clause
 * that names what is wrong, without a full stop.
 */
export interface Refusal {
  readonly at: Place;
  readonly by: "Compose" | "BuildKit";
  readonly because: string;
  /** The service that it is about; left out where it is about more or less than one. */
  readonly service?: string;
  /** What makes it right, where that is plain. */
  readonly mend?: Mend;
}

/** A change that takes a refusal away, and what it does in words. */
export interface Mend {
  readonly title: string;
  readonly changes: readonly Change[];
  /** Set where it is a guess at what was meant. */
  readonly isGuess?: true;
}

/** A refusal as a sentence. */
export function refusalText({ by, because }: Refusal): string {
  return `${by} refuses the ${by === "Compose" ? "project" : "Dockerfile"}: ${because}.`;
}
