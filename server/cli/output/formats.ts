import { githubReport } from "../../analysis/report/github.ts";
import { gitlabReport } from "../../analysis/report/gitlab.ts";
import { htmlReport } from "../../analysis/report/html.ts";
import { jsonReport } from "../../analysis/report/json.ts";
import { markdownReport } from "../../analysis/report/markdown.ts";
import { sarifReport } from "../../analysis/report/sarif.ts";
import { RULES_BY_ID } from "../../analysis/rules/index.ts";
import type { Printable } from "../../analysis/text/printable.ts";
import type { CollectedReport } from "../check/finding-store.ts";
import type { Fixes } from "../check/outcome.ts";
import type { Format } from "../options.ts";
import { reportText, type TextLook } from "./report-text.ts";

/** What the printing of reports hangs on, beside the report. */
export interface FormatOptions extends TextLook {
  /** Bulkhead's version. */
  readonly version: string;
}

/** The report in a format, in pieces. */
export function formatted(report: CollectedReport, format: Format, options: FormatOptions): Iterable<Printable> {
  switch (format) {
    case "text":
      return reportText(report, options);
    case "json":
      return jsonReport(report);
    case "sarif":
      return sarifReport(report, { version: options.version, rules: RULES_BY_ID.values() });
    case "github":
      return githubReport(report);
    case "gitlab":
      return gitlabReport(report);
    case "markdown":
      return markdownReport(report);
    case "html":
      return htmlReport(report);
  }
}

/** What the formats together tell of fixes. Making sure of a fix takes as long as checking the file, so no more are made than told. */
export function fixesFor(formats: readonly Format[], verbose: boolean): Fixes {
  if (formats.some((format) => format === "json" || format === "sarif") || verbose) return "all";
  return formats.some((format) => format === "text" || format === "html") ? "best" : "none";
}
