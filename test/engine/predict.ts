import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Engine } from "../../server/analysis/facts/engine.ts";
import type { Project } from "../../server/analysis/model/project.ts";
import { explained, explanationOf } from "../../server/analysis/report/explain.ts";
import type { Explanation } from "../../server/analysis/report/explain-json.ts";
import { locator } from "../../server/analysis/report/location.ts";
import { ParseCache } from "../../server/analysis/run/cache.ts";
import { load } from "../../server/analysis/run/load.ts";
import { SCRIPT } from "./observe.ts";

/** What `bulkhead explain` says of a project's directory under an engine. Rejects where it says that Compose would refuse something. */
export async function predict(directory: string, engine: Engine): Promise<Explanation> {
  const name = (uri: string): string => path.relative(directory, fileURLToPath(uri));
  const project = await resolved(directory, engine);
  return explanationOf(explained(project.services, { ...project, engine }, locator({ text: read, name })), engine);
}

/** The containers of a directory's project. Rejects where Compose would refuse something. */
export async function resolved(directory: string, engine: Engine): Promise<Project> {
  const isScript = existsSync(path.join(directory, SCRIPT));
  const entry = pathToFileURL(path.join(directory, isScript ? SCRIPT : "compose.yaml")).href;
  const config = { profile: "default", engine, rules: new Map() } as const;
  const { project, inputErrors, refusals } = await load([entry], async (uri) => read(uri) ?? null, config, {
    cache: new ParseCache(),
    rules: [],
    onRuleError: (_rule, error) => {
      throw error;
    },
  });
  const [inputError] = inputErrors;
  const wrong = inputError?.message ?? refusals[0]?.because;
  if (wrong !== undefined || project === undefined) throw new Error(`${directory}: ${wrong ?? "no project"}`);
  return project;
}

function read(uri: string): string | undefined {
  const file = fileURLToPath(uri);
  return statSync(file, { throwIfNoEntry: false })?.isFile() ? readFileSync(file, "utf8") : undefined;
}
