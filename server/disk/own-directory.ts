import { lstatSync, mkdirSync } from "node:fs";
import path from "node:path";
import { Refusal } from "./refusal.ts";

/**
 * Makes directories of these names in one that is there, each in the one before, and returns the last. Throws a `Refusal` where something else has such a name, a
 * symbolic link included: whoever wrote the directory could lead out of it by one.
 */
export function ownDirectory(within: string, names: readonly string[]): string {
  let at = within;
  for (const name of names) {
    at = path.join(at, name);
    const found = lstatSync(at, { throwIfNoEntry: false });
    if (found === undefined) mkdirSync(at);
    else if (!found.isDirectory()) throw new Refusal(`is not written: ${at} is no directory`);
  }
  return at;
}
