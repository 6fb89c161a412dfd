import { accessSync, constants, realpathSync } from "node:fs";
import path from "node:path";
import { isWithin } from "./real-path.ts";

/**
 * A program, by its whole path; undefined where the search path has none. `name` is without `.exe`. The system's own search begins in the working
 * directory on Windows, and `npx` puts the project's own programs in front: one that lies in `tree`, a real path of a directory, is not taken.
 */
export function programOnPath(name: string, tree: string): string | undefined {
  const file = process.platform === "win32" ? `${name}.exe` : name;
  const isForeign = (directory: string): boolean => isWithin(directory, tree) && tree !== path.parse(tree).root;
  return (process.env["PATH"] ?? "")
    .split(path.delimiter)
    .filter((directory) => path.isAbsolute(directory) && !isForeign(directory))
    .map((directory) => path.join(directory, file))
    .find((program) => {
      try {
        accessSync(program, constants.X_OK);
        return !isForeign(realpathSync(program));
      } catch {
        return false;
      }
    });
}
