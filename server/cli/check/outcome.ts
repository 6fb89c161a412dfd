import { type ReportedInputError, type ReportedMap, uncheckedFile } from "../../analysis/report/report.ts";
import type { AnalyzerOptions } from "../../entries/analyzer.ts";
import type { PackedFinding } from "./packed-finding.ts";

/** Which fixes of a finding a report holds: all that can be had, those that `--fix-unsafe` and `--fix` would apply, which is quicker to tell, or none. */
export type Fixes = "all" | "best" | "none";

/** All that the result for an entry depends on, beside the files: plain data, so that it can go to another thread. */
export interface EntryCheckOptions extends AnalyzerOptions {
  readonly cwd: string;
  readonly fixes: Fixes;
  /** The exposure above which a container is reported. */
  readonly maxExposure: number | undefined;
  /** Whether the isolation maps of projects are drawn. */
  readonly maps: boolean;
  /** A text in the place of a file: standard input. */
  readonly provided: { readonly uri: string; readonly text: string } | undefined;
  /** Where results are kept from run to run, and what tells one version of the program from another. */
  readonly cache: { readonly directory: string; readonly version: string } | undefined;
}

/** What checking one entry gave: plain data. Files are named as in the output. */
export interface EntryOutcome {
  /** The first file of the entry. */
  readonly file: string;
  readonly findings: readonly PackedFinding[];
  readonly problems: readonly ReportedInputError[];
  /** The Dockerfiles and Compose files that were looked at. */
  readonly looked: readonly string[];
  /** Why the file is not one to check; left out for one that is, and for one that could not be read. */
  readonly skipped?: string;
  /** Every file that the result hangs on, those that are not there among them. */
  readonly asked: readonly string[];
  readonly map?: ReportedMap;
  /** The causes of findings that the settings keep from being told; left out where there are none. */
  readonly hidden?: readonly string[];
  /** The override files that were merged over their base, as URIs. */
  readonly overrides: readonly string[];
  /** The errors of Bulkhead's own that kept anything from being done, with their stacks. */
  readonly errors?: readonly string[];
}

/** The outcome of an entry of which nothing is known but its first file. */
export function uncheckedOutcome(file: string, why: string): EntryOutcome {
  return { file, findings: [], problems: [uncheckedFile(file, why)], looked: [], asked: [file], overrides: [] };
}
