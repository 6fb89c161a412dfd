import type { ProjectReaders } from "../../../server/analysis/compose/resolve/build.ts";
import { parseYamlFile } from "../../../server/analysis/yaml/parse.ts";

/** What commands are resolved with where no other file is at hand. */
export const NOTHING_AT_HAND: ProjectReaders = {
  dockerfile: () => undefined,
  context: () => ({ secretFiles: [], harmlessFiles: [], ignores: () => false }),
  read: () => null,
  parseCompose: parseYamlFile,
};
