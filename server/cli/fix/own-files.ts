import path from "node:path";
import { isWithin, realPath } from "../../disk/real-path.ts";
import type { Entry } from "../../entries/entry.ts";
import { nameOf, pathOf, uriOf } from "../../entries/file-names.ts";

/**
 * Which files are the user's own, so that fixes may change them: those below the current directory, and those in or below a directory outside of it
 * that holds a file which is checked. Where a file is, its real path says: what others wrote may hold symbolic links that lead anywhere. A file is not the user's
 * own for being named on the command line: shells write the names of links there too, for a pattern.
 */
export class OwnFiles {
  readonly #cwd: string;
  readonly #directories: readonly string[];
  readonly #refusals = new Map<string, string | undefined>();

  constructor(entries: readonly Entry[], cwd: string) {
    const files = entries.flatMap(({ uris }) => uris.flatMap((uri) => pathOf(uri) ?? []));
    const outside = new Set(files.filter((file) => !isWithin(file, cwd)).map((file) => path.dirname(file)));
    this.#cwd = cwd;
    this.#directories = [cwd, ...outside].flatMap((directory) => realPath(directory) ?? []);
  }

  /** Whether the file with this real path is one of them. */
  holds(real: string): boolean {
    return this.#directories.some((directory) => isWithin(real, directory));
  }

  /** Why a file is none of them, to go on after its name; undefined where it is. */
  refusal(uri: string): string | undefined {
    if (!this.#refusals.has(uri)) this.#refusals.set(uri, this.#refusalOf(uri));
    return this.#refusals.get(uri);
  }

  /** The directories in which files may be written, of these ones. */
  directoriesOf(uris: Iterable<string>): readonly string[] {
    const files = [...uris].flatMap((uri) => pathOf(uri) ?? []);
    const real = files.flatMap((file) => realPath(file) ?? []);
    return [...new Set(real.filter((file) => this.holds(file)).map((file) => path.dirname(file)))];
  }

  #refusalOf(uri: string): string | undefined {
    const file = pathOf(uri);
    if (file === undefined) return "is not a file on this machine";
    const real = realPath(file) ?? file;
    if (this.holds(real)) return undefined;
    const outside = "lies outside of the current directory and of what is checked";
    const isReached = isWithin(file, this.#cwd);
    return isReached
      ? `leads by a symbolic link to ${nameOf(uriOf(real, this.#cwd), this.#cwd)}, which ${outside}`
      : outside;
  }
}
