import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { latestEnd } from "../../analysis/facts/lifetimes.ts";
import type { Config } from "../../analysis/settings/config.ts";
import { LARGEST_REPORT, readRegularFile } from "../../disk/read-file.ts";
import { CannotRun } from "../../entries/cannot-run.ts";
import type { Entry } from "../../entries/entry.ts";
import { uriOf } from "../../entries/file-names.ts";
import type { FileSources } from "../../entries/sources.ts";
import type { EntryCheckOptions, EntryOutcome } from "./outcome.ts";

/** A result with the hash of every file that it hangs on; null for one that could not be read. */
interface Kept {
  readonly reads: readonly (readonly [name: string, hash: string | null])[];
  readonly outcome: EntryOutcome;
}

/**
 * Results on disk, one file for each entry. A result is used again only where the program, the settings, the options, and the content of every file
 * that the analysis asked for are the same. What cannot be read or written there, or is not what was written, costs time and nothing else.
 */
export class CheckCache {
  readonly #directory: string;
  readonly #version: string;
  readonly #cwd: string;
  readonly #options: readonly unknown[];

  constructor(directory: string, version: string, { cwd, fixes, maxExposure, maps }: EntryCheckOptions) {
    this.#directory = directory;
    this.#version = version;
    this.#cwd = cwd;
    this.#options = [fixes, maxExposure, maps];
  }

  async find(entry: Entry, config: Config, sources: FileSources): Promise<EntryOutcome | undefined> {
    const { key, file } = await this.#placeOf(entry, config, sources);
    const kept = await readKept(file, key);
    if (kept === undefined) return undefined;
    for (const [name, hash] of kept.reads) {
      if ((await contentHash(uriOf(name, this.#cwd), sources)) !== hash) return undefined;
    }
    return kept.outcome;
  }

  async keep(entry: Entry, config: Config, outcome: EntryOutcome, sources: FileSources): Promise<void> {
    const uris = sources.opened();
    // A name that is no path of this machine cannot be asked for again.
    if (uris.some((uri) => uriOf(sources.name(uri), this.#cwd) !== uri)) return;
    const hashes = uris.map(async (uri) => [sources.name(uri), await contentHash(uri, sources)] as const);
    const kept: Kept = { reads: await Promise.all(hashes), outcome };
    const text = JSON.stringify(kept);
    const { key, file } = await this.#placeOf(entry, config, sources);
    await writeWhole(file, `${await sealOf(key, text)}\n${text}`);
  }

  /** The key is a hash over the program and all that a result hangs on, beside the content of files. */
  async #placeOf(
    entry: Entry,
    { profile, engine, rules, exceptions, ignored, commands, doors, daemon, today }: Config,
    sources: FileSources,
  ): Promise<{ readonly key: string; readonly file: string }> {
    const key = await hashOf(
      JSON.stringify([
        this.#version,
        this.#options,
        Object.entries(entry.invocation).sort(),
        entry.uris.map((uri) => sources.name(uri)),
        profile,
        Object.entries(engine).sort(),
        [...rules].sort(),
        exceptions,
        commands,
        doors,
        daemon,
        ignored,
        today === undefined ? "" : latestEnd(today),
      ]),
    );
    return { key, file: path.join(this.#directory, key.slice(0, 2), `${key}.json`) };
  }
}

/**
 * What tells one program from another: two with one version may find different things while the second is being written. `bundle` is the file that
 * threads run, which names its parts by the hashes of what they hold; undefined where the program is not bundled.
 */
export async function programKey(version: string, bundle: string | undefined): Promise<string> {
  if (bundle === undefined) return version;
  const read = readRegularFile(bundle, LARGEST_REPORT);
  if (read.is !== "read") throw new CannotRun(`${bundle} ${read.why}`);
  return `${version} ${await hashOf(read.bytes)}`;
}

async function contentHash(uri: string, sources: FileSources): Promise<string | null> {
  const opened = sources.open(uri);
  return opened.is === "read" ? hashOf(opened.bytes) : null;
}

async function hashOf(content: string | Uint8Array): Promise<string> {
  // Loading it takes as long as checking several files, and most runs keep nothing.
  const { createHash } = await import("node:crypto");
  return createHash("sha256").update(content).digest("hex");
}

/** What stands in front of a result, so that nothing else is taken for one: neither a damaged file nor the result under another key. */
function sealOf(key: string, text: string): Promise<string> {
  return hashOf(`${key}\n${text}`);
}

/** Undefined where nothing is kept under the key, or what is there is not what was written. */
async function readKept(file: string, key: string): Promise<Kept | undefined> {
  const read = readRegularFile(file, LARGEST_REPORT);
  if (read.is !== "read") return undefined;
  const end = read.text.indexOf("\n");
  const text = read.text.slice(end + 1);
  // The key holds the program, so what is sealed under it has the shape that this program writes.
  return read.text.slice(0, end) === (await sealOf(key, text)) ? (JSON.parse(text) as Kept) : undefined;
}

/** Written beside it first, since several threads and runs may write one file. */
async function writeWhole(file: string, text: string): Promise<void> {
  const temporary = `${file}.${crypto.randomUUID()}.tmp`;
  try {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(temporary, text, { mode: 0o600, flag: "wx" });
    await rename(temporary, file);
  } catch {
    await rm(temporary, { force: true }).catch(() => {});
  }
}
