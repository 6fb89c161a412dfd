/**
 * `npm run test:capabilities`: starts the programs of `programs`, each in an image made of Debian's package and an entry point that takes the steps of the
 * published image's, with the capabilities that *Drop capabilities* proposes, and again with one less. The set has to be enough for the first
 * start, a restart and a new container on the same data, and none of it too much. Results are written beside it as `results/NAME.json`, of which
 * `docs/least-privilege.md` is made. `npm run test:capabilities -- NAME…` takes only those programs.
 */
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { type Counts, conclude, sum } from "../../../scripts/counts.ts";
import { type RunningEngine, runningEngine } from "../../../scripts/engine.ts";
import { runOn } from "../machine.ts";
import { makeBase, makeImage } from "./image.ts";
import { LEAST_PRIVILEGE_PAGE, leastPrivilegePage, shownProofs } from "./page.ts";
import { PROGRAM_NAMES, PROGRAMS, readProgram } from "./program.ts";
import { type Proof, prove, type Trial } from "./proof.ts";

const RESULTS = path.join(import.meta.dirname, "results");
/** How many programs are tried at once. */
const AT_ONCE = 2;

process.exitCode = await main(process.argv.slice(2));

async function main(wanted: readonly string[]): Promise<number> {
  const names = PROGRAM_NAMES.filter((name) => wanted.length === 0 || wanted.includes(name));
  const engine = await runningEngine("the best here");
  if (typeof engine === "string") {
    console.log(`Skipped: ${engine}.\n0 passed, 0 failed, ${names.length} skipped`);
    return 0;
  }
  try {
    await mkdir(RESULTS, { recursive: true });
    const waiting = [...names];
    const counts: Counts[] = [];
    const worker = async (): Promise<void> => {
      for (let name = waiting.shift(); name !== undefined; name = waiting.shift())
        counts.push(await proveOne(name, engine));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    await writeFile(LEAST_PRIVILEGE_PAGE, leastPrivilegePage(shownProofs()));
    return conclude(sum(counts));
  } finally {
    await engine.stop();
  }
}

async function proveOne(name: string, engine: RunningEngine): Promise<Counts> {
  const started = performance.now();
  const program = await readProgram(path.join(PROGRAMS, name));
  const run = runOn(engine);
  const built = await makeImage(program, await makeBase(program.release), run).catch((error: unknown) => String(error));
  if (typeof built === "string") {
    console.log(`FAILED ${name} could not be built: ${built}`);
    return { passed: 0, failed: 1 };
  }
  const builtAt = performance.now();
  try {
    const proof = await prove(program, built, engine);
    await writeFile(path.join(RESULTS, `${name}.json`), `${JSON.stringify(proof, null, 1)}\n`);
    const seconds = (from: number, to: number): string => `${((to - from) / 1000).toFixed(0)} s`;
    return report(name, proof, `${seconds(started, builtAt)} to build, ${seconds(builtAt, performance.now())} to try`);
  } finally {
    await run("docker", ["image", "rm", "--force", built.tag], "/");
  }
}

function report(name: string, { proposed, enough, oneLess }: Proof, times: string): Counts {
  const wrong = [...enough.filter(({ outcome }) => !outcome.works), ...oneLess.filter(({ outcome }) => outcome.works)];
  console.log(`${name}: ${proposed.join(", ") || "none"} (${times})`);
  for (const trial of wrong) console.log(`FAILED ${name} ${told(trial)}`);
  return { passed: enough.length + oneLess.length - wrong.length, failed: wrong.length };
}

function told({ kept, store, user, tmpfs, init, outcome }: Trial): string {
  const how = [
    `with ${kept.join(", ") || "nothing"}`,
    `on ${store}`,
    ...(user === undefined ? [] : [`as ${user}`]),
    ...(tmpfs === undefined ? [] : [`read-only but ${tmpfs.join(", ")}`]),
    ...(init === true ? ["with an init"] : []),
  ].join(", ");
  return outcome.works ? `${how}: works, so something is too much` : `${how}: ${outcome.at}: ${outcome.said}`;
}
