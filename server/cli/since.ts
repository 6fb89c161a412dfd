import path from "node:path";
import { SETTINGS_FILES } from "../analysis/settings.ts";
import type { EntryOutcome } from "./entry-check.ts";
import { CannotRun } from "./terminal.ts";

/** Tells whether a change touches what the result for an entry hangs on. Files are named as in the output. */
export type IsTouched = (result: Pick<EntryOutcome, "file" | "asked">) => boolean;

/**
 * What changed since a commit: in the commits since the one that both have in common, in the index, in the working tree, and as new files.
 * Throws `CannotRun` where there is no repository, no such commit, or no history in common.
 */
export async function changedSince(ref: string, cwd: string): Promise<IsTouched> {
  const git = gitIn(cwd);
  const prefix = (await git(["rev-parse", "--show-prefix"], "--since needs a git repository")).replace(/\n$/, "");
  const named = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`];
  const commit = (await git(named, `--since: git knows no commit "${ref}"`)).trim();
  const apart = `--since: "${ref}" has no history in common with HEAD; fetch more of it`;
  const base = (await git(["merge-base", commit, "HEAD"], apart)).trim();
  const failed = "--since: git could not list the changes";
  const diff = ["diff", "--name-only", "--no-renames", "--no-ext-diff", "--no-textconv", "--ignore-submodules", "-z"];
  const tracked = await git([...diff, base, "--"], failed);
  const untracked = await git(["ls-files", "--others", "--exclude-standard", "--full-name", "-z", "--", ":/"], failed);
  const paths = `${tracked}${untracked}`.split("\0").filter((name) => name !== "");
  return touching(paths.map((name) => path.posix.relative(prefix, name)));
}

/** Settings hold for every entry below them. */
function touching(changed: readonly string[]): IsTouched {
  const files = new Set(changed);
  const names: readonly string[] = SETTINGS_FILES;
  const settings = changed.filter((file) => names.includes(path.posix.basename(file)));
  return ({ file, asked }) =>
    asked.some((one) => files.has(one)) || settings.some((one) => isBelow(file, path.posix.dirname(one)));
}

function isBelow(file: string, directory: string): boolean {
  const relative = path.posix.relative(directory, file);
  return relative !== ".." && !relative.startsWith("../");
}

/** What git prints may name every file of a large repository. */
const LARGEST_OUTPUT = 256 * 1024 * 1024;

/**
 * Runs git without a shell, without a terminal to ask on, without the network, and without the programs that a repository's own settings name.
 * Source: https://git-scm.com/docs/git-config#Documentation/git-config.txt-corefsmonitor
 */
function gitIn(cwd: string): (args: readonly string[], otherwise: string) => Promise<string> {
  const env = { ...process.env, GIT_OPTIONAL_LOCKS: "0", GIT_TERMINAL_PROMPT: "0", GIT_NO_LAZY_FETCH: "1" };
  return async (args, otherwise) => {
    // No other run starts a program.
    const { execFile } = await import("node:child_process");
    const { promisify } = await import("node:util");
    try {
      const all = ["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", ...args];
      return (await promisify(execFile)("git", all, { cwd, env, maxBuffer: LARGEST_OUTPUT })).stdout;
    } catch (error) {
      const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
      throw new CannotRun(isMissing ? "--since needs git, which is not installed" : otherwise);
    }
  };
}
