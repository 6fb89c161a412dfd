import type { Dirent } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import path from "node:path";
import type { FileProblem } from "../analysis/report/report.ts";
import { nameOf, uriOf } from "./file-names.ts";
import { type IgnoreRules, isIgnored, rulesAbove, rulesIn } from "./ignore-files.ts";

/** Directories that hold other people's code or a tool's own files. */
export const SKIPPED: ReadonlySet<string> = new Set([
  ".bulkhead-cache",
  ".git",
  ".hg",
  ".svn",
  ".terraform",
  ".tox",
  ".venv",
  "__pycache__",
  "bower_components",
  "node_modules",
  "site-packages",
  "vendor",
  "venv",
]);

/** The files below a directory, in order of their names, and what could not be read on the way. */
export interface Found {
  readonly files: readonly string[];
  readonly problems: readonly FileProblem[];
}

/**
 * Finds the files below a directory whose names are wanted, without those that ignore files leave out.
 * Directories behind symbolic links are not entered, and a file that is reached by several links is found once.
 */
export async function findFiles(directory: string, wanted: (name: string) => boolean, cwd: string): Promise<Found> {
  const files = new Map<string, string>();
  const problems: FileProblem[] = [];
  const waiting: { readonly directory: string; readonly above: IgnoreRules }[] = [
    { directory, above: await rulesAbove(directory) },
  ];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const listing = await entriesOf(next.directory);
    if (listing === undefined) {
      problems.push({
        file: nameOf(uriOf(next.directory, cwd), cwd),
        line: 1,
        message: "this directory cannot be read",
      });
      continue;
    }
    const rules = await rulesIn(next.directory, next.above);
    for (const entry of listing) {
      const full = path.join(next.directory, entry.name);
      if (isIgnored(rules, full, entry.isDirectory())) continue;
      if (entry.isDirectory() && !SKIPPED.has(entry.name)) waiting.push({ directory: full, above: rules });
      if (entry.isDirectory() || !wanted(entry.name)) continue;
      const real = entry.isSymbolicLink() ? await fileBehind(full) : full;
      if (real !== undefined && (real === full || !files.has(real))) files.set(real, full);
    }
  }
  return { files: [...files.values()].sort(), problems };
}

async function entriesOf(directory: string): Promise<readonly Dirent[] | undefined> {
  try {
    return await readdir(directory, { withFileTypes: true });
  } catch {
    // Missing rights, or removed since its parent was listed: the caller tells the user.
    return undefined;
  }
}

/** The file that a symbolic link leads to; undefined for a directory and for a link that leads nowhere. */
async function fileBehind(link: string): Promise<string | undefined> {
  try {
    const real = await realpath(link);
    return (await stat(real)).isDirectory() ? undefined : real;
  } catch {
    return undefined;
  }
}
