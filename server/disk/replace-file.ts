import {
  accessSync,
  type BigIntStats,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  renameSync,
  rmSync,
} from "node:fs";
import path from "node:path";
import { HeldDirectory } from "./held-directory.ts";
import { Refusal } from "./refusal.ts";
import { codeOf } from "./system-error.ts";
import { type Look, look, openToLook, temporaryName } from "./temporary-files.ts";
import { uninterrupted } from "./uninterrupted.ts";
import { writeAll } from "./write-all.ts";

const CHANGED = "changed while it was being checked";

/**
 * Replaces what a file holds, whole or not at all: `file` is its real path, and `before` what it is to hold until then.
 *
 * The new text is written and kept by the disk beside the file before anything else is looked at. The last look and the change of names are calls that
 * follow each other, some microseconds apart. What is replaced keeps a name of its own until it has been looked at once more: whoever wrote into it in
 * between gets it back. So a save is lost only where another file is put under this name within those microseconds, or where a program that had the file
 * open writes its first byte after the second look.
 *
 * Throws a `Refusal` where the file may not be written, or could not be as it was but for its text; other errors where the system fails. Then the file is as it was,
 * and nothing is left beside it.
 */
export function replaceFile(file: string, before: Uint8Array, after: Uint8Array): void {
  uninterrupted(() => replace(file, before, after));
}

function replace(file: string, before: Uint8Array, after: Uint8Array): void {
  const directory = new HeldDirectory(path.dirname(file));
  try {
    const name = path.basename(file);
    const fresh = directory.inside(temporaryName(after));
    const old = mayBeReplaced(directory.inside(name));
    try {
      writeLike(old, fresh, after);
      exchange({ directory, name, fresh, kept: directory.inside(temporaryName(before)), before });
    } finally {
      rmSync(fresh, { force: true });
    }
  } finally {
    directory.close();
  }
}

function mayBeReplaced(target: string): BigIntStats {
  const stats = lstatSync(target, { bigint: true });
  if (!stats.isFile()) throw new Refusal(CHANGED);
  if (stats.nlink > 1n) throw new Refusal(`has ${stats.nlink} names (hard links), of which a fix would change one`);
  // The kernel lets root write it; who took the right from everybody did not mean that.
  if ((stats.mode & 0o222n) === 0n) throw new Refusal("is read-only");
  try {
    accessSync(target, constants.W_OK);
  } catch (error) {
    if (codeOf(error) === "EROFS") throw error;
    throw new Refusal("may not be written: permission denied");
  }
  return stats;
}

/** Writes a file of the same owner, group and mode, and waits until the disk has it. Nobody else may open it before. */
function writeLike(old: BigIntStats, fresh: string, content: Uint8Array): void {
  const descriptor = openSync(fresh, "wx", 0o600);
  try {
    writeAll(descriptor, content);
    keepRights(descriptor, old);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** The mode comes last, since a change of the owner clears a part of it; and a part of it may be refused without an error. */
function keepRights(descriptor: number, old: BigIntStats): void {
  const made = fstatSync(descriptor, { bigint: true });
  try {
    if (made.uid !== old.uid || made.gid !== old.gid) fchownSync(descriptor, Number(old.uid), Number(old.gid));
    fchmodSync(descriptor, Number(old.mode & 0o7777n));
  } catch {
    throw new Refusal("would not keep its owner and group: only its owner or root may fix it");
  }
  if (fstatSync(descriptor, { bigint: true }).mode !== old.mode) throw new Refusal("would not keep its permissions");
}

interface Exchange {
  readonly directory: HeldDirectory;
  readonly name: string;
  /** The file that takes the place of the old one, written and closed. */
  readonly fresh: string;
  /** A second name that the old file gets until it is certain that nobody wrote into it. */
  readonly kept: string;
  readonly before: Uint8Array;
}

function exchange(one: Exchange): void {
  const { directory, name, kept } = one;
  const target = directory.inside(name);
  const isKept = link(target, kept);
  let isSaved = false;
  try {
    const descriptor = openToLook(target);
    try {
      isSaved = isSavedWhileExchanged(one, descriptor, isKept);
    } finally {
      closeSync(descriptor);
    }
  } finally {
    if (isKept && !isSaved) rmSync(kept, { force: true });
  }
  if (isSaved) throw new Refusal("was saved while it was being fixed");
}

/** Throws a `Refusal` where the file had changed before. Whoever wrote into the old file meanwhile has it back under its name. */
function isSavedWhileExchanged(
  { directory, name, fresh, kept, before }: Exchange,
  old: number,
  isKept: boolean,
): boolean {
  const target = directory.inside(name);
  const { ino } = lstatSync(fresh, { bigint: true });
  const seen = look(old);
  if (seen === undefined || !holds(seen, before)) throw new Refusal(CHANGED);
  for (const one of isKept ? [kept, target] : [target]) {
    if (!isSame(lstatSync(one, { bigint: true }), seen.stats)) throw new Refusal(CHANGED);
  }
  // The first round makes the second one fast: code that runs for the first time takes far longer than what it does.
  for (let round = 0; round < 2; round++) {
    waitForRenames(fresh);
    if (!directory.stillHolds(name, old)) throw new Refusal(CHANGED);
  }
  renameSync(fresh, target);
  directory.sync();
  if (!isKept || holds(look(old), before)) return false;
  const now = lstatSync(target, { bigint: true, throwIfNoEntry: false });
  // A later save has put a third file there.
  if (now?.ino === ino) renameSync(kept, target);
  else rmSync(kept, { force: true });
  return true;
}

/** To give a file its own name changes nothing, and waits for its turn: what others are renaming in the directory is done by then. */
function waitForRenames(file: string): void {
  renameSync(file, file);
}

/** What file systems say that know no second names, and the kernel where it does not allow one. */
const NO_LINKS: ReadonlySet<string> = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK", "EXDEV"]);

function link(target: string, name: string): boolean {
  try {
    linkSync(target, name);
    return true;
  } catch (error) {
    if (NO_LINKS.has(codeOf(error))) return false;
    if (codeOf(error) === "ENOENT") throw new Refusal(CHANGED);
    throw error;
  }
}

function holds(found: Look | undefined, expected: Uint8Array): boolean {
  return found !== undefined && Buffer.compare(found.bytes, expected) === 0;
}

function isSame(a: BigIntStats, b: BigIntStats): boolean {
  return a.dev === b.dev && a.ino === b.ino && a.size === b.size && a.mtimeNs === b.mtimeNs && a.ctimeNs === b.ctimeNs;
}
