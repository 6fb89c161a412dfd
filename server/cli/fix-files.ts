import type { Analyst } from "./analyst.ts";
import { counted } from "./counted.ts";
import type { Entry } from "./entries.ts";
import { type Allowed, type Analyse, fixProjects } from "./fix.ts";
import type { FileSources } from "./sources.ts";
import type { Terminal } from "./terminal.ts";
import { unifiedDiff } from "./unified-diff.ts";
import { writeChanged } from "./write-file.ts";

/** What fixing is given: what to fix, where its texts are, and how far to go. */
export interface Fixing {
  readonly entries: readonly Entry[];
  readonly analyst: Analyst;
  readonly sources: FileSources;
  readonly allowed: Allowed;
}

/** Fixes every entry, then writes each changed file once, and says how many. Returns why files were not fixed; those keep their findings. */
export async function fixAndWrite(fixing: Fixing, say: (line: string) => void): Promise<readonly string[]> {
  const { sources } = fixing;
  const unwritten = await fixTexts(fixing);
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
  if (written > 0) say(`Fixed ${counted(written, "file")}.`);
  return unwritten;
}

/** Prints what the fixes would change; writes no file. */
export async function printDiff(fixing: Fixing, terminal: Terminal): Promise<void> {
  const { sources } = fixing;
  const unfixed = await fixTexts(fixing);
  const changed = sources.changed();
  for (const { uri, before, after } of changed) terminal.write(unifiedDiff(sources.name(uri), before, after));
  for (const message of unfixed) terminal.warn(`bulkhead: ${message}`);
  terminal.warn(changed.length > 0 ? `${counted(changed.length, "file")} would change.` : "No fix to apply.");
}

/** Fixes every entry in the sources. Returns why files are as they were although there are fixes for them. */
async function fixTexts({ entries, analyst, sources, allowed }: Fixing): Promise<string[]> {
  const projects = entries.map(
    (entry): Analyse =>
      () =>
        analyst.analyse(entry, sources),
  );
  const putBack = await fixProjects(projects, sources, allowed);
  return putBack.map(
    (uri) => `${sources.name(uri)} is as it was: its fixes do not fit those of a file that it shares a project with`,
  );
}
