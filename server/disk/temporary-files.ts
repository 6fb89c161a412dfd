import { createHash, randomBytes } from "node:crypto";
import {
  type BigIntStats,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  unlinkSync,
} from "node:fs";
import { HeldDirectory } from "./held-directory.ts";
import { codeOf } from "./system-error.ts";

/** A process, a part by chance, and what the file holds. */
const NAME = /^\.bulkhead-(\d+)-[0-9a-f]{8}-([0-9a-f]{32})\.tmp$/;

/** No file that is fixed comes near it, in bytes. */
const LARGEST = 16 * 1024 * 1024;

/** What is older than this, in milliseconds, was left behind, even if a process has the number again. */
const OLD = 60 * 60 * 1000;

/** A name for a file beside the one that is written. It says what the file holds, by which another run knows that it may be removed. */
export function temporaryName(content: Uint8Array): string {
  return `.bulkhead-${process.pid}-${randomBytes(4).toString("hex")}-${hashOf(content)}.tmp`;
}

/** How reading a file went: what it holds, and what the system says of it at the same time. */
export interface Look {
  readonly bytes: Uint8Array;
  readonly stats: BigIntStats;
}

/** Opens a file to look into it, through no symbolic link, and without waiting for a pipe. The caller closes it. */
export function openToLook(file: string): number {
  return openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
}

/** Looks into a regular file of at most 16 MiB. Undefined for everything else. */
export function look(descriptor: number): Look | undefined {
  const stats = fstatSync(descriptor, { bigint: true });
  if (!stats.isFile() || stats.size > LARGEST) return undefined;
  // One byte more than is expected tells of a file that grows.
  const bytes = Buffer.alloc(Number(stats.size) + 1);
  let length = 0;
  for (let read = -1; read !== 0 && length < bytes.length; length += read) {
    read = readSync(descriptor, bytes, length, bytes.length - length, length);
  }
  return { bytes: bytes.subarray(0, length), stats };
}

/**
 * Removes from a directory, given by its real path, what runs left behind that were killed: files with a name as `temporaryName` makes it, of processes
 * that are gone, that are empty or hold exactly what their names say. What somebody saved into one is never removed: such names are returned.
 * What cannot be listed or removed stays; whether files can be written there is told with each of them.
 */
export function removeLeftBehind(directory: string): readonly string[] {
  let held: HeldDirectory | undefined;
  try {
    held = new HeldDirectory(directory);
    return readdirSync(held.inside(".")).filter((name) => isStrange(name, held?.inside(name) ?? name));
  } catch {
    return [];
  } finally {
    held?.close();
  }
}

/** Removes a file that was left behind; whether it holds what no run wrote, and so stays. */
function isStrange(name: string, file: string): boolean {
  const [, id, hash] = NAME.exec(name) ?? [];
  if (id === undefined || hash === undefined) return false;
  try {
    const stats = lstatSync(file);
    if (!stats.isFile() || !(isGone(Number(id)) || Date.now() - stats.ctimeMs > OLD)) return false;
    if (!isWhatItsNameSays(file, hash)) return true;
    unlinkSync(file);
  } catch {
    // Another run was faster, or it may not be removed.
  }
  return false;
}

/** A file of this process's own number is one of another: it removes its own. */
function isGone(id: number): boolean {
  if (id === process.pid) return true;
  try {
    process.kill(id, 0);
    return false;
  } catch (error) {
    return codeOf(error) === "ESRCH";
  }
}

function isWhatItsNameSays(file: string, hash: string): boolean {
  const descriptor = openToLook(file);
  try {
    const found = look(descriptor);
    return found !== undefined && (found.bytes.length === 0 || hashOf(found.bytes) === hash);
  } finally {
    closeSync(descriptor);
  }
}

function hashOf(content: Uint8Array): string {
  return createHash("sha256").update(content).digest("hex").slice(0, 32);
}
