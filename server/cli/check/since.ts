import { realpathSync } from "node:fs";
import path from "node:path";
import type { ReportedInputError } from "../../analysis/report/report.ts";
import { SETTINGS_FILES } from "../../analysis/settings/read.ts";
import { readRegularFile } from "../../disk/read-file.ts";
import { isWithin, realPath } from "../../disk/real-path.ts";
import { type Step, stepsTo } from "../../disk/steps.ts";
import { CannotRun } from "../../entries/cannot-run.ts";
import { IgnoreFiles } from "../input/ignore-files.ts";
import { type AskGit, gitIn } from "./git.ts";
import type { EntryOutcome } from "./outcome.ts";

/** A path of a commit or of the index. `mode` is 120000 for a symbolic link, 160000 for the commit of a submodule. */
interface Tracked {
  readonly mode: string;
  /** The hash of what it holds. */
  readonly id: string;
  /** Set where a sparse checkout leaves it out of the work tree. */
  readonly isSparse?: boolean;
}

const LINK = "120000";
const SUBMODULE = "160000";

/**
 * Compares with the commit that `ref` and HEAD have in common: what is committed since, staged, changed in the work tree, and new.
 * Throws `CannotRun` where there is no repository, no such commit, or no history in common.
 */
export async function changeSince(ref: string, cwd: string): Promise<Change> {
  const git = await gitIn(cwd);
  const root = (await git(["rev-parse", "--show-toplevel"], "--since needs a git repository")).replace(/\r?\n$/, "");
  const named = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`];
  const commit = (await git(named, `--since: git knows no commit "${ref}"`)).trim();
  const apart = `--since: "${ref}" has no history in common with HEAD; fetch more of it`;
  const base = (await git(["merge-base", commit, "HEAD"], apart)).trim();
  const failed = "--since: git could not list the files";
  const before = trackedIn(await git(["ls-tree", "-r", "-z", "--full-tree", base], failed));
  const staged = trackedIn(await git(["ls-files", "-s", "-t", "-z", "--full-name", "--", ":/"], failed));
  // Of what is as it was, only what tells of the work tree is of use.
  for (const [file, { mode, id, isSparse }] of staged)
    if (before.get(file)?.id === id && mode !== SUBMODULE && isSparse !== true) staged.delete(file);
  return new Change(git, { ref, cwd, root: realpathSync(root), before, staged });
}

/** Reads lines that end with NUL: `ls-tree` gives mode, type and hash, `ls-files` a tag, mode, hash and stage; then come a tab and the path. */
function trackedIn(listing: string): Map<string, Tracked> {
  const tracked = new Map<string, Tracked>();
  for (const line of listing.split("\0")) {
    const tab = line.indexOf("\t");
    if (tab < 0) continue;
    const [first = "", second = "", third = ""] = line.slice(0, tab).split(" ");
    const isIndex = first.length === 1;
    const entry = { mode: isIndex ? second : first, id: third };
    tracked.set(line.slice(tab + 1), isIndex && first === "S" ? { ...entry, isSparse: true } : entry);
  }
  return tracked;
}

/** What differs from a commit. Git says what the commit holds; the files of the work tree are read and hashed here, so that git runs nothing on them. */
export class Change {
  readonly #git: AskGit;
  readonly #ref: string;
  readonly #cwd: string;
  readonly #root: string;
  readonly #before: ReadonlyMap<string, Tracked>;
  readonly #staged: ReadonlyMap<string, Tracked>;
  readonly #ignoreFiles: IgnoreFiles;
  readonly #settings = new Map<string, Promise<boolean>>();
  readonly #plain = new Set<string>();

  constructor(
    git: AskGit,
    from: {
      readonly ref: string;
      readonly cwd: string;
      readonly root: string;
      readonly before: ReadonlyMap<string, Tracked>;
      readonly staged: ReadonlyMap<string, Tracked>;
    },
  ) {
    this.#git = git;
    this.#ref = from.ref;
    this.#cwd = from.cwd;
    this.#root = from.root;
    this.#before = from.before;
    this.#staged = from.staged;
    this.#ignoreFiles = new IgnoreFiles(from.cwd);
  }

  /** What kept ignore files from being read. */
  get problems(): readonly ReportedInputError[] {
    return this.#ignoreFiles.problems;
  }

  /** Whether the change touches what the result for an entry hangs on: a file that was read or looked for, or settings above it. */
  async isTouched({ file, asked }: Pick<EntryOutcome, "file" | "asked">): Promise<boolean> {
    let isTouched = false;
    // All of them are asked about, since those that changed are told of.
    for (const one of this.#settingsAbove(file)) if (await this.#areSettingsChanged(one)) isTouched = true;
    for (const one of isTouched ? [] : asked) if (await this.isChanged(path.resolve(this.#cwd, one))) return true;
    return isTouched;
  }

  /** Whether a file, by its absolute path, or a symbolic link on the way to it, is not what it was. What lies outside of the repository never changes. */
  async isChanged(file: string): Promise<boolean> {
    for (const { at, is } of stepsTo(file, this.#plain)) {
      const tracked = this.#tracked(at);
      if (tracked !== undefined && (await this.#differs(tracked, at, is))) return true;
    }
    return false;
  }

  /** The settings files above the entries that were asked about that are not what they were, by absolute path. */
  async changedSettings(): Promise<readonly string[]> {
    const changed: string[] = [];
    for (const [file, isChanged] of this.#settings) if (await isChanged) changed.push(file);
    return changed.sort();
  }

  /**
   * What a file held at the commit; null where there was none, undefined for one outside of the repository, which no change of it can touch.
   * Throws `CannotRun` where it was a symbolic link.
   */
  async textBefore(name: string): Promise<string | null | undefined> {
    const named = path.resolve(this.#cwd, name);
    const file = this.#tracked(named) ?? this.#tracked(realPath(named) ?? named);
    if (file === undefined) return undefined;
    const before = this.#before.get(file);
    if (before === undefined) return null;
    if (before.mode === LINK) throw new CannotRun(`${name} is a symbolic link at ${this.#ref}: name the file itself`);
    return this.#git(["cat-file", "blob", before.id], `--since: git could not read ${name} of ${this.#ref}`);
  }

  *#settingsAbove(name: string): Iterable<string> {
    for (let at = path.dirname(path.resolve(this.#cwd, name)); ; at = path.dirname(at)) {
      for (const one of SETTINGS_FILES) yield path.join(at, one);
      if (at === this.#root || at === path.dirname(at)) return;
    }
  }

  #areSettingsChanged(file: string): Promise<boolean> {
    const known = this.#settings.get(file);
    if (known !== undefined) return known;
    const asking = this.isChanged(file);
    this.#settings.set(file, asking);
    return asking;
  }

  async #differs(tracked: string, file: string, now: Step["is"]): Promise<boolean> {
    for (let above = tracked; above !== "."; above = path.posix.dirname(above)) {
      const [then, staged] = [this.#before.get(above), this.#staged.get(above)];
      if (then?.mode === SUBMODULE || staged?.mode === SUBMODULE) return then?.id !== staged?.id;
      // What is a directory, or gone, was a file or a link.
      if (then !== undefined && above !== tracked) return true;
    }
    const before = this.#before.get(tracked);
    const staged = this.#staged.get(tracked);
    if (before === undefined)
      return now !== "nothing" && (staged !== undefined || !this.#ignoreFiles.leavesOut(file, false));
    if (now === "nothing") return !(staged?.isSparse === true && staged.id === before.id);
    if (typeof now === "object") return before.mode !== LINK || !(await isOf(before.id, Buffer.from(now.link)));
    const read = readRegularFile(file, LARGEST);
    return read.is !== "read" || before.mode === LINK || !(await isOf(before.id, read.bytes));
  }

  /** The name of a path in the repository; undefined for one outside. */
  #tracked(file: string): string | undefined {
    if (file === this.#root || !isWithin(file, this.#root)) return undefined;
    return path.relative(this.#root, file).split(path.sep).join("/");
  }
}

/** Larger files count as changed. */
const LARGEST = 64 * 1024 * 1024;

/** Whether bytes are what git calls by a hash. Git itself may have made the line ends those of Windows, so that they alone are no difference. */
async function isOf(id: string, bytes: Uint8Array): Promise<boolean> {
  // No other run hashes with it.
  const { createHash } = await import("node:crypto");
  const algorithm = id.length === 40 ? "sha1" : "sha256";
  const hash = (content: Uint8Array): string =>
    createHash(algorithm).update(`blob ${content.length}\0`).update(content).digest("hex");
  if (hash(bytes) === id) return true;
  if (!bytes.includes(CARRIAGE_RETURN)) return false;
  return hash(Buffer.from(Buffer.from(bytes).toString("latin1").replaceAll("\r\n", "\n"), "latin1")) === id;
}

const CARRIAGE_RETURN = 13;
