import type { Dirent } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import path from "node:path";
import type { ReportedInputError } from "../../analysis/report/report.ts";
import { SKIPPED } from "../../analysis/text/skipped-directories.ts";
import { codeOf } from "../../disk/system-error.ts";
import { nameOf, uriOf } from "../../entries/file-names.ts";
import { IgnoreFiles, type IgnoreRules, isIgnored } from "./ignore-files.ts";

/** The files below a directory, in order of their names, and what could not be read on the way. */
export interface Found {
  readonly files: readonly string[];
  readonly problems: readonly ReportedInputError[];
}

/** What a walk looks for, by name. */
export interface Wanted {
  /** Whether a file of this name in a directory of that name is to be found. */
  isCandidate(name: string, directory: string): boolean;
  /** Whether a file of that name is looked for by itself, so that a directory in its place is told of. */
  isDefaultName(name: string): boolean;
}

/**
 * Finds the files below a directory whose names are wanted, without those that ignore files leave out.
 * Directories behind symbolic links are not entered, and a file that is reached by several links is found once. What is gone before it is looked at is
 * no problem; what is there and is no file is one.
 */
export async function findFiles(directory: string, wanted: Wanted, cwd: string): Promise<Found> {
  const files = new Map<string, string>();
  const problems: ReportedInputError[] = [];
  const tell = (file: string, message: string): void =>
    void problems.push({ file: nameOf(uriOf(file, cwd), cwd), line: 1, message });
  const ignoreFiles = new IgnoreFiles(cwd);
  const waiting: { readonly directory: string; readonly above: IgnoreRules }[] = [
    { directory, above: ignoreFiles.rulesAbove(directory) },
  ];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const listing = await entriesOf(next.directory);
    if (listing === undefined) {
      tell(next.directory, "this directory cannot be read");
      continue;
    }
    const rules = ignoreFiles.rulesIn(next.directory, next.above);
    for (const entry of listing) {
      const full = path.join(next.directory, entry.name);
      if (isIgnored(rules, full, entry.isDirectory())) continue;
      if (entry.isDirectory() && !SKIPPED.has(entry.name)) waiting.push({ directory: full, above: rules });
      if (!wanted.isCandidate(entry.name, path.basename(next.directory))) continue;
      const behind = await behindEntry(entry, full);
      if ("file" in behind) {
        if (behind.file === full || !files.has(behind.file)) files.set(behind.file, full);
      } else if (behind.problem !== undefined && (wanted.isDefaultName(entry.name) || !behind.isDirectory)) {
        tell(full, behind.problem);
      }
    }
  }
  return { files: [...files.values()].sort(), problems: [...problems, ...ignoreFiles.problems] };
}

/** Undefined where a directory may not be read; one that was removed since its parent was listed is empty. */
async function entriesOf(directory: string): Promise<readonly Dirent[] | undefined> {
  try {
    return await readdir(directory, { withFileTypes: true });
  } catch (error) {
    return codeOf(error) === "ENOENT" ? [] : undefined;
  }
}

/** The file that an entry of a directory is or leads to, or what it is instead; without a problem where it is gone. */
type Behind = { readonly file: string } | { readonly problem: string | undefined; readonly isDirectory: boolean };

async function behindEntry(entry: Dirent, full: string): Promise<Behind> {
  const directory: Behind = { problem: "is a directory", isDirectory: true };
  if (entry.isDirectory()) return directory;
  if (!entry.isSymbolicLink()) return { file: full };
  try {
    const real = await realpath(full);
    return (await stat(real)).isDirectory() ? directory : { file: real };
  } catch (error) {
    return { problem: brokenLink(codeOf(error)), isDirectory: false };
  }
}

function brokenLink(code: string): string {
  if (code === "ELOOP") return "is a symbolic link that leads to itself";
  if (code === "EACCES") return "is a symbolic link that may not be followed: permission denied";
  return "is a symbolic link that leads nowhere";
}
