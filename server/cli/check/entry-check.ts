import { commandFileKind, mentionsEngine } from "../../analysis/command/syntax/detect.ts";
import { isOverrideName } from "../../analysis/compose/project/project-files.ts";
import { COMPOSE_TEMPLATE, isComposeTemplateName } from "../../analysis/compose/syntax/detect.ts";
import { daemonFileKind } from "../../analysis/daemon/syntax/detect.ts";
import type { CommandFileKind } from "../../analysis/facts/command-files.ts";
import { type Finding, subjectKind } from "../../analysis/model/finding.ts";
import { hasSection, type UnitPlace, unitPlace } from "../../analysis/quadlet/syntax/detect.ts";
import { type Locate, lineReader, locator } from "../../analysis/report/location.ts";
import { causeOf, problemOf, type ReportedMap, reported } from "../../analysis/report/report.ts";
import { MAX_EXPOSURE } from "../../analysis/report/rule-address.ts";
import { named } from "../../analysis/rules/shared/naming.ts";
import type { Analysis } from "../../analysis/run/analysis.ts";
import { type Limited, TookTooLong } from "../../analysis/run/load.ts";
import { type Config, commandFileUse } from "../../analysis/settings/config.ts";
import { inEnglish, said } from "../../analysis/text/wording.ts";
import { exposureOf } from "../../analysis/walls/exposure.ts";
import { filesOf } from "../../entries/analysed-files.ts";
import { Analyzer } from "../../entries/analyzer.ts";
import { CannotRun } from "../../entries/cannot-run.ts";
import type { Entry } from "../../entries/entry.ts";
import { isNamed } from "../../entries/file-names.ts";
import { largeFiles } from "../../entries/large-files.ts";
import { FileSources } from "../../entries/sources.ts";
import { tooManyToDraw } from "../../limits/budget.ts";
import { stackOf, whyFailed } from "../../limits/failure.ts";
import { CheckCache } from "./check-cache.ts";
import { EntryFixes } from "./entry-fixes.ts";
import { type EntryCheckOptions, type EntryOutcome, uncheckedOutcome } from "./outcome.ts";
import { type PackedFinding, packed } from "./packed-finding.ts";

/** How entries are limited. */
export interface EntryLimits {
  /** Makes what limits the work for one entry. */
  limit(): Limited;
  /** Whether somebody with more time will check what takes too long: it is an error then, and no outcome. */
  readonly passesOn: boolean;
}

/** Checks entries one after the other. It keeps nothing of one for the next but the settings. */
export class EntryCheck {
  readonly #options: EntryCheckOptions;
  readonly #analyzer: Analyzer;
  readonly #cache: CheckCache | undefined;
  readonly #limits: EntryLimits;

  constructor(options: EntryCheckOptions, limits: EntryLimits) {
    this.#options = options;
    this.#limits = limits;
    this.#analyzer = new Analyzer(options, options.cwd);
    this.#cache = options.cache && new CheckCache(options.cache.directory, options.cache.version, options);
  }

  /**
   * Whatever fails in an entry becomes a problem of its outcome. Rejects with `CannotRun` where the settings file that the command line names cannot be
   * read, and with `TookTooLong` where the limits pass that on.
   */
  async check(entry: Entry): Promise<EntryOutcome> {
    const sources = new FileSources(this.#options.cwd);
    const { provided } = this.#options;
    if (provided !== undefined) sources.provide(provided.uri, provided.text);
    const outcome = await this.#checked(entry, sources).catch((error): EntryOutcome => {
      if (error instanceof CannotRun || this.#isPassedOn(error)) throw error;
      const asked = sources.opened();
      return {
        ...uncheckedOutcome(sources.name(entry.uris[0]), whyFailed(error)),
        asked: asked.map((uri) => sources.name(uri)),
        // Nobody knows what they make of a base that could not be checked, so they are not checked without it.
        overrides: asked.filter(isOverrideName),
        errors: [stackOf(error)],
      };
    });
    return { ...outcome, problems: [...outcome.problems, ...this.#analyzer.takeProblems()] };
  }

  #isPassedOn(error: unknown): boolean {
    return this.#limits.passesOn && error instanceof TookTooLong;
  }

  async #checked(entry: Entry, sources: FileSources): Promise<EntryOutcome> {
    if (entry.found) {
      const passed = this.#passedOver(entry, sources);
      if (passed !== undefined) return passed;
    }
    const config = this.#analyzer.configFor(entry);
    const known = await this.#cache?.find(entry, config, sources);
    if (known !== undefined) return known;
    const outcome = await this.#analysed(entry, config, sources);
    // What failed may hang on the machine.
    if (outcome.errors === undefined) await this.#cache?.keep(entry, config, outcome, sources);
    return outcome;
  }

