import { type Locate, locator } from "../analysis/report/location.ts";
import { problemOf, type ReportedInputError } from "../analysis/report/report.ts";
import type { Analysis } from "../analysis/run/analysis.ts";
import type { Limited } from "../analysis/run/load.ts";
import type { Config, Profile } from "../analysis/settings/config.ts";
import { whyTooLarge } from "../disk/read-file.ts";
import { Analyzer } from "../entries/analyzer.ts";
import { CannotRun } from "../entries/cannot-run.ts";
import type { Entry } from "../entries/entry.ts";
import { uriOf } from "../entries/file-names.ts";
import { largeFiles } from "../entries/large-files.ts";
import { limitedAnalysis } from "../entries/limited-analysis.ts";
import { FileSources } from "../entries/sources.ts";
import { AGENT_ANSWER } from "../limits/budget.ts";
import { sharedLimit } from "../limits/time-limit.ts";
import type { Roots } from "./roots.ts";

/** What a server is started with: what it may read, and the file of settings that is named, or whether to look for one. */
export interface Surroundings {
  readonly roots: Roots;
  readonly config: string | boolean;
}

/** The file that an agent asks about: one on disk, or a text in the place of one. */
export interface Asked {
  readonly path: string;
  readonly text?: string | undefined;
  readonly profile?: Profile | undefined;
}

/** A file that is asked about, with all that it names, as it is now: nothing is kept from one question to the next. All work on it has one limit of time. */
export class AskedFile {
  readonly sources: FileSources;
  readonly limited: Limited = sharedLimit(AGENT_ANSWER);
  readonly #analyzer: Analyzer;
  readonly #entry: Entry;

  /** Throws `CannotRun` for what may not be asked about. */
  constructor({ path, text, profile }: Asked, { roots, config }: Surroundings) {
    const uri = uriOf(roots.fileOf(path), roots.base);
    this.sources = new FileSources(roots.base, roots.read);
    const settings = new FileSources(roots.base, roots.read);
    this.#analyzer = new Analyzer({ config, ...(profile && { profile }) }, roots.base, settings);
    this.#entry = { uris: [uri], invocation: {}, found: false };
    const why = text === undefined ? undefined : whyTooLarge(text);
    if (why !== undefined) throw new CannotRun(`${path} ${why}`);
    if (text !== undefined) this.sources.provide(uri, text);
  }

  /** Its analysis as its texts are now. Throws `CannotRun` for a file that cannot be read, or is neither a Compose file nor a Dockerfile. */
  analysis(): Analysis {
    const [uri] = this.#entry.uris;
    const opened = this.sources.open(uri);
    const name = this.sources.name(uri);
    if (opened.is !== "read") throw new CannotRun(`${name} ${opened.why}`);
    const analysis = this.#analyzer.analyse(this.#entry, this.sources, this.limited);
    if (analysis.skipped !== undefined) throw new CannotRun(`${name} ${analysis.skipped}`);
    return limitedAnalysis(analysis, this.limited);
  }

  config(): Config {
    return this.#analyzer.configFor(this.#entry);
  }

  /** Turns places of its files, as they are now, into locations. */
  locator(): Locate {
    return locator(this.sources);
  }

  /** What of the files and the settings could not be read or checked. */
  problems({ inputErrors }: Analysis): readonly ReportedInputError[] {
    const locate = this.locator();
    return [
      ...inputErrors.map((one) => problemOf(one, locate)),
      ...largeFiles(this.sources),
      ...this.#analyzer.problems,
    ];
  }
}
