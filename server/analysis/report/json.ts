import type { Finding } from "../finding.ts";
import type { Fix } from "../model/change.ts";
import type { Edit } from "../text/edit.ts";
import { fingerprint } from "./fingerprint.ts";
import type { Locate, Location } from "./location.ts";

/** A finding with those of its fixes that can be made, each with its text edits. */
export interface Fixable {
  readonly finding: Finding;
  readonly fixes: readonly { readonly fix: Fix; readonly edits: readonly Edit[] }[];
}

/** Something that kept a file or a part of it from being looked at. `line` counts from 1. */
export interface FileProblem {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** What one run of `check` found. `files` counts the Dockerfiles and Compose files that were looked at. */
export interface Report {
  readonly findings: readonly Fixable[];
  readonly problems: readonly FileProblem[];
  readonly files: number;
}

/** The version of the format below; it rises when a field changes its meaning or goes away. */
const VERSION = 1;

/** The report as `check --format json` prints it; `docs/check.schema.json` describes it. */
export function checkJson(report: Report, locate: Locate): object {
  return {
    version: VERSION,
    findings: report.findings.map((one) => findingJson(one, locate)),
    problems: report.problems.map(({ file, line, message }) => ({ file, line, message })),
    files: report.files,
  };
}

function findingJson({ finding, fixes }: Fixable, locate: Locate): object {
  const location = locate(finding.at);
  return {
    rule: finding.rule,
    level: finding.level,
    message: finding.message,
    subject: { kind: finding.subject.kind, name: finding.subject.name },
    location: locationJson(location),
    related: finding.related.map(({ at, message }) => ({ ...locationJson(locate(at)), message })),
    fixes: fixes.map(({ fix, edits }) => ({
      title: fix.title,
      safe: fix.safe,
      edits: edits.map((edit) => ({ ...locationJson(locate(edit)), newText: edit.newText })),
    })),
    fingerprint: fingerprint(finding, location.file),
  };
}

function locationJson({ file, start, end }: Location): object {
  return {
    file,
    start: { line: start.line, column: start.column },
    end: { line: end.line, column: end.column },
  };
}
