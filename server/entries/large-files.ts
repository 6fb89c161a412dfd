import type { ReportedInputError } from "../analysis/report/report.ts";
import type { FileSources } from "./sources.ts";

/** The files that were asked for and are too large to read: an engine may read them, and what they hold nobody looked at. */
export async function largeFiles(sources: FileSources): Promise<readonly ReportedInputError[]> {
  const problems: ReportedInputError[] = [];
  for (const uri of sources.opened()) {
    const opened = await sources.open(uri);
    if (opened.is === "large")
      problems.push({ file: sources.name(uri), line: 1, message: opened.why, unchecked: true });
  }
  return problems;
}
