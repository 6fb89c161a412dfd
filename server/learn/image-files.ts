import { posix } from "node:path";
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
  /** The texts of the scripts that were asked for, by their paths. */
  readonly scripts: ReadonlyMap<string, string>;
}

/** In bytes: of `/etc/passwd`. */
const LARGEST_PASSWD = 1024 * 1024;

/** In bytes: of a script with which a container starts. */
const LARGEST_SCRIPT = 100_000;

/** How much of a file of an exported image is read: of the list of users, and of the files with which it starts. All others are passed over. */
export function wantsOf(starts: ReadonlySet<string>): (header: { readonly path: string }) => number {
  return ({ path }) => (path === PASSWD ? LARGEST_PASSWD : starts.has(`/${path}`) ? LARGEST_SCRIPT : 0);
}

const PASSWD = "etc/passwd";

export async function imageFilesOf(entries: AsyncIterable<TarEntry>): Promise<ImageFiles> {
  const directories = new Map<string, { mode: number; uid: number; gid: number; hasFiles: boolean }>();
  const links = new Map<string, string>();
  const setuid: string[] = [];
  const fileCapabilities: string[] = [];
  const groups = new Map<number, number>();
  const scripts = new Map<string, string>();
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
    const text = content && Buffer.from(content).toString("utf8");
    if (path === PASSWD && text !== undefined) readPasswd(text, groups);
    else if (text?.startsWith("#!")) scripts.set(full, text);
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
  return { directories, links, setuid: setuid.sort(), fileCapabilities: fileCapabilities.sort(), groups, scripts };
}

function readPasswd(text: string, groups: Map<number, number>): void {
  for (const line of text.split("\n")) {
    const [, , uid = "", gid = ""] = line.split(":");
    if (/^\d+$/.test(uid) && /^\d+$/.test(gid)) groups.set(Number(uid), Number(gid));
  }
}

/**
 * Where the engine itself puts something into every container. Podman 5.8 tells of the directory alone in which it does; where a program wrote there too and left
 * nothing, the trial with a read-only root shows it.
 */
const ENGINE_OWN =
  /^\/(?:dev|proc|sys)(?:\/|$)|^\/etc(?:\/(?:hosts|hostname|resolv\.conf|mtab))?$|^\/\.dockerenv$|^\/run\/\.containerenv$/;

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
  return {
    tmpfs: outermost,
    stuck,
    written: [...new Set(leaves.map((leaf) => (directories.has(leaf) ? leaf : above(leaf))))].sort(),
  };
}

function placeFor(leaf: string, directories: ImageFiles["directories"]): LearnedTmpfs | undefined {
  let below = leaf;
  let at = directories.has(leaf) ? leaf : above(leaf);
  while (!directories.has(at) && at !== "/") {
    below = at;
    at = above(at);
  }
  // A directory that the copy made itself, in which it wrote.
  return emptyAt(at, directories) ?? (below !== leaf ? { path: below } : undefined);
}

/**
 * A tmpfs over a directory of the image, if there is no file in it, with its owner: a start script may give it away otherwise. The root and the directories of
 * programs are nobody's scratch, even where they are empty.
 */
function emptyAt(path: string, directories: ImageFiles["directories"]): LearnedTmpfs | undefined {
  const found = directories.get(path);
  if (found === undefined || found.hasFiles || path === "/") return undefined;
  return { path, ...(found.uid === 0 ? {} : { uid: found.uid, gid: found.gid }) };
}

function isEverybodys({ mode }: { readonly mode: number }): boolean {
  return (mode & 0o002) !== 0;
}

/** How many places are tried that nobody was seen to write to. */
export const MOST_SPARE = 3;

/**
 * Where else a tmpfs could stand, since the engine compares files and does not list where a program makes one and removes it at once: at the paths that a failure
 * names, and over directories that everybody may write to. Each is a directory that the image has without any file in it.
 */
export function spareOf(
  said: string,
  { directories, links }: ImageFiles,
  mounted: readonly string[],
): readonly LearnedTmpfs[] {
  const named = (said.match(/(?:\/[\w.@+-]+)+/g) ?? []).map((path) => existing(path, directories, links));
  const open = [...directories].flatMap(([path, one]) => (isEverybodys(one) ? [path] : [])).sort();
  const places = [...new Set([...named, ...open])].filter(
    (path) => !ENGINE_OWN.test(path) && !mounted.some((target) => isWithin(path, target) || isWithin(target, path)),
  );
  return places.flatMap((path) => emptyAt(path, directories) ?? []).slice(0, MOST_SPARE);
}

/** The nearest directory of the image at a path or above it, through the links on the way. */
function existing(path: string, directories: ImageFiles["directories"], links: ImageFiles["links"]): string {
  let at = "/";
  for (const name of path.split("/").slice(1)) {
    const below = at === "/" ? `/${name}` : `${at}/${name}`;
    const link = links.get(below);
    const led = link === undefined ? below : posix.resolve(at, link);
    if (!directories.has(led)) break;
    at = led;
  }
  return at;
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
