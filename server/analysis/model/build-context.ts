import type { Place } from "../text/span.ts";
import type { Part } from "../text/wording.ts";

/** A file that surely holds a secret and that lies in a build's context. `path` is relative to the context, with `/` between its parts. */
export interface SecretFile {
  readonly path: string;
  /** How a message calls it: `.env (it sets DB_PASSWORD)`. */
  readonly what: Part;
  /** Where a Compose file names it. */
  readonly at?: Place;
}

/** The directory that a build sends to the engine, as far as files that are named tell; it is never listed. */
export interface BuildContext {
  readonly secretFiles: readonly SecretFile[];
  /** Paths that were read and hold no secret, though their names are those of secret files. */
  readonly harmlessFiles: readonly string[];
  /** Whether the ignore file keeps a path out. Always false where there is none. */
  ignores(path: string): boolean;
}
