import { lstatSync, realpathSync, statSync } from "node:fs";
import path from "node:path";

/** Where a file really is, all symbolic links on the way followed; undefined where nothing is there, or it cannot be known. */
export function realPath(file: string): string | undefined {
  try {
    return realpathSync(file);
  } catch {
    return undefined;
  }
}

/** Whether there is anything of that name, be it a symbolic link that leads nowhere. */
export function isThere(file: string): boolean {
  try {
    return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

/** Whether a path is a directory, or lies below it, by their names alone. Both are absolute. */
export function isWithin(file: string, directory: string): boolean {
  const way = path.relative(directory, file);
  return way !== ".." && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
}

/** The directory that a path names, or that of the file that it names. */
export function directoryOf(file: string): string {
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() === true ? file : path.dirname(file);
}
