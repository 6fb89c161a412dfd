/**
 * `npm test`: every check that needs no browser and no container engine.
 * `npm test -- FILE…` builds and runs only the tests of those files.
 */
import { ROOT } from "./build.ts";
import { type Counts, conclude, readClosingLine, sum } from "./counts.ts";
import { outcome, runInTerminal } from "./process.ts";

interface Step {
  readonly name: string;
  /** Arguments of Node. */
  readonly args: readonly string[];
}

/** All that follows may use the bundles. */
const BUNDLES: Step = { name: "bundles", args: ["scripts/build.ts"] };
const TESTS: Step = { name: "tests", args: ["scripts/mocha.ts"] };
const CHECKS: readonly Step[] = [
  { name: "types", args: ["node_modules/typescript/bin/tsc", "--build"] },
  { name: "lint", args: ["node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings", "."] },
  { name: "dead exports", args: ["node_modules/knip/bin/knip.js"] },
  { name: "generated files", args: ["scripts/docs.ts", "--check"] },
];

/** How many dots the line that is being written shows. */
let dots = 0;

process.exitCode = await main(process.argv.slice(2));

async function main(files: readonly string[]): Promise<number> {
  const bundles = await perform(BUNDLES);
  if (files.length > 0 && bundles.failed === 0) {
    return runInTerminal(process.execPath, [...TESTS.args, ...files], { cwd: ROOT });
  }
  const [tests, checks] = await Promise.all([perform(TESTS), performInTurn(CHECKS)]);
  return conclude(sum([bundles, checks, tests]));
}

async function performInTurn(steps: readonly Step[]): Promise<Counts> {
  const counts: Counts[] = [];
  for (const step of steps) counts.push(await perform(step));
  return sum(counts);
}

/** Runs a step and prints its name, its time, and what it said if it failed. A step without counts of its own counts as one. */
async function perform({ name, args }: Step): Promise<Counts> {
  const started = performance.now();
  const { status, output } = await outcome(process.execPath, args, { cwd: ROOT }, showDots);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const counts = readClosingLine(output) ?? { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1 };
  const verdict = status === 0 ? "ok    " : "FAILED";
  endDots();
  console.log(
    `${verdict} ${name.padEnd(16)} ${seconds.padStart(5)} s${counts.passed > 1 ? `, ${counts.passed} passed` : ""}`,
  );
  const leftOut = new Set(output.match(/^left out: .*$/gm));
  if (status !== 0) console.log(output);
  else for (const line of leftOut) console.log(`       ${line}`);
  return status === 0 || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

/** Shows that the tests live: they print a dot for each that passed, in a step that takes minutes. */
function showDots(text: string): void {
  const found = text.match(/[.,!]/g);
  if (!/^[\s.,!]+$/.test(text) || found === null) return;
  for (const dot of found) process.stdout.write(`${dots++ % 100 === 0 && dots > 1 ? "\n" : ""}${dot}`);
}

function endDots(): void {
  if (dots > 0) console.log();
  dots = 0;
}
