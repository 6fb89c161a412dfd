import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** The largest file that is read from disk, in bytes. No Compose file or Dockerfile comes near it; a wrong path may name anything. */
const LARGEST = 2 * 1024 * 1024;

/**
 * The text of a regular file, for a `file:` URI. Null for every other scheme, for what is no regular file (a pipe would block, a device never ends),
 * for more than 2 MiB, and for what cannot be read.
 */
export async function readFile(uri: string): Promise<string | null> {
  if (!uri.startsWith("file:")) return null;
  try {
    const path = fileURLToPath(uri);
    return await readRegular(path);
  } catch {
    return null;
  }
}

/** Opens without waiting for a writer, so that a pipe is seen as one instead of blocking a thread for ever. */
async function readRegular(path: string): Promise<string | null> {
  const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const about = await handle.stat();
    if (!about.isFile() || about.size > LARGEST) return null;
    return await handle.readFile("utf8");
  } finally {
    await handle.close();
  }
}
