import { wellFormed } from "./printable.ts";

/**
 * Works on URIs as texts, since the analysis has no URL class to rely on.
 * What the caller spelled is kept: only what is appended gets encoded, in the manner of VS Code, so that a URI made here equals the editor's own.
 */

const PREFIX = /^[A-Za-z][A-Za-z0-9+.-]*:(?:\/\/[^/?#]*)?/;

/** The directory that holds the file, without a slash at the end. */
export function directoryOf(uri: string): string {
  const path = withoutQuery(uri);
  return path.slice(0, Math.max(path.lastIndexOf("/"), prefixOf(path).length));
}

/** The directories above one, the nearest first, `most` at most. */
export function directoriesAbove(directory: string, most: number): readonly string[] {
  const found: string[] = [];
  let at = directory;
  for (let above = directoryOf(at); above !== at && found.length < most; above = directoryOf(at)) {
    found.push(above);
    at = above;
  }
  return found;
}

/** The file of a name that holds nothing to encode, in a directory as `directoryOf` gives it. */
export function inDirectory(directory: string, name: string): string {
  return `${directory}/${name}`;
}

/** The last segment, decoded. */
export function baseName(uri: string): string {
  const path = withoutQuery(uri).slice(prefixOf(uri).length);
  return decode(path.slice(path.lastIndexOf("/") + 1));
}

/** The path of a file from a directory that it lies below, both URIs, with `/`; undefined for one that lies elsewhere. */
export function pathBelow(directory: string, file: string): string | undefined {
  const [base, path] = [`${withoutSlashes(pathOf(directory))}/`, pathOf(file)];
  return path.startsWith(base) ? path.slice(base.length) : undefined;
}

/** The decoded path. A drive letter of Windows comes without the slash before it, `C:/work`, and a network share with its host, `//host/share`. */
export function pathOf(uri: string): string {
  const prefix = prefixOf(uri);
  const path = decode(withoutQuery(uri).slice(prefix.length));
  if (isShare(prefix)) return `${decode(prefix.slice("file:".length))}${path}`;
  return /^\/[A-Za-z]:/.test(path) ? path.slice(1) : path;
}

/**
 * Resolves a path as somebody wrote it in a file of that directory. Backslashes count as slashes where a drive letter or a network share shows that
 * it is Windows; elsewhere they are letters of a name. Absolute paths stay on the directory's own file system, also those of other hosts:
 * what stands in a file must not make anybody talk to a host of its choice. `..` leads neither above a drive nor out of a share.
 */
export function resolvePath(directory: string, path: string): string {
  const prefix = prefixOf(directory);
  const own = segmentsOf(directory.slice(prefix.length));
  const [drive] = own.filter((segment, index) => index === 0 && DRIVE.test(decode(segment)));
  const named = DRIVE_PATH.exec(path)?.[1];
  const isWindows = drive !== undefined || named !== undefined || isShare(prefix);
  const written = segmentsOf(isWindows ? path.replaceAll("\\", "/") : path);
  if (named !== undefined) return onDrive(isShare(prefix) ? "file://" : prefix, drive, named, written.slice(1));
  const root = drive !== undefined || isShare(prefix) ? own.slice(0, 1) : [];
  const isAbsolute = path.startsWith("/") || (isWindows && path.startsWith("\\"));
  if (!isAbsolute) return joined(prefix, root, own.slice(root.length), written);
  // Compose takes a path from the root as one of the daemon's machine, which has no drives.
  return path.startsWith("\\") ? joined(prefix, root, [], written) : joined(prefix, [], [], written);
}

/** An absolute POSIX path with `.`, `..` and repeated slashes resolved; without a slash at the end, but for the root. */
export function normalisePath(path: string): string {
  if (!isRoundabout(path)) return path;
  const segments: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment === "..") segments.pop();
    else segments.push(segment);
  }
  return `/${segments.join("/")}`;
}

/** Whether an absolute path may hold anything to resolve; nearly none does. */
function isRoundabout(path: string): boolean {
  return !path.startsWith("/") || path.includes("/.") || path.includes("//") || path.endsWith("/");
}

/** A path, or what starts one, without the slashes at its end; nothing is left of the root. */
export function withoutSlashes(path: string): string {
  let end = path.length;
  while (path[end - 1] === "/") end--;
  return path.slice(0, end);
}

const DRIVE = /^[A-Za-z]:$/;

/** A path that starts with a drive letter: `C:\\work`, `c:/work`. */
const DRIVE_PATH = /^([A-Za-z]):(?:[\\/]|$)/;

/** The directory's own drive keeps the spelling that the caller has for it; another one gets that of VS Code. */
function onDrive(prefix: string, own: string | undefined, named: string, rest: readonly string[]): string {
  const isOwn = own !== undefined && decode(own)[0]?.toLowerCase() === named.toLowerCase();
  const colon = own === undefined || own.length > 2 ? "%3A" : ":";
  return joined(prefix, [isOwn ? own : `${named.toLowerCase()}${colon}`], [], rest);
}

/** `root` is above what `..` may leave; `from` is spelled as a URI already and `written` is not. */
function joined(prefix: string, root: readonly string[], from: readonly string[], written: readonly string[]): string {
  const segments = [...from];
  for (const segment of written) {
    if (segment === ".") continue;
    if (segment === "..") segments.pop();
    else segments.push(encode(segment));
  }
  return `${prefix}/${[...root, ...segments].join("/")}`;
}

function segmentsOf(path: string): readonly string[] {
  return path.split("/").filter((segment) => segment !== "");
}

/** Whether a URI with that start lies on a network share of Windows; those of WSL are such. */
function isShare(prefix: string): boolean {
  return prefix.startsWith("file://") && prefix.length > "file://".length && prefix !== "file://localhost";
}

function prefixOf(uri: string): string {
  return PREFIX.exec(uri)?.[0] ?? "";
}

/** Some editors keep in the query which version of a file it is. */
function withoutQuery(uri: string): string {
  const end = uri.search(/[?#]/);
  return end < 0 ? uri : uri.slice(0, end);
}

/** Nearly all names hold nothing to encode, and finding that out is cheaper than encoding. */
function encode(segment: string): string {
  return UNRESERVED.test(segment) ? segment : encoded(segment);
}

/** https://www.rfc-editor.org/rfc/rfc3986#section-2.3 */
const UNRESERVED = /^[A-Za-z0-9._~-]*$/;

/** Half of a surrogate pair, which a quoted text may hold, is no character that could be encoded, and no file is called so. */
function encoded(segment: string): string {
  return encodeURIComponent(wellFormed(segment)).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function decode(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
