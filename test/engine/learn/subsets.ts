import assert from "node:assert/strict";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { RunningEngine } from "../../../scripts/engine.ts";
import type { CapabilityName } from "../../../server/analysis/facts/capabilities.ts";
import { DEFAULT_ENGINE } from "../../../server/analysis/facts/engine.ts";
import { ParseCache } from "../../../server/analysis/run/cache.ts";
import { loadAtOnce } from "../../../server/analysis/run/load.ts";
import { readAddress } from "../../../server/engine/address.ts";
import { TrialEngine } from "../../../server/engine/trial-engine.ts";
import { FileSources } from "../../../server/entries/sources.ts";
import { studied } from "../../../server/learn/learn.ts";
import { prepare } from "../../../server/learn/prepare.ts";

/** Tries a service with every subset of the capabilities that are said to be enough. Throws where one that lacks something works, or the whole does not. */
export async function tryEverySubset(
  service: string,
  enough: readonly CapabilityName[],
  directory: string,
  engine: RunningEngine,
): Promise<number> {
  const client = await TrialEngine.connect(readAddress(engine.env["DOCKER_HOST"] ?? ""), directory);
  try {
    const uri = pathToFileURL(path.join(directory, "compose.yaml")).href;
    const sources = new FileSources(directory);
    const read = (file: string): string | null => sources.read(file);
    const config = { profile: "default", engine: DEFAULT_ENGINE, rules: new Map() } as const;
    const onRuleError = (_: string, error: unknown): void => {
      throw error;
    };
    const { project } = loadAtOnce([uri], read, config, { cache: new ParseCache(), onRuleError });
    assert.ok(project);
    const { signal } = new AbortController();
    const info = await client.info();
    const given = { engine: client, info, projectName: "", read, shell: {}, signal };
    const preparation = await prepare(service, project, given);
    const options = { engine: client, info, exercise: undefined, today: "", version: "", read: () => null, signal };
    return await studied(preparation, { ...options, progress: () => {} }, async (study) => {
      const { bench, attempt } = await study.shown();
      const all = subsets(enough);
      for (const capabilities of all) {
        const outcome = await attempt(
          { ...bench.blueprint.untouched, capabilities, noNewPrivileges: true },
          "a subset",
        );
        const isWhole = capabilities.length === enough.length;
        assert.equal(
          outcome.works,
          isWhole,
          `with ${capabilities.join(", ") || "nothing"}: ${JSON.stringify(outcome)}`,
        );
      }
      return all.length;
    });
  } finally {
    client.close();
  }
}

function subsets<T>(all: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: 1 << all.length }, (_, bits) => all.filter((_one, index) => bits & (1 << index)));
}
