import { type FileHandle, open, realpath, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { readRegularFile } from "../disk/read-file.ts";
import { pathOf } from "./file-names.ts";
import type { Changed } from "./sources.ts";

/**
 * Writes a changed file whole or not at all: beside it under another name first, then renamed over it. A symbolic link stays, its target changes.
 * Returns why nothing was written, or undefined where it was. A file that is no longer what was read, may not be written, or is not UTF-8 stays as it is.
 */
export async function writeChanged({ uri, bytes, before, after }: Changed): Promise<string | undefined> {
  const file = pathOf(uri);
  if (file === undefined || bytes === undefined) return "is not a file on this machine";
  if (!Buffer.from(before, "utf8").equals(bytes)) return "is not valid UTF-8, so a fix would damage it";
  try {
    const target = await realpath(file);
    const { mode, uid, gid } = await stat(target);
    if ((mode & 0o222) === 0) return "is read-only";
    const now = await readRegularFile(target);
    if (now.is !== "read" || !Buffer.from(now.bytes).equals(bytes)) return "changed while it was being checked";
    await replace(target, after, { mode, uid, gid });
    return undefined;
  } catch (error) {
    return `could not be written: ${error instanceof Error ? error.message : String(error)}`;
  }
}

interface Attributes {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

async function replace(target: string, text: string, attributes: Attributes): Promise<void> {
  const temporary = path.join(path.dirname(target), `.${path.basename(target)}.${crypto.randomUUID()}.tmp`);
  try {
    const handle = await open(temporary, "wx", attributes.mode);
    try {
      await handle.writeFile(text, "utf8");
      await keepAttributes(handle, attributes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** The new file belongs to whom the old one did, where that is allowed; the mode comes last, since a change of owner clears a part of it. */
async function keepAttributes(handle: FileHandle, { mode, uid, gid }: Attributes): Promise<void> {
  await handle.chown(uid, gid).catch(() => {});
  await handle.chmod(mode & 0o7777);
}
