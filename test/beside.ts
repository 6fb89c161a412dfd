import { existsSync } from "node:fs";
import path from "node:path";

const SHARED = path.resolve(import.meta.dirname, "../../shared");
const missing = new Set<string>();

/**
 * The path of a file or folder beside the repository, which a clone alone does not have. Undefined where it is missing: then the part of the tests that needs
 * it is left out, and a line that `npm test` shows says so.
 */
export function beside(name: string): string | undefined {
  const place = path.join(SHARED, name);
  if (existsSync(place)) return place;
  if (!missing.has(name)) console.log(`left out: what needs ../shared/${name}, which is not there`);
  missing.add(name);
  return undefined;
}
