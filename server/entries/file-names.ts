import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { isComposeName } from "../analysis/compose/syntax/detect.ts";
import { isDevContainerName } from "../analysis/devcontainer/syntax/detect.ts";
import { isDockerfileName } from "../analysis/dockerfile/syntax/detect.ts";

/** The URI of a path; a relative one is looked up in `cwd`. */
export function uriOf(file: string, cwd: string): string {
  return pathToFileURL(path.resolve(cwd, file)).href;
}

/** The path of a `file:` URI; undefined for every other URI and for one that names no path here. */
export function pathOf(uri: string): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}

/** How the output names a file: relative to `cwd`, with `/`; what is no path stays a URI. */
export function nameOf(uri: string, cwd: string): string {
  const file = pathOf(uri);
  if (file === undefined) return uri;
  return path.relative(cwd, file).split(path.sep).join("/") || ".";
}

/** Whether a base name may be that of another kind of file that declares containers; the path around it decides. */
export function isDoorName(name: string): boolean {
  return /^\.?devcontainer\.json$/i.test(name);
}

/** Whether the name of a path or a URI says that it is a Dockerfile, a Compose file or a dev container; other files show that by what is in them. */
export function isNamed(uri: string): boolean {
  return isDockerfileName(uri) || isComposeName(uri) || isDevContainerName(uri);
}
