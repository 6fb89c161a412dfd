import { assemble } from "../../../server/analysis/compose/project/assemble.ts";
import { resolveProject } from "../../../server/analysis/compose/resolve/resolve.ts";
import { DEFAULT_ENGINE } from "../../../server/analysis/facts/engine.ts";
import { parseYamlFile } from "../../../server/analysis/yaml/parse.ts";
import { NEIGHBOURS } from "./cases.ts";

const DIRECTORY = "file:///project";

/** What we say is wrong with a Compose file of one project, the newest Compose given. */
export function ourRefusals(text: string): readonly string[] {
  const uri = `${DIRECTORY}/compose.yaml`;
  const read = (one: string): string | null =>
    one === uri ? text : (NEIGHBOURS[one.slice(DIRECTORY.length + 1)] ?? null);
  const assembly = assemble([uri], read, parseYamlFile, DEFAULT_ENGINE);
  const { refusals, inputErrors } = resolveProject(assembly, uri, {
    looked: parseYamlFile(uri, text),
    named: true,
    whole: true,
    isIncluded: () => false,
    engine: DEFAULT_ENGINE,
    dockerfile: () => undefined,
    context: () => ({ secretFiles: [], harmlessFiles: [], ignores: () => false }),
    read,
  });
  return [...refusals.map(({ because }) => because), ...inputErrors.map(({ message }) => message)];
}
