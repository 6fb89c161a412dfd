import type { Analysis } from "../analysis/analyze.ts";
import { ParseCache } from "../analysis/cache.ts";
import type { Config } from "../analysis/config.ts";
import { load } from "../analysis/project.ts";
import type { FileProblem } from "../analysis/report/json.ts";
import { locator } from "../analysis/report/location.ts";
import { RULES } from "../analysis/rules/index.ts";
import { filesOf } from "./analysed-files.ts";
import { type Entry, isOverride } from "./entries.ts";
import { ProjectSettings } from "./settings.ts";
import type { FileSources } from "./sources.ts";
import type { Terminal } from "./terminal.ts";

/** What the command line says about how to look at files. */
interface AnalystOptions {
  readonly profile?: Config["profile"];
  readonly engine?: Config["engine"]["mode"];
  readonly config: string | boolean;
}

/** Analyses entries under the settings that hold for each, and remembers what could not be done. */
export class Analyst {
  readonly #sources: FileSources;
  readonly #settings: ProjectSettings;
  readonly #ruleErrors: FileProblem[] = [];
  readonly #looked = new Set<string>();

  constructor(options: AnalystOptions, sources: FileSources, terminal: Terminal) {
    this.#sources = sources;
    const { profile, engine: mode } = options;
    this.#settings = new ProjectSettings({
      flags: { ...(profile ? { profile } : {}), ...(mode ? { engine: { mode } } : {}) },
      named: options.config,
      sources,
      locate: locator(sources),
      rules: new Set(RULES.map((rule) => rule.id)),
      cwd: terminal.cwd,
    });
  }

  /** What is wrong with the settings, and rules that failed. */
  get problems(): readonly FileProblem[] {
    return [...this.#settings.problems, ...this.#ruleErrors];
  }

  /** The names of the files that were looked at, in order. */
  get looked(): readonly string[] {
    return [...this.#looked].sort();
  }

  async configFor(entry: Entry): Promise<Config> {
    return this.#settings.configFor(entry.uris[0]);
  }

  /** Analyses files as they are now in the sources. */
  async analyse(entry: Entry): Promise<Analysis> {
    const config = await this.configFor(entry);
    const onRuleError = (rule: string, error: unknown): void => {
      const message = `the rule ${rule} failed: ${error instanceof Error ? error.message : String(error)}`;
      this.#ruleErrors.push({ file: this.#sources.name(entry.uris[0]), line: 1, message });
    };
    const isLeftOut = (uri: string): boolean => entry.exact && isOverride(uri) && !entry.uris.includes(uri);
    const read = async (uri: string): Promise<string | null> => (isLeftOut(uri) ? null : this.#sources.read(uri));
    return load(entry.uris, read, config, { cache: new ParseCache(), onRuleError });
  }

  /** Analyses all entries but the override files that an earlier one has merged over its base. */
  async analyseAll(entries: readonly Entry[]): Promise<readonly Analysis[]> {
    const merged = new Set<string>();
    const analyses: Analysis[] = [];
    for (const entry of entries) {
      if (!entry.exact && merged.has(entry.uris[0])) continue;
      const analysis = await this.analyse(entry);
      analyses.push(analysis);
      for (const uri of analysis.project?.files ?? []) if (isOverride(uri)) merged.add(uri);
      if (analysis.kind === "other") continue;
      for (const uri of filesOf(analysis)) this.#looked.add(this.#sources.name(uri));
    }
    return analyses;
  }
}
