import { lstat, readdir, readlink } from "node:fs/promises";
import path from "node:path";
import { readRegularFile } from "./read-file.ts";

/** Something below a directory, by its path from there; the directory itself, or a single file, has the path `""`. */
export type TreeEntry = { readonly path: string; readonly mode: number; readonly uid: number; readonly gid: number } & (
  | { readonly is: "file"; readonly content: Uint8Array }
  | { readonly is: "directory" }
  | { readonly is: "link"; readonly to: string }
);

/**
 * A file, or a directory with all that lies in it, symbolic links as links. What is neither (pipes, sockets, devices) is left out. Undefined where nothing is there, or where it
 * holds more than `most` bytes or cannot be read.
 */
export async function readTree(top: string, most: number): Promise<readonly TreeEntry[] | undefined> {
  const entries: TreeEntry[] = [];
  let left = most;
  const waiting = [""];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const full = path.join(top, at);
    const found = await lstat(full).catch(() => undefined);
    if (found === undefined) return undefined;
    const { uid, gid } = found;
    const common = { path: at, mode: found.mode & 0o7777, uid, gid };
    left -= 512;
    if (found.isSymbolicLink()) entries.push({ ...common, is: "link", to: await readlink(full) });
    else if (found.isDirectory()) {
      entries.push({ ...common, is: "directory" });
      for (const name of await readdir(full)) waiting.push(path.join(at, name));
    } else if (found.isFile()) {
      const read = readRegularFile(full, left);
      if (read.is !== "read") return undefined;
      left -= read.bytes.length;
      entries.push({ ...common, is: "file", content: read.bytes });
    }
    if (left < 0) return undefined;
  }
  return entries;
}
