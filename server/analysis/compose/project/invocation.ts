import type { ComposeRelease } from "../../facts/engine.ts";

/** How Compose is called for a project, beside the files that it is given. URIs all. */
export interface Invocation {
  /**
   * The outermost directory that Compose may be called in: `COMPOSE_FILE` counts in the `.env` of this one and of those down to the entry's. Only in the
   * entry's own where it is left out.
   */
  readonly outermost?: string;
  /** Whether the files are all there is, as with `-f`: neither an override beside them counts nor what `COMPOSE_FILE` in `.env` names. */
  readonly exact?: boolean;
  /** The project's directory, as `--project-directory` says; where it is left out, that of the first file. */
  readonly directory?: string;
  /** What is read in the place of the directory's `.env`, as `--env-file` says. */
  readonly envFiles?: readonly string[];
}

/** How Compose is called, and which. */
export interface Caller extends Invocation, ComposeRelease {}
