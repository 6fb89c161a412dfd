import type { ComposeRelease } from "../../facts/engine.ts";

/** How Compose is called for a project, beside the files that it is given. URIs all. */
export interface Invocation {
  /** Whether the files are all there is, as with `-f`: neither an override beside them counts nor what `COMPOSE_FILE` in `.env` names. */
  readonly exact?: boolean;
  /** The project's directory, as `--project-directory` says; where it is left out, that of the first file. */
  readonly directory?: string;
  /** What is read in the place of the directory's `.env`, as `--env-file` says. */
  readonly envFiles?: readonly string[];
}

/** How Compose is called, and which. */
export interface Caller extends Invocation, ComposeRelease {}
