import type { Level } from "../model/level.ts";
import { type Printable, printable } from "../text/printable.ts";
import { jsonText, Streamed } from "./json-stream.ts";
import type { Report, ReportedInputError } from "./report.ts";

/**
 * The findings as a code quality report, in pieces. The format has no place for problems, but a file that could not be checked is an issue, since the
 * widget would show it as clean. Source: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
export function gitlabReport({ findings, problems }: Report): Iterable<Printable> {
  return jsonText(new Streamed(allIssues(findings, problems)));
}

function* allIssues(findings: Report["findings"], problems: readonly ReportedInputError[]): Iterable<object> {
  yield* issues(findings);
  for (const { file, line, message } of problems.filter(({ unchecked }) => unchecked)) {
    const description = printable(`${file} ${message}`);
    const location = { path: file, lines: { begin: line } };
    yield { description, check_name: "unchecked", fingerprint: `unchecked:${file}`, severity: "critical", location };
  }
}

/** GitLab drops all but one of the issues that share a fingerprint, so those of equal findings are counted. */
function* issues(findings: Report["findings"]): Iterable<object> {
  const seen = new Map<string, number>();
  for (const { rule, level, message, location, fingerprint } of findings) {
    const count = (seen.get(fingerprint) ?? 0) + 1;
    seen.set(fingerprint, count);
    yield {
      description: printable(message),
      check_name: rule,
      fingerprint: count === 1 ? fingerprint : `${fingerprint}-${count}`,
      severity: SEVERITIES[level],
      location: { path: location.file, lines: { begin: location.start.line } },
    };
  }
}

const SEVERITIES: Readonly<Record<Level, string>> = {
  error: "critical",
  warning: "major",
  info: "minor",
  hint: "info",
};
