import { existsSync, mkdirSync, realpathSync, type Stats, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { isWithin } from "../../disk/real-path.ts";
import { CannotRun } from "../../entries/cannot-run.ts";
import { repositoryOf } from "../input/ignore-files.ts";
import type { Terminal } from "../output/terminal.ts";

/**
 * The directory that results are kept in, which is made where there is none; undefined where it cannot be made, which costs time and nothing else.
 * Whoever can write there can write the report. So it never lies in what is checked, be it by its name or behind symbolic links, it is nobody else's,
 * and nobody else may write to it: else this throws `CannotRun`. `named` is what the command line says, `checked` the files and directories it names.
 */
export function cacheDirectory(
  named: string | undefined,
  checked: readonly string[],
  { cwd, env }: Pick<Terminal, "cwd" | "env">,
): string | undefined {
  const wanted = named === undefined ? ownCacheDirectory(env, process.platform) : path.resolve(cwd, named);
  const trees = [cwd, ...checked.map((one) => path.resolve(cwd, withoutPattern(one)))].flatMap((one) => {
    const root = repositoryOf(one);
    return root === undefined ? [one] : [one, root];
  });
  for (const tree of new Set(trees)) {
    if (isWithin(wanted, tree) || isWithin(realOf(wanted), realOf(tree))) {
      const advice = named === undefined ? "--cache-location puts it elsewhere" : "name another --cache-location";
      throw new CannotRun(`the cache ${wanted} lies in what is checked, which could forge it: ${advice}`);
    }
  }
  const about = made(wanted);
  if (about === undefined) return undefined;
  if (process.getuid !== undefined && about.uid !== process.getuid())
    throw new CannotRun(`the cache ${wanted} belongs to another user, who could forge it`);
  if (process.platform !== "win32" && (about.mode & 0o022) !== 0)
    throw new CannotRun(`the cache ${wanted} may be written by other users, who could forge it`);
  return realOf(wanted);
}

/**
 * Where a system keeps what a user's programs can do without.
 * Sources: https://specifications.freedesktop.org/basedir-spec/latest/, https://developer.apple.com/library/archive/documentation/FileManagement/Conceptual/FileSystemProgrammingGuide/FileSystemOverview/FileSystemOverview.html
 */
export function ownCacheDirectory(env: Terminal["env"], platform: NodeJS.Platform): string {
  const home = env["HOME"] || os.homedir();
  const base =
    platform === "win32"
      ? absolute(env["LOCALAPPDATA"]) || path.join(home, "AppData", "Local")
      : platform === "darwin"
        ? path.join(home, "Library", "Caches")
        : absolute(env["XDG_CACHE_HOME"]) || path.join(home, ".cache");
  return path.join(base, "bulkhead");
}

/** The specification has relative paths ignored. */
function absolute(directory: string | undefined): string | undefined {
  return directory !== undefined && path.isAbsolute(directory) ? directory : undefined;
}

/** The directory that a pattern begins with; other paths as they are. */
function withoutPattern(name: string): string {
  const special = name.search(/[*?[\]{}]/);
  return special < 0 || existsSync(name) ? name : name.slice(0, name.lastIndexOf("/", special) + 1);
}

function made(directory: string): Stats | undefined {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    return statSync(directory);
  } catch {
    return undefined;
  }
}

/** The path without symbolic links, as far as it is there. */
function realOf(file: string): string {
  const parent = path.dirname(file);
  return existsSync(file) || parent === file ? realpathSync(file) : path.join(realOf(parent), path.basename(file));
}
