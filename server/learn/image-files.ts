import type { LearnedTmpfs } from "../analysis/model/learned.ts";
import type { TarEntry } from "../engine/tar.ts";

/** What the files of an image tell without running it. Paths are absolute. */
export interface ImageFiles {
  /** Directories with their owner, and whether there is any file below. */
  readonly directories: ReadonlyMap<
    string,
    { readonly mode: number; readonly uid: number; readonly gid: number; readonly hasFiles: boolean }
  >;
  readonly links: ReadonlyMap<string, string>;
  readonly setuid: readonly string[];
  readonly fileCapabilities: readonly string[];
  /** The first group of each user, by uid. */
  readonly groups: ReadonlyMap<number, number>;
}

/** In bytes: of `/etc/passwd`. */
const LARGEST_PASSWD = 1024 * 1024;

/** Reads the headers of an exported image; contents are passed over, but for the list of users. */
export function wantsPasswd({ path }: { readonly path: string }): number {
  return path === "etc/passwd" ? LARGEST_PASSWD : 0;
}

export async function imageFilesOf(entries: AsyncIterable<TarEntry>): Promise<ImageFiles> {
  const directories = new Map<string, { mode: number; uid: number; gid: number; hasFiles: boolean }>();
  const links = new Map<string, string>();
  const setuid: string[] = [];
  const fileCapabilities: string[] = [];
  const groups = new Map<number, number>();
  const files: string[] = [];
  for await (const { path, type, mode, uid, gid, link, hasCapabilities, content } of entries) {
    const full = `/${path}`;
    if (type === "directory") {
      directories.set(full, { mode, uid, gid, hasFiles: false });
      continue;
    }
    if (type === "symlink") links.set(full, link);
    if (type === "file" && (mode & 0o6000) !== 0 && (mode & 0o111) !== 0) setuid.push(full);
    if (hasCapabilities) fileCapabilities.push(full);
    if (content !== undefined) readPasswd(Buffer.from(content).toString("utf8"), groups);
    files.push(full);
  }
  for (const file of files) {
    for (let at = above(file); ; at = above(at)) {
      const directory = directories.get(at);
      if (directory?.hasFiles === true) break;
      if (directory) directory.hasFiles = true;
      if (at === "/") break;
    }
  }
  return { directories, links, setuid: setuid.sort(), fileCapabilities: fileCapabilities.sort(), groups };
}

function readPasswd(text: string, groups: Map<number, number>): void {
  for (const line of text.split("\n")) {
    const [, , uid = "", gid = ""] = line.split(":");
    if (/^\d+$/.test(uid) && /^\d+$/.test(gid)) groups.set(Number(uid), Number(gid));
  }
}

/** Where the engine itself mounts something into every container. */
const ENGINE_OWN =
  /^\/(?:dev|proc|sys)(?:\/|$)|^\/etc\/(?:hosts|hostname|resolv\.conf|mtab)$|^\/\.dockerenv$|^\/run\/\.containerenv$/;

/** What a read-only root needs, as far as the paths tell that a copy wrote to. */
export interface Scratch {
  readonly tmpfs: readonly LearnedTmpfs[];
  /** A path for which no tmpfs can stand, since files of the image lie beside it. */
  readonly stuck: string | undefined;
  /** The directories that were written to. */
  readonly written: readonly string[];
}

/**
 * The tmpfs mounts that take what a copy wrote: each over a directory that the image has without any file in it, or does not have. `changed` is what the engine lists as
 * changed outside of mounts; the directories above a change are in it as well.
 */
export function scratchOf(
  changed: readonly string[],
  { directories }: ImageFiles,
  mounted: readonly string[],
): Scratch {
  const own = changed.filter((path) => !ENGINE_OWN.test(path) && !mounted.some((target) => isWithin(path, target)));
  const leaves = own.filter(
    (path) => !changed.some((other) => other.startsWith(`${path}/`)) && !isAbove(path, mounted),
  );
  const places = new Map<string, LearnedTmpfs>();
  let stuck: string | undefined;
  for (const leaf of leaves.sort()) {
    if ([...places.keys()].some((place) => isWithin(leaf, place))) continue;
    const place = placeFor(leaf, directories);
    if (place === undefined) stuck ??= leaf;
    else places.set(place.path, place);
  }
  const outermost = [...places.values()].filter(
    ({ path }) => ![...places.keys()].some((other) => other !== path && isWithin(path, other)),
  );
  return { tmpfs: outermost, stuck, written: [...new Set(leaves.map(above))].sort() };
}

function placeFor(leaf: string, directories: ImageFiles["directories"]): LearnedTmpfs | undefined {
  let below = leaf;
  let at = directories.has(leaf) ? leaf : above(leaf);
  while (!directories.has(at) && at !== "/") {
    below = at;
    at = above(at);
  }
  const found = directories.get(at);
  // The root and the directories of programs are nobody's scratch, even where they are empty.
  if (found && !found.hasFiles && at !== "/") {
    const isEverybodys = (found.mode & 0o002) !== 0;
    return { path: at, ...(found.uid === 0 || isEverybodys ? {} : { uid: found.uid, gid: found.gid }) };
  }
  // A directory that the copy made itself, in which it wrote.
  return below !== leaf ? { path: below } : undefined;
}

function isWithin(path: string, directory: string): boolean {
  return path === directory || path.startsWith(`${directory}/`);
}

function isAbove(path: string, targets: readonly string[]): boolean {
  return targets.some((target) => target.startsWith(`${path}/`));
}

function above(path: string): string {
  return path.slice(0, Math.max(1, path.lastIndexOf("/")));
}
