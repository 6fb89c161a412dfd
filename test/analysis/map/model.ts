import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { ROOT } from "../../../scripts/build.ts";
import type { Lookup } from "../../../server/analysis/compose/project/source-files.ts";
import { DEFAULT_ENGINE, type Engine } from "../../../server/analysis/facts/engine.ts";
import { buildModel } from "../../../server/analysis/map/build-model.ts";
import { type Box, isUnfolded, type Layout, layoutOf } from "../../../server/analysis/map/layout.ts";
import type { MapModel } from "../../../server/analysis/map/model.ts";
import { shownOf, WHOLE } from "../../../server/analysis/map/view.ts";
import { analyze } from "../../../server/analysis/run/analyze.ts";
import { ParseCache } from "../../../server/analysis/run/cache.ts";
import { IN_ENGLISH } from "../../../server/analysis/text/words.ts";
import { CONFIG, FOLDER } from "../ide/shown.ts";

/** The map of the first of the files, by name in one folder. */
export async function mapFrom(files: Readonly<Record<string, string>>, engine: Engine): Promise<MapModel> {
  const texts = new Map(Object.entries(files).map(([name, text]) => [`${FOLDER}/${name}`, text]));
  const [first = ""] = texts.keys();
  return mapAt(first, (uri) => texts.get(uri) ?? null, engine);
}

/** The map of one of the examples. */
export function exampleMap(name: string): MapModel {
  const lookup: Lookup = (uri) => (existsSync(fileURLToPath(uri)) ? readFileSync(fileURLToPath(uri), "utf8") : null);
  return mapAt(pathToFileURL(path.join(ROOT, "examples", name, "compose.yaml")).href, lookup, DEFAULT_ENGINE);
}

/** Where everything stands on a map of which nothing is folded. */
export function laidOut(model: MapModel, columns: number): Omit<Layout, "boxes"> & { readonly boxes: readonly Box[] } {
  const layout = layoutOf(model, { columns, shown: shownOf(model, WHOLE), legend: IN_ENGLISH });
  return { ...layout, boxes: layout.boxes.filter(isUnfolded) };
}

function mapAt(uri: string, lookup: Lookup, engine: Engine): MapModel {
  const onRuleError = (rule: string, error: unknown) => {
    throw new Error(`${rule} threw`, { cause: error });
  };
  const { project } = analyze([uri], lookup, { ...CONFIG, engine }, { cache: new ParseCache(), onRuleError });
  if (!project) throw new Error(`${uri} is no Compose project`);
  return buildModel(project, engine);
}
