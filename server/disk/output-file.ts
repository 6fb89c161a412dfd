import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  lstatSync,
  openSync,
  renameSync,
  rmSync,
  type Stats,
} from "node:fs";
import path from "node:path";
import { HeldDirectory } from "./held-directory.ts";
import { directoryOf, isWithin, realPath } from "./real-path.ts";
import { Refusal } from "./refusal.ts";
import { type Slot, Spool } from "./spool.ts";
import { codeOf } from "./system-error.ts";
import { uninterrupted } from "./uninterrupted.ts";
import { writeAll } from "./write-all.ts";

/** Something that a whole text is written to once. */
export interface Output {
  /** Writes all parts, which are made only now. Throws where they cannot be made or written: then a regular file is as it was. */
  write(parts: Iterable<string>): void;
}

/** The names under which the kernel shows a process what it has open. A shell hands over pipes so. */
const DESCRIPTOR = /^\/(?:dev\/(?:stdout|stderr|fd\/\d+)|proc\/(?:self|\d+)\/fd\/\d+)$/;

/**
 * Finds out whether an absolute path can be written, and changes nothing yet. Regular files are replaced by whole ones; pipes, devices and what the
 * process has open are written as they are. `trees` are files and directories whose content others wrote: no symbolic link in them is followed out of
 * them, and one at the end of a path never. Throws where the path cannot be written, a `Refusal` where it is not to be.
 */
export function outputTo(file: string, trees: readonly string[]): Output {
  const found = DESCRIPTOR.test(file) ? undefined : lstatSync(file, { throwIfNoEntry: false });
  if (found?.isSymbolicLink()) throw new Refusal("is a symbolic link: name the file that it leads to");
  if (found?.isDirectory()) throw new Refusal("is a directory");
  if (DESCRIPTOR.test(file) || found?.isFile() === false) return stream(file, found?.isFIFO() === true);
  const parent = realParent(file, trees);
  accessSync(found === undefined ? parent : file, constants.W_OK);
  return { write: (parts) => replaceWith(parts, parent, path.basename(file)) };
}

/** Opened now; what is written to it arrives as it is made. */
function stream(file: string, isPipe: boolean): Output {
  // A pipe that nobody reads would be waited for; asked in this way, the system refuses it.
  const probe = isPipe ? openSync(file, constants.O_WRONLY | constants.O_NONBLOCK) : undefined;
  const descriptor = openSync(file, constants.O_WRONLY);
  if (probe !== undefined) closeSync(probe);
  return {
    write: (parts) => {
      if (fstatSync(descriptor).isFile()) ftruncateSync(descriptor);
      for (const part of parts) writeAll(descriptor, Buffer.from(part, "utf8"));
      closeSync(descriptor);
    },
  };
}

function realParent(file: string, trees: readonly string[]): string {
  const directory = path.dirname(file);
  const parent = realPath(directory);
  if (parent === undefined) throw new Refusal("cannot be written: its directory does not exist");
  for (const tree of trees.map(directoryOf)) {
    if (!isWithin(directory, tree) || isWithin(parent, realPath(tree) ?? tree)) continue;
    throw new Refusal(`is behind a symbolic link that leads to ${parent}: name the file there`);
  }
  return parent;
}

/** All parts are there before the file is touched, so that it does not wait half-written for what takes long, or fails. */
function replaceWith(parts: Iterable<string>, parent: string, name: string): void {
  const spool = new Spool();
  try {
    const slots = Array.from(parts, (part) => spool.add(part));
    uninterrupted(() => put(() => readAll(spool, slots), parent, name));
  } finally {
    spool.close();
  }
}

function* readAll(spool: Spool, slots: readonly Slot[]): Iterable<Uint8Array> {
  for (const slot of slots) yield spool.readBytes(slot);
}

function put(parts: () => Iterable<Uint8Array>, parent: string, name: string): void {
  const directory = new HeldDirectory(parent);
  try {
    const target = directory.inside(name);
    const old = lstatSync(target, { throwIfNoEntry: false });
    if (old?.isFile() === false) throw new Refusal("was replaced by something that is no file meanwhile");
    if (!isReplaced(parts(), directory, name, old)) overwrite(target, parts());
  } finally {
    directory.close();
  }
}

/** What the system says where a file may be written and none be put in its place: in a directory that may not be changed, or where it is mounted by itself. */
const ONLY_IN_PLACE: ReadonlySet<string> = new Set(["EACCES", "EPERM", "EROFS", "EBUSY"]);

/** Whether a whole file could be put in place of the old one, or where there was none. Nothing is left beside it otherwise. */
function isReplaced(
  parts: Iterable<Uint8Array>,
  directory: HeldDirectory,
  name: string,
  old: Stats | undefined,
): boolean {
  const fresh = directory.inside(`.bulkhead-${crypto.randomUUID()}.tmp`);
  try {
    const descriptor = openSync(fresh, "wx", old === undefined ? 0o666 : 0o600);
    try {
      for (const part of parts) writeAll(descriptor, part);
      if (old !== undefined) keepRights(descriptor, old);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    directory.verify();
    renameSync(fresh, directory.inside(name));
    return true;
  } catch (error) {
    rmSync(fresh, { force: true });
    if (old !== undefined && ONLY_IN_PLACE.has(codeOf(error))) return false;
    throw error;
  }
}

/** A report is its writer's own: where it may not be given away, it belongs to who wrote it. */
function keepRights(descriptor: number, { uid, gid, mode }: Stats): void {
  try {
    fchownSync(descriptor, uid, gid);
  } catch {
    // Only root gives files away.
  }
  fchmodSync(descriptor, mode & 0o777);
}

function overwrite(target: string, parts: Iterable<Uint8Array>): void {
  const descriptor = openSync(target, constants.O_WRONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  try {
    const { nlink } = fstatSync(descriptor);
    if (nlink > 1) throw new Refusal(`has ${nlink} names (hard links), and its directory may not be written`);
    ftruncateSync(descriptor);
    for (const part of parts) writeAll(descriptor, part);
  } finally {
    closeSync(descriptor);
  }
}
