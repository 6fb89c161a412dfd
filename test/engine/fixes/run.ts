/**
 * `npm run test:fixes`: starts the projects of `cases.ts` with the real Docker Compose on a real Docker Engine, applies a fix to each, and starts it again on the
 * same data. What worked has to work as before, and what the fix closes has to be closed. Images are rebuilt as those of `npm run test:capabilities`.
 * `npm run test:fixes -- NAME…` takes only those projects.
 */
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { type Counts, conclude, sum } from "../../../scripts/counts.ts";
import { type RunningEngine, runningEngine } from "../../../scripts/engine.ts";
import { makeBase, makeImage } from "../capabilities/image.ts";
import { readProgram } from "../capabilities/program.ts";
import { runOn } from "../machine.ts";
import { CASES, type Case } from "./cases.ts";
import { fixedFiles } from "./fixed.ts";
import { Project } from "./project.ts";

process.exitCode = await main(process.argv.slice(2));

async function main(wanted: readonly string[]): Promise<number> {
  const cases = CASES.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  const engine = await runningEngine("the best here");
  if (typeof engine === "string") {
    console.log(`Skipped: ${engine}.\n0 passed, 0 failed, ${cases.length} skipped`);
    return 0;
  }
  try {
    const images = new Map(cases.flatMap((one) => Object.entries(one.images)));
    for (const [image, directory] of images) await rebuild(image, directory, engine);
    const counts: Counts[] = [];
    for (const one of cases) counts.push(await tried(one, engine));
    for (const image of images.keys()) await runOn(engine)("docker", ["image", "rm", "--force", image], "/");
    return conclude(sum(counts));
  } finally {
    await engine.stop();
  }
}

async function rebuild(image: string, directory: string, engine: RunningEngine): Promise<void> {
  const program = await readProgram(directory);
  const run = runOn(engine);
  const { tag } = await makeImage(program, await makeBase(program.release), run);
  await run("docker", ["tag", tag, image], "/");
  await run("docker", ["image", "rm", tag], "/");
}

async function tried(one: Case, engine: RunningEngine): Promise<Counts> {
  const top = await mkdtemp(path.join(os.tmpdir(), "bulkhead-fixes-"));
  const project = new Project(path.join(top, one.name), engine);
  const { works, closes, opens = [], files = {} } = one;
  const wrong: string[] = [];
  try {
    await project.write(new Map([["compose.yaml", one.compose], ...Object.entries(files)]));
    wrong.push(...(await project.wrongWith("before the fix", [...works, ...closes], opens)));
    await project.write(fixedFiles(one));
    wrong.push(...(await project.wrongWith("after the fix", [...works, ...opens], closes)));
  } finally {
    await project.compose("down", "--volumes", "--timeout", "5");
    await rm(top, { recursive: true });
  }
  for (const text of wrong) console.log(`FAILED ${one.name} ${text}`);
  const checks = 2 * (works.length + closes.length + opens.length);
  console.log(`${one.name}: ${one.rule}: ${one.fix}`);
  return { passed: Math.max(0, checks - wrong.length), failed: wrong.length };
}
