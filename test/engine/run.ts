/**
 * `npm run test:engine`: starts the projects of `test/engine/projects` with the real Docker Compose on a real Docker Engine, reads in each container
 * what the kernel holds, and compares with what `explain` says under that engine. The observations are written to `test/engine/observations`, where
 * `npm test` compares with them again on any machine. Without an engine it says why, and passes nothing.
 * Then it shows what the rules claim: `test/engine/claims`, and that all these projects run as they are written: `test/engine/compare.ts`, which records
 * `test/compare/shop/engine.json`. `npm run test:engine -- NAME…` takes only those projects, `claims` or `compare`.
 */
import { existsSync, readdirSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { conclude, sum } from "../../scripts/counts.ts";
import { type RunningEngine, runningEngine } from "../../scripts/engine.ts";
import type { Check } from "./check.ts";
import { showClaims } from "./claims/run.ts";
import { showComparisons } from "./compare.ts";
import { machineOf, makeProbeImage, PROBE_IMAGE, runOn } from "./machine.ts";
import type { Observation } from "./observation.ts";
import { observe, removeSurroundings, SCRIPT, surroundingsOf } from "./observe.ts";
import { projectChecks } from "./run-flags.ts";

const PROJECTS = path.join(import.meta.dirname, "projects");
const OBSERVATIONS = path.join(import.meta.dirname, "observations");

process.exitCode = await main(process.argv.slice(2));

async function main(wanted: readonly string[]): Promise<number> {
  const isWanted = (name: string): boolean => wanted.length === 0 || wanted.includes(name);
  const projects = readdirSync(PROJECTS).filter(isWanted);
  const engine = await runningEngine();
  if (typeof engine === "string") {
    console.log(`Skipped: ${engine}.\n0 passed, 0 failed, ${projects.length} skipped`);
    return 0;
  }
  try {
    const compared = await compareAll(projects, engine);
    const shown = isWanted("claims") ? await showClaims(engine, await machineOf(engine)) : { passed: 0, failed: 0 };
    const composed = readdirSync(PROJECTS).filter((name) => !existsSync(path.join(PROJECTS, name, SCRIPT)));
    const wantedProjects = projects.length > 0 ? composed.filter(isWanted) : composed;
    const running = isWanted("compare") ? await runningComparisons(engine, wantedProjects) : { passed: 0, failed: 0 };
    return conclude(sum([compared, shown, running]));
  } finally {
    await engine.stop();
  }
}

async function runningComparisons(
  engine: RunningEngine,
  projects: readonly string[],
): Promise<{ readonly passed: number; readonly failed: number }> {
  await makeProbeImage(runOn(engine));
  return showComparisons(
    engine,
    PROBE_IMAGE,
    projects.map((project) => path.join(PROJECTS, project)),
  );
}

async function compareAll(
  projects: readonly string[],
  engine: RunningEngine,
): Promise<{ passed: number; failed: number }> {
  const run = runOn(engine);
  const machine = await machineOf(engine);
  const { mode, cgroup, lsm } = machine.engine;
  console.log(
    `Docker Engine ${machine.release} (${mode}), Compose ${machine.compose}, ${machine.runtime}, Linux ${machine.kernel}, ` +
      `cgroup v${cgroup}, ${lsm.join(" and ") || "neither AppArmor nor SELinux"}, without ${machine.lacking.join(", ") || "nothing"}`,
  );
  await makeProbeImage(run);
  const surroundings = await surroundingsOf(engine, PROBE_IMAGE);
  const all: Check[] = [];
  try {
    for (const project of projects) {
      const directory = path.join(PROJECTS, project);
      const observation: Observation = { machine, subjects: await observe(directory, surroundings) };
      await writeFile(path.join(OBSERVATIONS, `${project}.json`), `${JSON.stringify(observation, null, 1)}\n`);
      const checks = await projectChecks(directory, observation);
      report(project, observation, checks);
      all.push(...checks);
    }
  } finally {
    await removeSurroundings(run);
  }
  const unknown = all.filter(({ verdict }) => verdict === "unknown");
  const reasons = unknown.map(({ predicted }) => String(JSON.parse(predicted).because));
  console.log(`${unknown.length} values are not predicted, for want of: ${[...new Set(reasons)].join(", ")}`);
  const failed = all.filter(({ verdict }) => verdict === "different").length;
  return { passed: all.length - unknown.length - failed, failed };
}

function report(project: string, { subjects }: Observation, checks: readonly Check[]): void {
  const byKernel = checks.filter(({ by }) => by === "kernel").length;
  console.log(
    `${project}: ${subjects.length} containers and hooks, ${byKernel} values from the kernel, ${checks.length - byKernel} from the engine`,
  );
  for (const { subject, field, by, predicted, seen, verdict } of checks) {
    if (verdict === "different")
      console.log(`FAILED ${project} ${subject} ${field}\n  predicted ${predicted}\n  ${by.padEnd(9)} ${seen}`);
  }
}
