import { glob } from "tinyglobby";

/** The files that a pattern matches, as absolute paths; nothing below directories of the names in `skipped`, nor behind links to directories. */
export function filesMatching(pattern: string, skipped: Iterable<string>, cwd: string): Promise<readonly string[]> {
  const ignore = [...skipped].map((directory) => `**/${directory}/**`);
  return glob(pattern, { cwd, ignore, dot: true, absolute: true, followSymbolicLinks: false });
}
