import { readFileSync, statSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { assemble } from "../../server/analysis/compose/project/assemble.ts";
import { resolveProject } from "../../server/analysis/compose/resolve/resolve.ts";
import { isComposeName, looksLikeCompose, whyNotCompose } from "../../server/analysis/compose/syntax/detect.ts";
import { DEFAULT_ENGINE } from "../../server/analysis/facts/engine.ts";
import type { Project } from "../../server/analysis/model/project.ts";
import { parseYamlFile } from "../../server/analysis/yaml/parse.ts";
import { rootOf } from "../../server/analysis/yaml/yaml-file.ts";
import type { Answer } from "./answer.ts";
import { ourRow } from "./rows.ts";
import { verdict } from "./verdict.ts";

/** How many values of a project turned out how, with a line for each that differs. */
export interface Comparison {
  same: number;
  unknown: number;
  readonly differences: string[];
}

/** The project that our resolution makes of files that this release of Compose would be given with `-f`; undefined where they are not Compose files. */
export function ourProject(files: readonly string[], compose: string): Project | undefined {
  const engine = { ...DEFAULT_ENGINE, compose };
  const entry = files.map((file) => pathToFileURL(file).href);
  const [first = ""] = entry;
  const looked = parseYamlFile(first, readFileSync(files[0] ?? "", "utf8"));
  const root = rootOf(looked);
  const isCompose = looksLikeCompose(root) || (isComposeName(first) && whyNotCompose(root) === undefined);
  if (files.length === 1 && !isCompose) return undefined;
  const assembly = assemble(entry, read, parseYamlFile, engine);
  return resolveProject(assembly, first, {
    looked,
    named: true,
    whole: true,
    isIncluded: () => false,
    engine,
    dockerfile: () => undefined,
    context: () => ({ secretFiles: [], harmlessFiles: [], ignores: () => false }),
    read: () => null,
  });
}

function read(uri: string): string | null {
  try {
    const file = fileURLToPath(uri);
    return statSync(file).isFile() ? readFileSync(file, "utf8") : null;
  } catch {
    return null;
  }
}

/** Compares each value of each service with what Compose makes of it. */
export function compare(
  ours: Project,
  services: NonNullable<Answer["services"]>,
  unset: readonly string[],
): Comparison {
  const comparison: Comparison = { same: 0, unknown: 0, differences: [] };
  const containers = ours.services.flatMap((service) => [service, ...service.preStart]);
  const own = new Map(containers.map((container) => [container.name, container] as const));
  for (const name of new Set([...own.keys(), ...Object.keys(services)])) {
    const service = own.get(name);
    const their = services[name];
    if (service === undefined || their === undefined) {
      comparison.differences.push(`service ${name} is only in ${service === undefined ? "Compose's" : "our"} project`);
      continue;
    }
    for (const [key, value] of ourRow(service)) {
      const other = their[key] ?? "";
      const found = verdict(value, other, new Set(unset));
      if (found === "different")
        comparison.differences.push(`${name} ${key}\n      ours    ${value}\n      Compose ${other}`);
      else comparison[found]++;
    }
  }
  return comparison;
}
