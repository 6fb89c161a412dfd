import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Config } from "../analysis/config.ts";
import type { Entry } from "./entries.ts";
import type { EntryCheckOptions, EntryOutcome } from "./entry-check.ts";
import { uriOf } from "./file-names.ts";
import type { FileSources } from "./sources.ts";

/** A result with the hash of every file that it hangs on; null for one that could not be read. */
interface Kept {
  readonly reads: readonly (readonly [name: string, hash: string | null])[];
  readonly outcome: EntryOutcome;
}

/**
 * Results on disk, one file for each entry. A result is used again only where the program, the settings, the options, and the content of every file
 * that the analysis asked for are the same. What cannot be read or written there costs time and nothing else.
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
    const kept = await readKept(await this.#fileFor(entry, config, sources));
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
    await writeWhole(await this.#fileFor(entry, config, sources), JSON.stringify(kept));
  }

  async #fileFor(
    entry: Entry,
    { profile, engine, rules, exceptions, ignored }: Config,
    sources: FileSources,
  ): Promise<string> {
    const key = await hashOf(
      JSON.stringify([
        this.#version,
        this.#options,
        entry.exact,
        entry.uris.map((uri) => sources.name(uri)),
        profile,
        Object.entries(engine).sort(),
        [...rules].sort(),
        exceptions,
        ignored,
      ]),
    );
    return path.join(this.#directory, key.slice(0, 2), `${key}.json`);
  }
}

/**
 * What tells one program from another: two with one version may find different things while the second is being written. `bundle` is the file that
 * threads run, which names its parts by the hashes of what they hold; undefined where the program is not bundled.
 */
export async function programKey(version: string, bundle: string | undefined): Promise<string> {
  return bundle === undefined ? version : `${version} ${await hashOf(await readFile(bundle))}`;
}

async function contentHash(uri: string, sources: FileSources): Promise<string | null> {
  const opened = await sources.open(uri);
  return opened.is === "read" ? hashOf(opened.bytes) : null;
}

async function hashOf(content: string | Uint8Array): Promise<string> {
  // Loading it takes as long as checking several files, and most runs keep nothing.
  const { createHash } = await import("node:crypto");
  return createHash("sha256").update(content).digest("hex");
}

async function readKept(file: string): Promise<Kept | undefined> {
  try {
    const kept: unknown = JSON.parse(await readFile(file, "utf8"));
    return isKept(kept) ? kept : undefined;
  } catch {
    // Nothing is kept under this key, or a run that was broken off left a part of it.
    return undefined;
  }
}

/** The file name is a hash over the program and all options, so whatever has this shape was written by the same program. */
function isKept(value: unknown): value is Kept {
  return (
    typeof value === "object" && value !== null && "reads" in value && Array.isArray(value.reads) && "outcome" in value
  );
}

/** Written beside it first, since several threads and runs may write one file. */
async function writeWhole(file: string, text: string): Promise<void> {
  const temporary = `${file}.${crypto.randomUUID()}.tmp`;
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(temporary, text);
    await rename(temporary, file);
  } catch {
    await rm(temporary, { force: true }).catch(() => {});
  }
}
