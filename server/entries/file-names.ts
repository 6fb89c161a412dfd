import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { isComposeName } from "../analysis/compose/syntax/detect.ts";
import { isDevContainerName } from "../analysis/devcontainer/syntax/detect.ts";
import { isDockerfileName } from "../analysis/dockerfile/syntax/detect.ts";

/** The URI of a path; a relative one is looked up in `cwd`. */
export function uriOf(file: string, cwd: string): string {
  return pathToFileURL(path.resolve(cwd, file)).href;
}

/**
 * A URI that holds its path as it is, which nearly all do: nothing in it is escaped, empty, or a step up or to the same place. Node's own reading of one takes as
 * long as a question to the disk, and each name of a file asks for some.
 */
const PLAIN_URI = /^file:\/\/(?:\/(?!\.{1,2}(?:\/|$))[\w.~+@=,-]+)+$/;

/** The path of a plain URI, where paths are as URIs have them. */
function plainPath(uri: string): string | undefined {
  return path.sep === "/" && PLAIN_URI.test(uri) ? uri.slice("file://".length) : undefined;
}

/** The path of a `file:` URI; undefined for every other URI and for one that names no path here. */
export function pathOf(uri: string): string | undefined {
  try {
    return plainPath(uri) ?? fileURLToPath(uri);
  } catch {
    return undefined;
  }
}

/** How the output names a file: relative to `cwd`, with `/`; what is no path stays a URI. */
export function nameOf(uri: string, cwd: string): string {
  const plain = plainPath(uri);
  if (plain?.startsWith(`${cwd}/`)) return plain.slice(cwd.length + 1);
  const file = plain ?? pathOf(uri);
  if (file === undefined) return uri;
  return path.relative(cwd, file).split(path.sep).join("/") || ".";
}

/** Whether a base name may be that of a dev container; the path around it decides. */
export function isDevContainerBaseName(name: string): boolean {
  return /^\.?devcontainer\.json$/i.test(name);
}

/** Whether the name of a path or a URI says that it is a Dockerfile, a Compose file or a dev container; other files show that by what is in them. */
export function isNamed(uri: string): boolean {
  return isDockerfileName(uri) || isComposeName(uri) || isDevContainerName(uri);
}
