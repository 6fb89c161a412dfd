import { realPath } from "../../disk/real-path.ts";
import { Refusal } from "../../disk/refusal.ts";
import { replaceFile } from "../../disk/replace-file.ts";
import { reasonOf } from "../../disk/system-error.ts";
import { pathOf } from "../../entries/file-names.ts";
import type { Changed } from "../../entries/sources.ts";
import type { OwnFiles } from "./own-files.ts";

/**
 * Writes a changed file whole or not at all. A symbolic link stays, its target changes, if that is the user's own too.
 * Returns why nothing was written, or undefined where it was. A file that is no longer what was read, may not be written, or is not UTF-8 stays as it is.
 */
export function writeChanged({ uri, bytes, before, after }: Changed, own: OwnFiles): string | undefined {
  const file = pathOf(uri);
  if (file === undefined || bytes === undefined) return "is not a file on this machine";
  if (!Buffer.from(before, "utf8").equals(bytes)) return "is not valid UTF-8, so a fix would damage it";
  const real = realPath(file);
  if (real === undefined) return "could not be written: it is not there any more";
  if (!own.holds(real)) return `leads to ${real}, which lies outside of what is checked`;
  try {
    replaceFile(real, bytes, Buffer.from(after, "utf8"));
    return undefined;
  } catch (error) {
    return error instanceof Refusal ? error.message : `could not be written: ${reasonOf(error)}`;
  }
}
