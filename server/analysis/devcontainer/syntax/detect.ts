import { baseName, directoryOf } from "../../text/uri.ts";

/**
 * Whether a name is one that dev containers are looked for by: `.devcontainer.json`, `.devcontainer/devcontainer.json`, and one folder further below.
 * `uri` may be a path as well. Source: https://containers.dev/implementors/spec/#devcontainerjson
 */
export function isDevContainerName(uri: string): boolean {
  return (
    /(?:^|\/)\.devcontainer\.json$/i.test(uri) || /(?:^|\/)\.devcontainer\/(?:[^/]+\/)?devcontainer\.json$/i.test(uri)
  );
}

/** The folder that is opened in the container: the one that holds `.devcontainer`, or the file itself. */
export function workspaceOf(uri: string): string {
  let directory = directoryOf(uri);
  if (baseName(uri).toLowerCase() === ".devcontainer.json") return directory;
  for (let depth = 0; depth < 2; depth++) {
    if (baseName(directory).toLowerCase() === ".devcontainer") return directoryOf(directory);
    directory = directoryOf(directory);
  }
  return directoryOf(uri);
}