  /** What is said about a file that a walk met and that is not for us: mostly YAML that speaks of other things. */
  #passedOver(entry: Entry, sources: FileSources): EntryOutcome | undefined {
    const [uri] = entry.uris;
    const kind = commandFileKind(uri);
    if (kind !== undefined) return this.#withoutCommands(entry, kind, sources);
    const unit = unitPlace(uri);
    if (unit !== undefined) return this.#noUnit(uri, unit, sources);
    if (daemonFileKind(uri) !== undefined) return undefined;
    if (isComposeTemplateName(uri)) return { ...unread(sources.name(uri)), skipped: COMPOSE_TEMPLATE };
    const opened = sources.open(uri);
    if (opened.is === "read" && (isNamed(uri) || /(?:services|jobs):/.test(opened.text))) return undefined;
    const file = sources.name(uri);
    // A large file that nothing marks as one of ours is mostly data; one that went away since it was met is nobody's.
    const isTold = opened.is === "unreadable" || (opened.is === "large" && isNamed(uri));
    const unchecked = opened.is === "large" ? ({ unchecked: true } as const) : {};
    const problems = isTold ? [{ file, line: 1, message: opened.why, ...unchecked }] : [];
    const none = { ...unread(file), problems, asked: [file] };
    if (isTold || opened.is === "missing") return none;
    return { ...none, skipped: opened.is === "read" ? "is no Compose file by name or content" : opened.why };
  }

  /** Nothing is said of a file that a walk met and that starts no container, or that is not to be looked at unless somebody names it. */
  #withoutCommands(entry: Entry, kind: CommandFileKind, sources: FileSources): EntryOutcome | undefined {
    const [uri] = entry.uris;
    const isWanted = commandFileUse(this.#analyzer.configFor(entry), kind) === "on";
    const opened = isWanted ? sources.open(uri) : undefined;
    if (opened?.is === "read" && mentionsEngine(opened.text)) return undefined;
    const file = sources.name(uri);
    return { file, findings: [], problems: [], looked: [], asked: isWanted ? [file] : [], overrides: [] };
  }

  /** Most files of such names are none of Podman's, and nothing is said of them. */
  #noUnit(uri: string, { section }: UnitPlace, sources: FileSources): EntryOutcome | undefined {
    const opened = sources.open(uri);
    if (opened.is === "read" && hasSection(opened.text, section)) return undefined;
    const file = sources.name(uri);
    return { file, findings: [], problems: [], looked: [], asked: [file], overrides: [] };
  }

  async #analysed(entry: Entry, config: Config, sources: FileSources): Promise<EntryOutcome> {
    const limited = this.#limits.limit();
    const locate = locator(sources);
    // All of it is one piece of work, since limiting a piece takes longer than a short file does.
    const { analysis, fixes, findings } = limited(() => {
      const analysed = this.#analyzer.analyse(entry, sources);
      const made = new EntryFixes(analysed, this.#options.fixes);
      return { analysis: analysed, fixes: made, findings: this.#findings(analysed, sources, locate, made) };
    });
    if (entry.found && analysis.unused !== undefined) return unusedOutcome(analysis.unused, entry, sources);
    // Most scripts start no container and most files with the ending of a unit are none, and nobody asked about this one.
    const [uri] = entry.uris;
    const isPassing =
      entry.found && [commandFileKind, unitPlace, daemonFileKind].some((kindOf) => kindOf(uri) !== undefined);
    const looked = analysis.kind === "other" ? [] : filesOf(analysis);
    const large = largeFiles(sources);
    const file = sources.name(entry.uris[0]);
    const hidden = analysis.hidden().map(({ rule, at, evidence }) => causeOf({ rule, location: locate(at), evidence }));
    const drawn = await this.#map(file, analysis, config, locate, limited);
    const missing = [...fixes.missing(), ...drawn.missing].map((message) => ({ file, line: 1, message }));
    const errors = [...fixes.errors(), ...drawn.errors];
    return {
      file,
      findings,
      problems: [...analysis.inputErrors.map((one) => problemOf(one, locate)), ...large, ...missing],
      looked: looked.map((uri) => sources.name(uri)),
      ...(analysis.skipped === undefined || isPassing ? {} : { skipped: analysis.skipped }),
      asked: sources.opened().map((uri) => sources.name(uri)),
      overrides: (analysis.project?.files ?? []).filter(isOverrideName),
      ...(drawn.map === undefined ? {} : { map: drawn.map }),
      ...(hidden.length === 0 ? {} : { hidden }),
      ...(errors.length === 0 && missing.length === 0 ? {} : { errors }),
    };
  }

  /** A map that fails costs only itself. */
  async #map(
    file: string,
    { project }: Analysis,
    config: Config,
    locate: Locate,
    limited: Limited,
  ): Promise<{ readonly map?: ReportedMap; readonly missing: readonly string[]; readonly errors: readonly string[] }> {
    if (project === undefined || !this.#options.maps) return { missing: [], errors: [] };
    const why = tooManyToDraw(project.services.length);
    if (why !== undefined) return { missing: [`its isolation map is ${why}`], errors: [] };
    const { reportedMap } = await import("../output/reported-map.ts");
    try {
      return { map: limited(() => reportedMap(file, project, config, locate)), missing: [], errors: [] };
    } catch (error) {
      if (this.#isPassedOn(error)) throw error;
      return { missing: [`its isolation map could not be drawn: ${whyFailed(error)}`], errors: [stackOf(error)] };
    }
  }

  #findings(analysis: Analysis, sources: FileSources, locate: Locate, fixes: EntryFixes): readonly PackedFinding[] {
    const line = lineReader(sources);
    const { maxExposure } = this.#options;
    const exposed = maxExposure === undefined ? [] : tooExposed(analysis, maxExposure);
    return [
      ...[...analysis.findings, ...exposed].map((one) => packed(reported(one, fixes.of(one), locate, line))),
      ...analysis.suppressed.map((one) => {
        const { reason: allowed = "", by } = one;
        return packed({ ...reported(one, [], locate, line), allowed, bySettings: by === "settings" });
      }),
    ];
  }
}

/** What is said of a file in which nothing is looked for. */
function unread(file: string): EntryOutcome {
  return { file, findings: [], problems: [], looked: [], asked: [], overrides: [] };
}

/** What is said of a file that Compose would not read: what it says is in force nowhere. */
function unusedOutcome(why: string, { uris: [uri] }: Entry, sources: FileSources): EntryOutcome {
  const asked = sources.opened().map((one) => sources.name(one));
  return { file: sources.name(uri), findings: [], problems: [], looked: [], asked, overrides: [], skipped: why };
}

/** A finding for each container whose exposure is above what is allowed, at its service's key. */
function tooExposed({ project }: Analysis, most: number): readonly Finding[] {
  return (project?.services ?? []).flatMap((service): Finding[] => {
    const exposure = exposureOf(service);
    if (exposure === undefined || exposure.score <= most) return [];
    const { score, word } = exposure;
    return [
      {
        rule: MAX_EXPOSURE,
        level: "error",
        message: inEnglish(said`${named(service)} has an exposure of ${score} (${word}), above ${most}.`),
        subject: { kind: subjectKind(service), name: service.name },
        at: service.at,
        evidence: "",
        related: [],
        fixes: [],
        redundant: false,
      },
    ];
  });
}
