import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, realpathSync, statSync } from "node:fs";
import { codeOf } from "./system-error.ts";

/** The largest file that is read where nobody says more, in bytes. No Compose file or Dockerfile comes near it; a wrong path may name anything. */
const LARGEST = 2 * 1024 * 1024;

/** The largest file that is read of those that Bulkhead wrote itself, in bytes: a report of a large tree has many findings. */
export const LARGEST_REPORT = 256 * 1024 * 1024;

/** What reading a file gave. `missing` is a file that is not there, `unreadable` one that is there and cannot be read, `large` one of more than is read. */
export type FileRead =
  | { readonly is: "read"; readonly bytes: Uint8Array; readonly text: string }
  | { readonly is: "missing" | "unreadable" | "large"; readonly why: string };

const MISSING: FileRead = { is: "missing", why: "does not exist" };
const DANGLING: FileRead = { is: "unreadable", why: "is a symbolic link that leads nowhere" };

/** Where the kernel shows itself as files: what looks like a regular one there may wait for an event, never end, or tell of other processes. */
const KERNEL = /^\/(?:dev|proc|sys)\//;

/** Why a file is not read that really lies at a path, all symbolic links on the way followed, to go on after its name; undefined for one that is. */
export type Barred = (real: string) => string | undefined;

/**
 * Reads a regular file, through symbolic links. Never waits for a pipe's writer, never reads a device, and no file of the kernel's own; reads no more
 * than `most` bytes, whatever the file's size is said to be, and nothing that is barred. It keeps the thread meanwhile: handing the six questions to the system
 * to another thread takes ten times as long as their answers do.
 */
export function readRegularFile(path: string, most: number = LARGEST, barred?: Barred): FileRead {
  try {
    // Most files that are asked for are not there, which is one question.
    const there = lstatSync(path, { throwIfNoEntry: false });
    if (there === undefined) return MISSING;
    if (there.isSymbolicLink() && statSync(path, { throwIfNoEntry: false }) === undefined) return DANGLING;
    const real = realpathSync.native(path);
    const why = KERNEL.test(real) ? "is not a regular file" : barred?.(real);
    if (why !== undefined) return { is: "unreadable", why };
    const file = openSync(real, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      return readOpen(file, most);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    return failed(error);
  }
}

/** Why a text that stands for a file is not looked at, to go on after its name; undefined for one that could be a file's. */
export function whyTooLarge(text: string): string | undefined {
  return Buffer.byteLength(text, "utf8") > LARGEST ? tooLarge(LARGEST) : undefined;
}

/** Reads a stream to its end. Undefined where it holds more than a file may. */
export async function readStream(stream: AsyncIterable<Uint8Array>): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > LARGEST) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function readOpen(file: number, most: number): FileRead {
  const about = fstatSync(file);
  if (about.isDirectory()) return { is: "unreadable", why: "is a directory" };
  if (!about.isFile()) return { is: "unreadable", why: "is not a regular file" };
  const bytes = about.size > most ? undefined : readUpTo(most, about.size, file);
  if (bytes === undefined) return { is: "large", why: tooLarge(most) };
  return { is: "read", bytes, text: bytes.toString("utf8") };
}

/** Reads to the end. Undefined where there is more than `most` bytes, since a file may grow while it is read. */
function readUpTo(most: number, expected: number, file: number): Buffer | undefined {
  let bytes = Buffer.allocUnsafe(expected + 1);
  let length = 0;
  for (;;) {
    const read = readSync(file, bytes, length, bytes.length - length, length);
    length += read;
    if (length > most) return undefined;
    if (read === 0) return bytes.subarray(0, length);
    if (length === bytes.length) bytes = Buffer.concat([bytes], 2 * bytes.length);
  }
}

function tooLarge(most: number): string {
  const kibibytes = most / 1024;
  return `is larger than ${kibibytes < 1024 ? `${kibibytes} KiB` : `${kibibytes / 1024} MiB`}`;
}

function failed(error: unknown): FileRead {
  const code = codeOf(error);
  if (code === "ENOENT" || code === "ENOTDIR") return MISSING;
  if (code === "EACCES" || code === "EPERM") return { is: "unreadable", why: "may not be read: permission denied" };
  if (code === "ELOOP") return { is: "unreadable", why: "is a symbolic link that leads to itself" };
  if (code === "ENXIO") return { is: "unreadable", why: "is not a regular file" };
  return { is: "unreadable", why: `cannot be read: ${error instanceof Error ? error.message : String(error)}` };
}
