import type { Lookup } from "../compose/project/source-files.ts";
import type { Finding } from "../model/finding.ts";
import type { Analysis } from "../run/analysis.ts";
import type { ParseCache } from "../run/cache.ts";
import type { Config } from "../settings/config.ts";

/** A file as an editor shows it: its text, its own analysis, and the findings that lie in it, whichever analysis they come from. */
export interface ShownFile {
  readonly uri: string;
  readonly text: string;
  readonly analysis: Analysis;
  readonly config: Config;
  readonly findings: readonly Finding[];
  readonly cache: ParseCache;
  /** The other texts that the analysis was made of. */
  readonly lookup: Lookup;
}
