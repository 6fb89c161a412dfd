import { type Printable, printable } from "../text/printable.ts";
import { jsonText, Streamed } from "./json-stream.ts";
import type { Location } from "./location.ts";
import type { Report, ReportedFinding } from "./report.ts";

/** The version of the format below, 2 since what Compose and BuildKit refuse stands among the findings; it rises when a field changes its meaning or goes away. */
export const VERSION = 2;

/**
 * The report as `check --format json` prints it, in pieces; `docs/check.schema.json` describes it. What is said to people is printable behind a parser too; names
 * of files and texts of edits are as they are, since programs open and apply them.
 */
export function jsonReport(report: Report): Iterable<Printable> {
  const { findings, problems, files, looked, skipped, baseline, hidden, shard } = report;
  return jsonText({
    version: VERSION,
    findings: new Streamed(mapped(findings, (one) => findingJson(one, shard !== undefined))),
    problems: problems.map(({ file, line, message, unchecked }) => ({
      file,
      line,
      message: printable(message),
      unchecked,
    })),
    files,
    skipped: skipped.length === 0 ? undefined : skipped.map(({ file, why }) => ({ file, why: printable(why) })),
    baseline: baseline && { known: baseline.knownCount, gone: baseline.gone },
    hidden: hidden && { settings: hidden.settings, comments: hidden.comments },
    // Only with the names can several reports be told to speak of the same file.
    shard: shard && { ...shard, looked },
  });
}

/** The evidence tells a merge which findings of several reports are one. */
function findingJson(finding: ReportedFinding, isForMerge: boolean): object {
  const { rule, level, message, subject, evidence, location, related, fixes } = finding;
  return {
    rule,
    level,
    message: printable(message),
    subject,
    ...(isForMerge ? { evidence } : {}),
    location: locationJson(location),
    related: related.map((one) => ({ ...locationJson(one), message: printable(one.message) })),
    fixes: fixes.map(({ title, safe, confidence, edits }) => ({
      title: printable(title),
      safe,
      ...(confidence === undefined ? {} : { confidence }),
      edits: edits.map((edit) => ({ ...locationJson(edit), newText: edit.newText })),
    })),
    fingerprint: finding.fingerprint,
  };
}

function locationJson({ file, start, end }: Location): object {
  return {
    file,
    start: { line: start.line, column: start.column },
    end: { line: end.line, column: end.column },
  };
}

function* mapped<T, U>(items: Iterable<T>, change: (item: T) => U): Iterable<U> {
  for (const item of items) yield change(item);
}
