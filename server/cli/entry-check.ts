import type { Analysis } from "../analysis/analyze.ts";
import { isOverrideName } from "../analysis/compose/project-files.ts";
import type { Config } from "../analysis/config.ts";
import { exposureOf } from "../analysis/exposure/exposure.ts";
import type { Finding } from "../analysis/finding.ts";
import type { Fix } from "../analysis/model/change.ts";
import { lineReader, locator } from "../analysis/report/location.ts";
import {
  causeOf,
  type FileProblem,
  type ReportedFinding,
  type ReportedMap,
  reported,
} from "../analysis/report/report.ts";
import { filesOf } from "./analysed-files.ts";
import { Analyst, type AnalystOptions } from "./analyst.ts";
import { bestFix, type Offered } from "./best-fix.ts";
import { CheckCache } from "./check-cache.ts";
import type { Entry } from "./entries.ts";
import { isNamed } from "./file-names.ts";
import { FileSources } from "./sources.ts";

/** Which fixes of a finding a report holds: all that can be had, those that `--fix-unsafe` and `--fix` would apply, which is quicker to tell, or none. */
export type Fixes = "all" | "best" | "none";

/** All that the result for an entry depends on, beside the files: plain data, so that it can go to another thread. */
export interface EntryCheckOptions extends AnalystOptions {
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
  readonly findings: readonly ReportedFinding[];
  readonly problems: readonly FileProblem[];
  /** The Dockerfiles and Compose files that were looked at. */
  readonly looked: readonly string[];
  /** Every file that the result hangs on, those that are not there among them. */
  readonly asked: readonly string[];
  readonly map?: ReportedMap;
  /** The causes of findings that the settings keep from being told; left out where there are none. */
  readonly hidden?: readonly string[];
  /** The override files that were merged over their base, as URIs. */
  readonly overrides: readonly string[];
}

/** Checks entries one after the other. It keeps nothing of one for the next but the settings. */
export class EntryCheck {
  readonly #options: EntryCheckOptions;
  readonly #analyst: Analyst;
  readonly #cache: CheckCache | undefined;

  constructor(options: EntryCheckOptions) {
    this.#options = options;
    this.#analyst = new Analyst(options, options.cwd);
    this.#cache = options.cache && new CheckCache(options.cache.directory, options.cache.version, options);
  }

  /** Never rejects for a file that cannot be read. Throws `CannotRun` where the settings file that the command line names cannot be read. */
  async check(entry: Entry): Promise<EntryOutcome> {
    const sources = new FileSources(this.#options.cwd);
    const { provided } = this.#options;
    if (provided !== undefined) sources.provide(provided.uri, provided.text);
    if (entry.found) {
      const passed = await this.#passedOver(entry, sources);
      if (passed !== undefined) return passed;
    }
    const config = await this.#analyst.configFor(entry);
    const known = await this.#cache?.find(entry, config, sources);
    const outcome = known ?? (await this.#analysed(entry, config, sources));
    if (known === undefined) await this.#cache?.keep(entry, config, outcome, sources);
    return { ...outcome, problems: [...outcome.problems, ...this.#analyst.takeProblems()] };
  }

  /** What is said about a file that a walk met and that is not for us: mostly YAML that speaks of other things. */
  async #passedOver({ uris: [uri] }: Entry, sources: FileSources): Promise<EntryOutcome | undefined> {
    const opened = await sources.open(uri);
    if (opened.is === "read" && (isNamed(uri) || opened.text.includes("services:"))) return undefined;
    const file = sources.name(uri);
    // A large file that nothing marks as one of ours is mostly data; one that went away since it was met is nobody's.
    const isTold = opened.is === "unreadable" || (opened.is === "large" && isNamed(uri));
    const problems = isTold ? [{ file, line: 1, message: opened.why }] : [];
    return { file, findings: [], problems, looked: [], asked: [file], overrides: [] };
  }

  async #analysed(entry: Entry, config: Config, sources: FileSources): Promise<EntryOutcome> {
    const analysis = await this.#analyst.analyse(entry, sources);
    const looked = analysis.kind === "other" ? [] : filesOf(analysis);
    const locate = locator(sources);
    const problems = analysis.troubles.map(({ at, message }): FileProblem => {
      const { file, start } = locate(at);
      return { file, line: start.line, message };
    });
    const file = sources.name(entry.uris[0]);
    const map = await this.#map(file, analysis, config, sources);
    const hidden = analysis.hidden().map(({ rule, at, evidence }) => causeOf({ rule, location: locate(at), evidence }));
    return {
      file,
      findings: this.#findings(analysis, config, sources),
      problems,
      looked: looked.map((uri) => sources.name(uri)),
      asked: sources.opened().map((uri) => sources.name(uri)),
      overrides: (analysis.project?.files ?? []).filter(isOverrideName),
      ...(map === undefined ? {} : { map }),
      ...(hidden.length === 0 ? {} : { hidden }),
    };
  }

  async #map(
    file: string,
    { project }: Analysis,
    config: Config,
    sources: FileSources,
  ): Promise<ReportedMap | undefined> {
    if (project === undefined || !this.#options.maps) return undefined;
    const { reportedMap } = await import("./reported-map.ts");
    return reportedMap(file, project, config, locator(sources));
  }

  #findings(analysis: Analysis, config: Config, sources: FileSources): readonly ReportedFinding[] {
    const locate = locator(sources);
    const line = lineReader(sources);
    const { fixes, maxExposure } = this.#options;
    const exposed = maxExposure === undefined ? [] : tooExposed(analysis, config, maxExposure);
    return [
      ...[...analysis.findings, ...exposed].map((one) => reported(one, fixesOf(analysis, one, fixes), locate, line)),
      ...analysis.suppressed.map((one) => ({
        ...reported(one, [], locate, line),
        allowed: one.reason ?? "",
        bySettings: one.by === "settings",
      })),
    ];
  }
}

function fixesOf(analysis: Analysis, finding: Finding, fixes: Fixes): ReturnType<Analysis["fixes"]> {
  if (fixes === "none") return [];
  return fixes === "all" ? analysis.fixes(finding) : bestFixes(analysis, finding);
}

/** The best fix comes first; where `--fix-unsafe` or `--fix` would apply another one, that follows. */
function bestFixes(analysis: Analysis, finding: Finding): ReturnType<Analysis["fixes"]> {
  const best = new Map<Fix, Offered>();
  for (const allowed of ["any", "sure", "safe"] as const) {
    const one = bestFix(analysis, finding, allowed);
    if (one !== undefined && !best.has(one.fix)) best.set(one.fix, one);
    if (one === undefined || one.fix.safe) break;
  }
  return [...best.values()];
}

/** A finding for each container whose exposure is above what is allowed, at its service's key. */
function tooExposed({ project }: Analysis, { engine }: Config, most: number): readonly Finding[] {
  return (project?.services ?? []).flatMap((service): Finding[] => {
    const exposure = exposureOf(service, engine);
    if (exposure === undefined || exposure.score <= most) return [];
    const { score, word } = exposure;
    return [
      {
        rule: MAX_EXPOSURE,
        level: "error",
        message: `Service "${service.name}" has an exposure of ${score} (${word}), above ${most}.`,
        subject: { kind: "service", name: service.name },
        at: service.at,
        evidence: "",
        related: [],
        fixes: [],
        redundant: false,
      },
    ];
  });
}

/** Stands in the place of a rule's id in what `--max-exposure` reports. */
export const MAX_EXPOSURE = "max-exposure";
