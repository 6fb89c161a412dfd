import { fileURLToPath } from "node:url";
import { readRegularFile } from "../disk/read-file.ts";

/** The text of a regular file, for a `file:` URI. Null for every other scheme, and for what `readRegularFile` does not read. */
export async function readFile(uri: string): Promise<string | null> {
  const path = pathOf(uri);
  if (path === undefined) return null;
  const read = readRegularFile(path);
  return read.is === "read" ? read.text : null;
}

/** Undefined for a URI that names no path on this machine. */
function pathOf(uri: string): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}
