import { buildModel } from "../../analysis/map/build-model.ts";
import { mapSvg } from "../../analysis/map/svg.ts";
import { mapTable } from "../../analysis/map/table.ts";
import type { Project } from "../../analysis/model/project.ts";
import type { Locate } from "../../analysis/report/location.ts";
import type { ReportedMap } from "../../analysis/report/report.ts";
import type { Config } from "../../analysis/settings/config.ts";
import type { Place } from "../../analysis/text/span.ts";

/** Two containers side by side, which is what the page has room for. */
const COLUMNS = 2;

/** The isolation map of a project as reports hold it. `file` is the name of the project's first file in the output. */
export function reportedMap(file: string, project: Project, { engine }: Config, locate: Locate): ReportedMap {
  const model = buildModel(project, engine);
  const name = (at: Place): string => {
    const { file: named, start } = locate(at);
    return `${named}:${start.line}`;
  };
  return { file, svg: mapSvg(model, { columns: COLUMNS, styled: false }), table: mapTable(model, { name }) };
}
