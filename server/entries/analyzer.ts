import { locator } from "../analysis/report/location.ts";
import type { ReportedInputError } from "../analysis/report/report.ts";
import { RULES } from "../analysis/rules/index.ts";
import type { Analysis } from "../analysis/run/analysis.ts";
import { ParseCache } from "../analysis/run/cache.ts";
import { type Limited, loadAtOnce } from "../analysis/run/load.ts";
import type { Config } from "../analysis/settings/config.ts";
import { whyFailed } from "../limits/failure.ts";
import type { Entry } from "./entry.ts";
import { ProjectSettings } from "./settings.ts";
import { FileSources } from "./sources.ts";

/** What the command line says about how to look at files. */
export interface AnalyzerOptions {
  readonly profile?: Config["profile"];
  readonly engine?: Config["engine"]["mode"];
  /** The settings file that is named; true looks for one, false reads none. */
  readonly config: string | boolean;
}

/** For how many entries parses are kept. */
const CACHED_ENTRIES = 32;

/** Analyses entries under the settings that hold for each, and remembers what could not be done. */
export class Analyzer {
  readonly #settings: ProjectSettings;
  readonly #ruleErrors: ReportedInputError[] = [];
  #told = 0;
  #cache = new ParseCache();
  #cached = 0;

  /** Settings are read from `sources`, apart from what is checked, since fixes change that. */
  constructor({ profile, engine: mode, config }: AnalyzerOptions, cwd: string, sources = new FileSources(cwd)) {
    this.#settings = new ProjectSettings({
      flags: { ...(profile ? { profile } : {}), ...(mode ? { engine: { mode } } : {}) },
      named: config,
      sources,
      locate: locator(sources),
      rules: new Set(RULES.map((rule) => rule.id)),
      cwd,
    });
  }

  /** What is wrong with the settings, and rules that failed. */
  get problems(): readonly ReportedInputError[] {
    return [...this.#settings.problems, ...this.#ruleErrors];
  }

  /** The problems that were not taken yet. */
  takeProblems(): readonly ReportedInputError[] {
    const fresh = [...this.#settings.problems.slice(this.#told), ...this.#ruleErrors];
    this.#told = this.#settings.problems.length;
    this.#ruleErrors.length = 0;
    return fresh;
  }

  configFor(entry: Entry): Config {
    return this.#settings.configFor(entry.uris[0]);
  }

  /** Files of one project name the same others, so that parses are kept from entry to entry; for a while, since there may be tens of thousands. */
  #parses(): ParseCache {
    if (this.#cached++ % CACHED_ENTRIES === 0) this.#cache = new ParseCache();
    return this.#cache;
  }

  /** Analyses files as they are now in the sources. Throws `TookTooLong` where `limited` ends it, and whatever the analysis throws. */
  analyse(entry: Entry, sources: FileSources, limited?: Limited): Analysis {
    const config = this.configFor(entry);
    const onRuleError = (rule: string, error: unknown): void => {
      const message = `the rule ${rule} failed: ${whyFailed(error)}`;
      this.#ruleErrors.push({ file: sources.name(entry.uris[0]), line: 1, message });
    };
    return loadAtOnce(entry.uris, (uri) => sources.read(uri), config, {
      cache: this.#parses(),
      invocation: entry.invocation,
      onRuleError,
      ...(limited === undefined ? {} : { limited }),
    });
  }
}
