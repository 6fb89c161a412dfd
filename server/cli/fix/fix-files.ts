import path from "node:path";
import { setImmediate } from "node:timers/promises";
import { printedDiff } from "../../analysis/report/unified-diff.ts";
import type { Allowed, FixLimits } from "../../analysis/run/best-fix.ts";
import { plural } from "../../analysis/text/plural.ts";
import { type Printable, printable, shown } from "../../analysis/text/printable.ts";
import type { Analyzer } from "../../entries/analyzer.ts";
import type { Entry } from "../../entries/entry.ts";
import { uriOf } from "../../entries/file-names.ts";
import { type Analyse, fixProjects } from "../../entries/fix.ts";
import { limitedAnalysis } from "../../entries/limited-analysis.ts";
import type { FileSources } from "../../entries/sources.ts";
import { FIXING } from "../../limits/budget.ts";
import { whyFailed } from "../../limits/failure.ts";
import { sharedLimit } from "../../limits/time-limit.ts";
import type { Terminal } from "../output/terminal.ts";
import { OwnFiles } from "./own-files.ts";

/** What fixing is given: what to fix, where its texts are, and how far to go. */
export interface Fixing {
  readonly entries: readonly Entry[];
  readonly analyzer: Analyzer;
  readonly sources: FileSources;
  readonly allowed: Allowed;
  readonly cwd: string;
}

/**
 * Fixes every entry, then writes each changed file once, and says how many, and what could not be fixed. Returns why files were not written; those keep
 * their findings.
 */
export async function fixAndWrite(fixing: Fixing, say: (line: Printable) => void): Promise<readonly string[]> {
  const { entries, sources, cwd } = fixing;
  const own = new OwnFiles(entries, cwd);
  // Most runs write nothing, and hashes take long to load.
  const [{ writeChanged }, { removeLeftBehind }] = await Promise.all([
    import("./write-file.ts"),
    import("../../disk/temporary-files.ts"),
  ]);
  const { unwritten, refused } = fixTexts(fixing, own);
  const strange = own.directoriesOf(sources.opened()).flatMap((directory) => {
    return removeLeftBehind(directory).map((name) => sources.name(uriOf(path.join(directory, name), cwd)));
  });
  let written = 0;
  for (const one of sources.changed()) {
    // Whoever wants to end the run gets a chance between two files.
    await setImmediate();
    const why = writeChanged(one, own);
    if (why === undefined) {
      written++;
    } else {
      unwritten.push(`${sources.name(one.uri)} ${why}; nothing in it was fixed`);
      sources.restore(one.uri);
    }
  }
  if (written > 0) say(shown`Fixed ${plural(written, "file")}.`);
  for (const message of refused) say(printable(message));
  for (const file of strange) {
    say(shown`${printable(file)} was left by a run that was broken off, and holds what somebody saved meanwhile.`);
  }
  return unwritten;
}

/** Prints what the fixes would change; writes no file. */
export async function printDiff(fixing: Fixing, terminal: Terminal): Promise<void> {
  const { entries, sources, cwd } = fixing;
  const { unwritten, refused } = fixTexts(fixing, new OwnFiles(entries, cwd));
  const changed = sources.changed();
  for (const { uri, before, after } of changed) terminal.write(printedDiff(sources.name(uri), before, after));
  for (const message of unwritten) terminal.warn(shown`bulkhead: ${printable(message)}`);
  for (const message of refused) terminal.warn(printable(message));
  terminal.warn(changed.length > 0 ? shown`${plural(changed.length, "file")} would change.` : shown`No fix to apply.`);
}

/** Fixes every entry in the sources. Returns why files were put back, and why fixes were refused. */
function fixTexts(
  { entries, analyzer, sources, allowed }: Fixing,
  own: OwnFiles,
): { readonly unwritten: string[]; readonly refused: readonly string[] } {
  const projects = new Map(
    entries.map((entry): readonly [Analyse, Entry] => {
      const limited = sharedLimit(FIXING);
      return [() => limitedAnalysis(analyzer.analyse(entry, sources, limited), limited), entry];
    }),
  );
  const limits: FixLimits = { allowed, foreign: (uri) => own.refusal(uri) };
  const { putBack, refused, failed } = fixProjects([...projects.keys()], sources, limits);
  const unwritten = putBack.map(
    (uri) => `${sources.name(uri)} is as it was: its fixes do not fit those of a file that it shares a project with`,
  );
  const unfixed = [...failed].map(([analyse, error]) => {
    const uri = projects.get(analyse)?.uris[0] ?? "";
    return `${sources.name(uri)} could not be checked, so that nothing in it was fixed: ${whyFailed(error)}`;
  });
  return { unwritten: [...unwritten, ...unfixed], refused };
}
