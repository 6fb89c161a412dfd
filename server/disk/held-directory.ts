import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  lstatSync,
  openSync,
  readlinkSync,
  realpathSync,
  statSync,
} from "node:fs";
import path from "node:path";
import { Refusal } from "./refusal.ts";
import { codeOf } from "./system-error.ts";

const REPLACED = "is behind a directory that was replaced meanwhile";

const FLAGS = constants.O_RDONLY | (constants.O_DIRECTORY ?? 0) | (constants.O_NOFOLLOW ?? 0);

/**
 * A directory that is found by its real path and then held, so that nobody can put another one, or a symbolic link, under its name while files are
 * written in it. Node has none of the calls that are told a directory by its handle; on Linux `/proc/self/fd` is a name of what is held. Elsewhere, and
 * where a directory may be entered and not listed, names are used as they are, and `verify` tells whether they lead elsewhere by now.
 */
export class HeldDirectory {
  readonly #real: string;
  readonly #descriptor: number | undefined;
  readonly #base: string;

  /** Throws where there is no such directory, and a `Refusal` where its path is not the real one any more. */
  constructor(real: string) {
    this.#real = real;
    this.#descriptor = openedDirectory(real);
    this.#base = heldName(this.#descriptor) ?? real;
    try {
      this.verify();
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** The path of what the directory holds under a name. */
  inside(name: string): string {
    return path.join(this.#base, name);
  }

  /** Throws a `Refusal` where the directory has moved, or another one has its name. */
  verify(): void {
    const isThere = this.#base === this.#real ? this.#isNamedSo() : readlinkSync(this.#base) === this.#real;
    if (!isThere) throw new Refusal(REPLACED);
  }

  /**
   * Whether an open file, which was opened under this name of the directory, still is what it holds there. On Linux that is one call of the system, whose
   * answer a `rename` follows within microseconds.
   */
  stillHolds(name: string, descriptor: number): boolean {
    if (this.#base !== this.#real) return readlinkSync(`/proc/self/fd/${descriptor}`) === path.join(this.#real, name);
    this.verify();
    const named = lstatSync(this.inside(name), { bigint: true });
    const open = fstatSync(descriptor, { bigint: true });
    return named.dev === open.dev && named.ino === open.ino;
  }

  /** Asks the disk to keep what changed in the directory. Some file systems cannot be asked; then it is as safe as they make it. */
  sync(): void {
    if (this.#descriptor === undefined) return;
    try {
      fsyncSync(this.#descriptor);
    } catch {
      // What was written stands all the same.
    }
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
  }

  #isNamedSo(): boolean {
    if (realpathSync(this.#real) !== this.#real) return false;
    if (this.#descriptor === undefined) return true;
    const held = fstatSync(this.#descriptor, { bigint: true });
    const named = statSync(this.#real, { bigint: true });
    return held.dev === named.dev && held.ino === named.ino;
  }
}

function openedDirectory(real: string): number | undefined {
  try {
    return openSync(real, FLAGS);
  } catch (error) {
    const code = codeOf(error);
    if (code === "ELOOP" || code === "ENOTDIR") throw new Refusal(REPLACED);
    if (code === "EACCES" || code === "EPERM" || code === "EISDIR") return undefined;
    throw error;
  }
}

function heldName(descriptor: number | undefined): string | undefined {
  if (descriptor === undefined || process.platform !== "linux") return undefined;
  const name = `/proc/self/fd/${descriptor}`;
  try {
    return path.isAbsolute(readlinkSync(name)) ? name : undefined;
  } catch {
    // Without /proc, as in some containers.
    return undefined;
  }
}
