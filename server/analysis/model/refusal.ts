import type { Place } from "../text/span.ts";
import type { Change } from "./change.ts";

/** What each of those who refuse is given. */
const GIVEN = {
  Compose: "project",
  "docker stack deploy": "stack",
  BuildKit: "Dockerfile",
  Quadlet: "unit",
  dockerd: "file",
} as const;

/**
 * Something for which Compose, `docker stack deploy`, BuildKit, Quadlet or dockerd refuses the whole of what it is given, so that no container runs and no image is built. `because` is a clause
 * that names what is wrong, without a full stop.
 */
export interface Refusal {
  readonly at: Place;
  readonly by: keyof typeof GIVEN;
  readonly because: string;
  /** The service that it is about; left out where it is about more or less than one. */
  readonly service?: string;
  /** Set where the text itself cannot be read: nobody knows what else it holds, and nothing can be mended before. */
  readonly unreadable?: true;
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
  return `${by} refuses the ${GIVEN[by]}: ${because}.`;
}
