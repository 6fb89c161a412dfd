import os from "node:os";
import type { Invocation } from "../analysis/compose/project/invocation.ts";
import { locator } from "../analysis/report/location.ts";
import { problemOf, type ReportedInputError } from "../analysis/report/report.ts";
import { type Analysis, unreadIn } from "../analysis/run/analysis.ts";
import { ParseCache } from "../analysis/run/cache.ts";
import { loadAtOnce } from "../analysis/run/load.ts";
import type { Config } from "../analysis/settings/config.ts";
import { engineFacts } from "../engine/engine-facts.ts";
import { EngineFailure } from "../engine/failure.ts";
import { type Asked, findAddress, type Surroundings } from "../engine/find-address.ts";
import { EngineReader } from "../engine/read-engine.ts";
import { CannotRun } from "../entries/cannot-run.ts";
import type { FileSources } from "../entries/sources.ts";
import { EXPLAINING } from "../limits/budget.ts";
import { whyFailed } from "../limits/failure.ts";
import { sharedLimit } from "../limits/time-limit.ts";
import { type Comparison, compare } from "./compare.ts";

/** What is to be compared, and with which engine. */
export interface Order {
  /** The Compose file, or several in the order in which they are merged. */
  readonly uris: readonly [string, ...string[]];
  readonly invocation: Invocation;
  /** What holds for the files; the engine that answers takes the place of its engine. */
  readonly config: Config;
  readonly sources: FileSources;
  /** What names the engine before the environment does. */
  readonly asked: Asked;
  readonly projectName?: string | undefined;
  readonly environment: Surroundings["environment"];
  /** The outermost directory of the project: no program in it is started. */
  readonly directory: string;
  readonly signal?: AbortSignal | undefined;
}

export interface Answered {
  readonly comparison: Comparison;
  /** What of the files could not be read. */
  readonly problems: readonly ReportedInputError[];
}

/**
 * Finds the engine, asks it, and compares. Throws `CannotRun` where the file is no Compose file, no engine answers, or it has no container of the project.
 */
export async function comparisonFor(order: Order): Promise<Answered> {
  const { asked, environment, directory, signal } = order;
  const home = os.homedir();
  try {
    const found = findAddress(asked, { environment, home, platform: process.platform });
    const engine = await EngineReader.connect(found.address, directory, { signal });
    try {
      return await comparedOn(engine, found.said, home, order);
    } finally {
      engine.close();
    }
  } catch (error) {
    if (error instanceof EngineFailure) throw new CannotRun(error.message);
    throw error;
  }
}

async function comparedOn(engine: EngineReader, address: string, home: string, order: Order): Promise<Answered> {
  const { uris, sources, projectName, signal } = order;
  const info = await engine.info({ signal });
  const config = { ...order.config, engine: { ...order.config.engine, ...engineFacts(engine.about, info) } };
  const name = sources.name(uris[0]);
  const analysis = analysisOf(order, config);
  const { kind, project } = analysis;
  if (kind !== "compose" || project === undefined) throw new CannotRun(`${name} is no Compose file`);
  const locate = locator(sources);
  const comparison = await compare({ project, config, locate, engine, info, address, projectName, home, signal });
  if (comparison.projects.length === 0) {
    const called = projectName ?? project.name;
    const whose = called === undefined ? "this project" : `the project ${called}`;
    throw new CannotRun(`the engine at ${address} has no container of ${whose}`);
  }
  return { comparison, problems: unreadIn(analysis).map((one) => problemOf(one, locate)) };
}

/** What the files say under the engine that is asked. Throws `CannotRun` where they cannot be analysed. */
function analysisOf({ uris, invocation, sources }: Order, config: Config): Analysis {
  try {
    return loadAtOnce(uris, (uri) => sources.read(uri), config, {
      cache: new ParseCache(),
      invocation,
      limited: sharedLimit(EXPLAINING),
      // What the rules say is not asked for.
      onRuleError: () => {},
    });
  } catch (error) {
    throw new CannotRun(`${sources.name(uris[0])} could not be analysed: ${whyFailed(error)}`);
  }
}
