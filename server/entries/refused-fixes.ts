import type { Finding } from "../analysis/model/finding.ts";
import { type Analysis, unreadIn } from "../analysis/run/analysis.ts";
import { allowedFixes, bestFix, type FixLimits } from "../analysis/run/best-fix.ts";
import { Lines } from "../analysis/text/lines.ts";
import { plural } from "../analysis/text/plural.ts";
import type { FileSources } from "./sources.ts";

/**
 * Why findings are left although a fix of theirs is allowed or would be but for what the container would lose, a sentence for each file and reason: a part of the file has to be mended first, the fix would change
 * more than it says, as where services share what is written, or it would change a file that is not the user's own.
 */
export function refusedFixes(analysis: Analysis, sources: FileSources, limits: FixLimits): readonly string[] {
  const refused = new Map<string, number>();
  for (const finding of analysis.findings) {
    const reason = reasonFor(finding, analysis, sources, limits);
    if (reason === undefined) continue;
    const where = `in ${sources.name(finding.at.file)} not fixed: ${reason}.`;
    refused.set(where, (refused.get(where) ?? 0) + 1);
  }
  return [...refused].map(([where, count]) => `${plural(count, "finding")} ${where}`);
}

function reasonFor(
  finding: Finding,
  analysis: Analysis,
  sources: FileSources,
  { allowed, foreign }: FixLimits,
): string | undefined {
  if (allowedFixes(finding, allowed).length === 0) {
    const left = allowed === "sure" ? finding.fixes.find(({ alone }) => alone !== undefined) : undefined;
    return left?.alone;
  }
  const best = bestFix(analysis, finding, allowed);
  for (const { file } of best?.edits ?? []) {
    const why = foreign(file);
    if (why !== undefined) return `${sources.name(file)} ${why}`;
  }
  if (best) return undefined;
  const wrong = unreadIn(analysis).find(({ at }) => at.file === finding.at.file);
  if (wrong === undefined) return "no edit makes of the file just what the fix says";
  const { line } = new Lines(sources.text(finding.at.file) ?? "").positionAt(wrong.at.start);
  return `line ${line + 1} has to be mended first, ${wrong.message}`;
}
