import { cp, mkdtemp, realpath, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { RunningEngine } from "../../scripts/engine.ts";
import { configOf } from "../../server/analysis/settings/read.ts";
import { comparisonFor } from "../../server/compare/ask.ts";
import type { Comparison } from "../../server/compare/compare.ts";
import { FileSources } from "../../server/entries/sources.ts";
import { Recorder } from "../compare/recording.ts";
import { type Run, runOn } from "./machine.ts";

/** The project whose answers `npm test` compares with again. */
const RECORDED = path.join(import.meta.dirname, "..", "compare", "shop");
const NEIGHBOUR = "bulkhead-neighbour";

/**
 * Starts each project, which has to be found to run as it is written; then that of `test/compare/shop`, of which another file says otherwise. What the engine
 * answers about that one is recorded; `UPDATE=1 npm test -- test/compare/compare.test.ts` then writes what is said of it. Nothing but GET may be asked, and the engine has to be afterwards as it was.
 */
export async function showComparisons(
  engine: RunningEngine,
  image: string,
  projects: readonly string[],
): Promise<{ readonly passed: number; readonly failed: number }> {
  const run = runOn(engine);
  const directory = await realpath(await mkdtemp(path.join(os.tmpdir(), "bulkhead-compare-")));
  const recorder = await Recorder.before((engine.env["DOCKER_HOST"] ?? "").replace("unix://", ""), directory);
  const environment = { ...engine.env, DOCKER_HOST: `unix://${recorder.socket}` };
  let passed = 0;
  const failures: string[] = [];
  const check = (what: string, found: readonly string[]): void => {
    if (found.length === 0) passed++;
    else failures.push(`FAILED compare ${what}\n  ${found.join("\n  ")}`);
  };
  try {
    await run("docker", ["run", "--detach", "--ipc=shareable", "--name", NEIGHBOUR, image], "/");
    for (const project of [...projects, RECORDED]) {
      const one = new Started(project, path.join(directory, path.basename(project)), engine, run);
      await one.up();
      check("only asks", notAsking(recorder));
      recorder.forget();
      try {
        const before = await everything(run);
        for (const { name, found } of differing(await one.compare("compose.yaml", environment)))
          check(`${path.basename(project)} ${name}`, found);
        if (project === RECORDED) {
          const changed = differing(await one.compare("changed.yaml", environment));
          const blind = changed
            .filter(({ found }) => found.length === 0)
            .map(({ name }) => `${name} differs in nothing`);
          check("shop, changed", blind);
          await recorder.write(path.join(RECORDED, "engine.json"));
        }
        check(
          `${path.basename(project)}, the engine`,
          before === (await everything(run)) ? [] : ["it is not as it was"],
        );
      } finally {
        await one.down();
      }
    }
    check(
      "only asks",
      recorder.asked().filter((asked) => !asked.startsWith("GET ")),
    );
  } finally {
    recorder.close();
    await run("docker", ["rm", "--force", "--volumes", NEIGHBOUR], "/");
    await rm(directory, { recursive: true });
  }
  for (const failure of failures) console.log(failure);
  console.log(`compare: ${projects.length + 1} projects, ${passed} containers and claims as they should be`);
  return { passed, failed: failures.length };
}

function notAsking(recorder: Recorder): readonly string[] {
  return recorder.asked().filter((asked) => !asked.startsWith("GET "));
}

/** What the engine holds, with the state of everything. */
async function everything(run: Run): Promise<string> {
  const lists = [
    ["ps", "--all", "--no-trunc", "--format", "{{.ID}} {{.State}} {{.Names}}"],
    ["volume", "ls", "--format", "{{.Name}}"],
    ["network", "ls", "--no-trunc", "--format", "{{.ID}} {{.Name}}"],
    ["image", "ls", "--all", "--no-trunc", "--format", "{{.ID}} {{.Repository}}:{{.Tag}}"],
  ];
  const listed = await Promise.all(lists.map((args) => run("docker", args, "/")));
  // The engine gives what was made in the same second in any order.
  return listed.map((text) => text.split("\n").sort().join("\n")).join("\n");
}

function differing({ projects }: Comparison): readonly { readonly name: string; readonly found: readonly string[] }[] {
  return projects.flatMap(({ containers }) =>
    containers.map(({ name, differences }) => ({
      name,
      found: differences.map(({ label, written, runs }) => `${label}: written ${written}, runs ${runs}`),
    })),
  );
}

/** A copy of a project that is started with Docker Compose. */
class Started {
  readonly #project: string;
  readonly #directory: string;
  readonly #engine: RunningEngine;
  readonly #run: Run;

  constructor(project: string, directory: string, engine: RunningEngine, run: Run) {
    this.#project = project;
    this.#directory = directory;
    this.#engine = engine;
    this.#run = run;
  }

  async up(): Promise<void> {
    await cp(this.#project, this.#directory, { recursive: true });
    await this.#run("chmod", ["--recursive", "a+rwX", this.#directory], "/");
    const isRecorded = this.#project === RECORDED;
    await this.#compose(...(isRecorded ? [] : ["--profile", "*"]), "up", "--detach", "--timeout", "0");
    if (isRecorded) await this.#compose("run", "--detach", "--cap-add", "NET_ADMIN", "old");
  }

  async down(): Promise<void> {
    await this.#compose("--profile", "*", "down", "--volumes", "--timeout", "0", "--rmi", "local", "--remove-orphans");
  }

  async compare(file: string, environment: Readonly<Record<string, string>>): Promise<Comparison> {
    const { comparison } = await comparisonFor({
      uris: [pathToFileURL(path.join(this.#directory, file)).href],
      invocation: {},
      config: configOf([]),
      sources: new FileSources(this.#directory),
      asked: {},
      environment,
      directory: this.#directory,
    });
    return comparison;
  }

  #compose(...args: readonly string[]): Promise<string> {
    const { command, args: first } = this.#engine.compose;
    return this.#run(command, [...first, ...args], this.#directory);
  }
}
