import { directoriesAbove, directoryOf, inDirectory, resolvePath } from "../../text/uri.ts";
import { entryOf, nodeAt } from "../../yaml/tree.ts";
import { rootOf, type YamlFile } from "../../yaml/yaml-file.ts";
import { pathsOf } from "./named-paths.ts";
import { BASE_NAMES } from "./project-files.ts";

/** In how many directories above a file its includers are looked for. */
const HIGHEST = 3;

/**
 * Whether a Compose file of a usual name in a directory above includes the file, which then may rely on that project's networks, volumes and services.
 * `read` gives the text of a file, null where there is none and undefined where it is not loaded yet; paths with variables are not followed.
 */
export function isIncluded(
  file: string,
  read: (uri: string) => string | null | undefined,
  parse: (uri: string, text: string) => YamlFile,
): boolean {
  return candidates(file).some((uri) => {
    const text = read(uri);
    return typeof text === "string" && text.includes("include") && includes(parse(uri, text), file);
  });
}

function candidates(file: string): readonly string[] {
  return directoriesAbove(directoryOf(file), HIGHEST).flatMap((above) =>
    BASE_NAMES.map((name) => inDirectory(above, name)),
  );
}

function includes(includer: YamlFile, file: string): boolean {
  const root = rootOf(includer);
  const list = root === undefined ? undefined : entryOf(root, "include")?.value;
  const directory = directoryOf(includer.file);
  return (list?.kind === "sequence" ? list.items : []).some(({ value }) =>
    pathsOf(value.kind === "mapping" ? nodeAt(value, "path") : value).some(
      ({ text }) => resolvePath(directory, text) === file,
    ),
  );
}
