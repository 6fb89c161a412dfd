import { statSync } from "node:fs";
import path from "node:path";
import { type FileRead, readRegularFile } from "../disk/read-file.ts";
import { isWithin, realPath } from "../disk/real-path.ts";
import { CannotRun } from "../entries/cannot-run.ts";

const OUTSIDE = "lies outside of the directories that this server reads";
const LEADS_OUTSIDE = `leads by a symbolic link to what ${OUTSIDE}`;

/**
 * The directories whose files an agent may ask about, and all that is read for it. What a file is called decides, and where it really lies: neither `..`
 * nor a symbolic link leads out, whether the agent names it or a file that is read.
 */
export class Roots {
  /** What relative paths count from, and names in answers. */
  readonly base: string;
  readonly #named: readonly string[];
  readonly #real: readonly string[];
  readonly #besides: ReadonlySet<string>;

  /**
   * `directories` are paths from `cwd`, which is meant where there are none; `besides` are files that the user named, and may lie anywhere.
   * Throws `CannotRun` where one is no directory.
   */
  constructor(directories: readonly string[], besides: readonly string[], cwd: string) {
    const named = (directories.length === 0 ? ["."] : directories).map((one) => path.resolve(cwd, one));
    for (const one of named) {
      if (statSync(one, { throwIfNoEntry: false })?.isDirectory() !== true)
        throw new CannotRun(`${one} is no directory`);
    }
    this.base = named[0] ?? cwd;
    this.#named = named;
    this.#real = named.flatMap((one) => realPath(one) ?? []);
    this.#besides = new Set(besides.map((one) => path.resolve(cwd, one)));
  }

  /** The path of a file that an agent names; a relative one counts from `base`. Throws `CannotRun` for one outside. */
  fileOf(name: string): string {
    const file = path.resolve(this.base, name);
    const why = file.includes("\0") ? "is no path" : this.#barredByName(file);
    if (why !== undefined) throw new CannotRun(`${name} ${why}`);
    return file;
  }

  /** Reads a file of the roots. */
  readonly read = (file: string): FileRead => {
    if (this.#besides.has(file)) return readRegularFile(file);
    const why = this.#barredByName(file);
    if (why !== undefined) return { is: "unreadable", why };
    return readRegularFile(file, undefined, (real) => (isBelow(real, this.#real) ? undefined : LEADS_OUTSIDE));
  };

  /** Decides without asking the system, so that nobody learns what is there. */
  #barredByName(file: string): string | undefined {
    return isBelow(file, this.#named) || isBelow(file, this.#real) ? undefined : OUTSIDE;
  }
}

function isBelow(file: string, directories: readonly string[]): boolean {
  return directories.some((directory) => isWithin(file, directory));
}
