import { realpathSync } from "node:fs";
import os from "node:os";
import { programOnPath } from "../../disk/program.ts";
import { CannotRun } from "../../entries/cannot-run.ts";
import { repositoryOf } from "../input/ignore-files.ts";

/** Asks git and gives its output as text. Throws `CannotRun` with `otherwise` where git does not know. */
export type AskGit = (args: readonly string[], otherwise: string) => Promise<string>;

/** What git prints may name every file of a large repository. */
const LARGEST_OUTPUT = 256 * 1024 * 1024;

/** In milliseconds. Git takes seconds for the largest repositories, and waits for ever for a pipe in the place of one of its files. */
const PATIENCE = 60_000;

/**
 * The git that is asked about the repository around `cwd`, for a caller that asks only of commits, trees, blobs, and what the index lists: none of these
 * looks at a file of the work tree, and so none runs a filter, a diff driver or a text converter. What else a repository or an environment could name is
 * taken away: the file system monitor, hooks, every way to fetch what a partial clone lacks, repositories that are files of another one, and all
 * variables of git's own. There is no shell and no terminal.
 * Sources: https://git-scm.com/docs/git#_environment_variables, https://git-scm.com/docs/git-config (core.fsmonitor, protocol.allow, safe.bareRepository)
 */
export async function gitIn(cwd: string): Promise<AskGit> {
  const program = programOnPath("git", realpathSync(repositoryOf(cwd) ?? cwd));
  if (program === undefined) throw new CannotRun("--since needs git, which is not installed");
  // No other run starts a program.
  const { execFile } = await import("node:child_process");
  const { promisify } = await import("node:util");
  const start = promisify(execFile);
  const options = {
    cwd,
    env: environment(),
    maxBuffer: LARGEST_OUTPUT,
    timeout: PATIENCE,
    killSignal: "SIGKILL",
  } as const;
  return async (args, otherwise) => {
    try {
      return (await start(program, [...GUARDS, ...args], options)).stdout;
    } catch (error) {
      const isKilled = error instanceof Error && "killed" in error && error.killed === true;
      throw new CannotRun(isKilled ? `--since: git gave no answer within ${PATIENCE / 1000} seconds` : otherwise);
    }
  };
}

const SETTINGS = ["core.fsmonitor=false", `core.hooksPath=${os.devNull}`, "safe.bareRepository=explicit"];
const GUARDS = ["--no-pager", "--no-replace-objects", ...SETTINGS.flatMap((setting) => ["-c", setting])];

/** Without git's own variables: they name other repositories, settings and programs. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^GIT_/i.test(name));
  return {
    ...Object.fromEntries(kept),
    // Older versions know only the first of these two; no protocol is called so.
    GIT_ALLOW_PROTOCOL: "none",
    GIT_NO_LAZY_FETCH: "1",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_TERMINAL_PROMPT: "0",
  };
}
