import path from "node:path";
import { type Printable, printable, shown } from "../analysis/text/printable.ts";
import type { Analyst } from "./analyst.ts";
import type { Allowed, FixLimits } from "./best-fix.ts";
import { counted } from "./counted.ts";
import type { Entry } from "./entries.ts";
import { pathOf } from "./file-names.ts";
import { type Analyse, fixProjects } from "./fix.ts";
import type { FileSources } from "./sources.ts";
import type { Terminal } from "./terminal.ts";
import { printedDiff } from "./unified-diff.ts";
import { writeChanged } from "./write-file.ts";

/** What fixing is given: what to fix, where its texts are, and how far to go. */
export interface Fixing {
  readonly entries: readonly Entry[];
  readonly analyst: Analyst;
  readonly sources: FileSources;
  readonly allowed: Allowed;
  /** The current directory; files below it and beside what is checked are the user's own. */
  readonly cwd: string;
}

/**
 * Fixes every entry, then writes each changed file once, and says how many, and what could not be fixed. Returns why files were not written; those keep
 * their findings.
 */
export async function fixAndWrite(fixing: Fixing, say: (line: Printable) => void): Promise<readonly string[]> {
  const { sources } = fixing;
  const { unwritten, refused } = await fixTexts(fixing);
  let written = 0;
  for (const one of sources.changed()) {
    const why = await writeChanged(one);
    if (why === undefined) {
      written++;
    } else {
      unwritten.push(`${sources.name(one.uri)} ${why}; nothing in it was fixed`);
      sources.restore(one.uri);
    }
  }
  if (written > 0) say(shown`Fixed ${counted(written, "file")}.`);
  for (const message of refused) say(printable(message));
  return unwritten;
}

/** Prints what the fixes would change; writes no file. */
export async function printDiff(fixing: Fixing, terminal: Terminal): Promise<void> {
  const { sources } = fixing;
  const { unwritten, refused } = await fixTexts(fixing);
  const changed = sources.changed();
  for (const { uri, before, after } of changed) terminal.write(printedDiff(sources.name(uri), before, after));
  for (const message of unwritten) terminal.warn(shown`bulkhead: ${printable(message)}`);
  for (const message of refused) terminal.warn(printable(message));
  terminal.warn(changed.length > 0 ? shown`${counted(changed.length, "file")} would change.` : shown`No fix to apply.`);
}

/** Fixes every entry in the sources. Returns why files were put back, and why fixes were refused. */
async function fixTexts({ entries, analyst, sources, allowed, cwd }: Fixing): Promise<{
  readonly unwritten: string[];
  readonly refused: readonly string[];
}> {
  const projects = entries.map(
    (entry): Analyse =>
      () =>
        analyst.analyse(entry, sources),
  );
  const { putBack, refused } = await fixProjects(projects, sources, { allowed, isOwn: ownFiles(entries, cwd) });
  const unwritten = putBack.map(
    (uri) => `${sources.name(uri)} is as it was: its fixes do not fit those of a file that it shares a project with`,
  );
  return { unwritten, refused };
}

function ownFiles(entries: readonly Entry[], cwd: string): FixLimits["isOwn"] {
  const directories = new Set([
    cwd,
    ...entries.flatMap(({ uris }) => uris.map((uri) => path.dirname(pathOf(uri) ?? cwd))),
  ]);
  return (uri) => {
    for (let at = pathOf(uri); at !== undefined && at !== path.dirname(at); ) {
      at = path.dirname(at);
      if (directories.has(at)) return true;
    }
    return false;
  };
}
