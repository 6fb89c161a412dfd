/**
 * Works on URIs as texts, since the analysis has no URL class to rely on.
 * What the caller spelled is kept: only what is appended gets encoded, in the manner of VS Code, so that a URI made here equals the editor's own.
 */

const PREFIX = /^[A-Za-z][A-Za-z0-9+.-]*:(?:\/\/[^/]*)?/;

/** The directory that holds the file, without a slash at the end. */
export function directoryOf(uri: string): string {
  return uri.slice(0, Math.max(uri.lastIndexOf("/"), prefixOf(uri).length));
}

/** The last segment, decoded. */
export function baseName(uri: string): string {
  return decode(uri.slice(uri.lastIndexOf("/") + 1));
}

/** The decoded path. A drive letter of Windows comes without the slash before it: `C:/work`. */
export function pathOf(uri: string): string {
  const path = decode(uri.slice(prefixOf(uri).length));
  return /^\/[A-Za-z]:/.test(path) ? path.slice(1) : path;
}

/**
 * Resolves a path as somebody wrote it in a file of that directory; backslashes count as slashes where a drive letter shows that it is Windows.
 * Absolute paths stay on the directory's own file system.
 */
export function resolvePath(directory: string, path: string): string {
  const prefix = prefixOf(directory);
  const posix = /^[A-Za-z]:/.test(path) ? `/${path.replaceAll("\\", "/")}` : path;
  const from = posix.startsWith("/") ? [] : directory.slice(prefix.length).split("/");
  const segments = from.filter((segment) => segment !== "");
  for (const segment of posix.split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment === "..") segments.pop();
    else segments.push(encode(segment));
  }
  return `${prefix}/${segments.join("/")}`;
}

/** An absolute POSIX path with `.`, `..` and repeated slashes resolved; without a slash at the end, but for the root. */
export function normalisePath(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment === "..") segments.pop();
    else segments.push(segment);
  }
  return `/${segments.join("/")}`;
}

function prefixOf(uri: string): string {
  return PREFIX.exec(uri)?.[0] ?? "";
}

function encode(segment: string): string {
  return encodeURIComponent(segment).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
