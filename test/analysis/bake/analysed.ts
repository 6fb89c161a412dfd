import type { Analysis } from "../../../server/analysis/run/analysis.ts";
import { analyze } from "../../../server/analysis/run/analyze.ts";
import { ParseCache } from "../../../server/analysis/run/cache.ts";
import { configOf, readSettings } from "../../../server/analysis/settings/read.ts";

export const DIRECTORY = "file:///work/app";

/** What is said of a bake file, with other files beside it. */
export function analysisOf(
  text: string,
  name = "docker-bake.hcl",
  others: Readonly<Record<string, string>> = {},
  settings = "",
): Analysis {
  const files = new Map(
    [...Object.entries(others), [name, text]].map(([one = "", content]) => [`${DIRECTORY}/${one}`, content]),
  );
  const read = readSettings(`${DIRECTORY}/.bulkhead.yaml`, settings, new Set());
  return analyze([`${DIRECTORY}/${name}`], (uri) => files.get(uri) ?? null, configOf([read.settings]), {
    cache: new ParseCache(),
    onRuleError: (_, error) => {
      throw error;
    },
  });
}
