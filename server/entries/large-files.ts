import type { ReportedInputError } from "../analysis/report/report.ts";
import type { FileSources } from "./sources.ts";

/** The files that were asked for and are too large to read: an engine may read them, and what they hold nobody looked at. */
export function largeFiles(sources: FileSources): readonly ReportedInputError[] {
  return sources.opened().flatMap((uri): readonly ReportedInputError[] => {
    const opened = sources.open(uri);
    return opened.is === "large" ? [{ file: sources.name(uri), line: 1, message: opened.why, unchecked: true }] : [];
  });
}
