import { existsSync } from "node:fs";
import path from "node:path";
import type { Locate } from "../analysis/report/location.ts";
import type { ReportedInputError } from "../analysis/report/report.ts";
import type { Config } from "../analysis/settings/config.ts";
import { expired } from "../analysis/settings/exceptions.ts";
import { configOf, NO_SETTINGS, readSettings, SETTINGS_FILES, type Settings } from "../analysis/settings/read.ts";
import { isThere } from "../disk/real-path.ts";
import { CannotRun } from "./cannot-run.ts";
import { pathOf, uriOf } from "./file-names.ts";
import type { FileSources } from "./sources.ts";

/** Finds the settings that hold for a file: those of the nearest `.bulkhead.yaml` at or above it, unless the command line names one or wants none. */
export class ProjectSettings {
  readonly problems: ReportedInputError[] = [];
  readonly #flags: Settings;
  readonly #named: string | boolean;
  readonly #sources: FileSources;
  readonly #locate: Locate;
  readonly #rules: ReadonlySet<string>;
  readonly #cwd: string;
  /** The day in UTC, so that every machine of a team sees an exception expire at the same time. */
  readonly #today = new Date().toISOString().slice(0, "2027-01-31".length);
  readonly #byDirectory = new Map<string, string | undefined>();
  /** By the settings file that decides. */
  readonly #configs = new Map<string | undefined, Config>();

  constructor(options: {
    readonly flags: Settings;
    /** The file that the command line names; true looks for one, false reads none. */
    readonly named: string | boolean;
    readonly sources: FileSources;
    readonly locate: Locate;
    readonly rules: ReadonlySet<string>;
    readonly cwd: string;
  }) {
    this.#flags = options.flags;
    this.#named = options.named;
    this.#sources = options.sources;
    this.#locate = options.locate;
    this.#rules = options.rules;
    this.#cwd = options.cwd;
  }

  /** The configuration for a file. Throws `CannotRun` where the command line names a settings file that cannot be read. */
  configFor(uri: string): Config {
    const file = this.#fileFor(uri);
    const known = this.#configs.get(file);
    if (known !== undefined) return known;
    const settings = file === undefined ? NO_SETTINGS : this.#readFile(file);
    const config = configOf([this.#flags, settings, { today: this.#today }]);
    this.#configs.set(file, config);
    return config;
  }

  #fileFor(uri: string): string | undefined {
    if (this.#named === false) return undefined;
    if (typeof this.#named === "string") return uriOf(this.#named, this.#cwd);
    const file = pathOf(uri);
    const found = file === undefined ? undefined : this.#nearest(path.dirname(file));
    return found === undefined ? undefined : uriOf(found, this.#cwd);
  }

  /** Looks no further up than the repository's root, so that a file in the home directory does not rule every project. */
  #nearest(directory: string): string | undefined {
    if (this.#byDirectory.has(directory)) return this.#byDirectory.get(directory);
    const here = SETTINGS_FILES.map((name) => path.join(directory, name)).find(isThere);
    const parent = path.dirname(directory);
    const isTop = parent === directory || existsSync(path.join(directory, ".git"));
    const found = here ?? (isTop ? undefined : this.#nearest(parent));
    this.#byDirectory.set(directory, found);
    return found;
  }

  #readFile(uri: string): Settings {
    const opened = this.#sources.open(uri);
    const name = this.#sources.name(uri);
    if (opened.is === "read") {
      const { settings, inputErrors } = readSettings(uri, opened.text, this.#rules);
      for (const { at, message } of [...inputErrors, ...expired(settings.exceptions ?? [], this.#today)]) {
        this.problems.push({ file: name, line: this.#locate(at).start.line, message });
      }
      return settings;
    }
    if (this.#named !== true) throw new CannotRun(`${name} ${opened.why}`);
    this.problems.push({ file: name, line: 1, message: opened.why });
    return NO_SETTINGS;
  }
}
