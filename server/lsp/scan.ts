import type { CancellationToken, WorkDoneProgressReporter } from "vscode-languageserver";
import type { Limited } from "../analysis/run/load.ts";
import { baseName } from "../analysis/text/uri.ts";
import type { Documents, Snapshot } from "./documents.ts";
import type { FileOverview, Scan } from "./extension-protocol.ts";
import type { ShownFindings } from "./findings.ts";
import { joined, overviewOf } from "./overview.ts";
import { keyOf } from "./uri.ts";

/** Analyses files that need not be open, one after the other, and tells how far it is. What was found before it was cancelled is kept. */
export async function scan(
  uris: readonly string[],
  documents: Documents,
  limited: Limited,
  progress: WorkDoneProgressReporter,
  token: CancellationToken,
): Promise<Scan> {
  const overviews: FileOverview[] = [];
  let looked = 0;
  let failed = 0;
  for (const [index, uri] of uris.entries()) {
    // Lets the request to cancel in, which would wait behind a long run of analyses otherwise.
    await new Promise((done) => setTimeout(done, 0));
    if (token.isCancellationRequested) break;
    progress.report((100 * index) / uris.length, baseName(uri));
    const snapshot = await documents.once(uri);
    if (snapshot?.failure?.message !== undefined) failed += 1;
    // A file that Compose would not read is in force nowhere.
    if (!snapshot || snapshot.analysis.kind === "other" || snapshot.analysis.unused !== undefined) continue;
    looked += 1;
    try {
      overviews.push(...limited(() => byFile(snapshot).flatMap((shown) => overviewOf(shown, documents) ?? [])));
    } catch {
      failed += 1;
    }
  }
  return { looked, failed, cancelled: token.isCancellationRequested, files: joined(overviews) };
}

/** What an analysis says, apart by the files that it says it of. */
function byFile(snapshot: Snapshot): readonly ShownFindings[] {
  const { findings } = snapshot.analysis;
  const files = new Map([snapshot.uri, ...findings.map(({ at }) => at.file)].map((file) => [keyOf(file), file]));
  return [...files].map(([key, file]) => ({
    own: { ...snapshot, uri: file },
    findings: findings.filter(({ at }) => keyOf(at.file) === key).map((value) => ({ value, snapshot })),
    inputErrors: [],
  }));
}
