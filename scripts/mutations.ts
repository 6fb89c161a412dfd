/**
 * `npm run test:mutations`: changes the product in small ways, one at a time, and lists the changes that no test notices.
 *
 * The folders of `WHOLE` are tried in full; of the other files of the analysis `--draw` mutants (500 unless told) are drawn with a seed, which is
 * printed. `--seed` draws the same again, `--only fixes,run/load.ts` tries those folders and files alone and draws nothing, `--tests` takes those tests alone, `--jobs` says how many processes run tests.
 * Each mutant meets only the tests that reach it, and one whose file and tests are as they were keeps its last verdict. It takes hours.
 */
import { existsSync, readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import type { Mutant, PartialStrykerOptions } from "@stryker-mutator/api/core";
import { commonTokens } from "@stryker-mutator/api/plugin";
import { Stryker } from "@stryker-mutator/core";
import { createInstrumenter } from "@stryker-mutator/instrumenter";
import { glob } from "tinyglobby";
import { createInjector } from "typed-inject";
import { ROOT } from "./build.ts";
import { type MochaTests, SURVIVORS, TEST_RUNNER } from "./mutations/test-runner.ts";

const ANALYSIS = "server/analysis";
/** What edits files, says how a container stands, and decides what is reported. */
const WHOLE: readonly string[] = ["fixes", "walls", "run"];
/** Where the last verdicts and the report are kept. */
const KEPT = ".mutations";
const SURVIVOR_FILE = `${KEPT}/survivors.txt`;

/** Tests that run no code of this process, read the source as text, or take minutes to say what others say. */
const LEFT_OUT: readonly string[] = [
  "test/{cli,client,disk,hostile,lsp,mcp,repository,scripts,vscode}/**",
  "test/analysis/**/{capability-proof,claims,corpus,edits-corpus,exceptions,facts-agreement,plain-yaml,words-of-files}.test.ts",
];

if (import.meta.main) await main();

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: "string", default: String(Date.now() % 1_000_000) },
      draw: { type: "string", default: "500" },
      only: { type: "string" },
      tests: { type: "string", default: "test/**/*.test.ts" },
      jobs: { type: "string", default: "1" },
    },
  });
  const folders = (values.only?.split(",") ?? WHOLE).filter((folder) => existsSync(path.join(ROOT, ANALYSIS, folder)));
  const whole = folders.map((name) => `${ANALYSIS}/${name.endsWith(".ts") ? name : `${name}/**/*.ts`}`);
  const drawn = values.only === undefined ? await draw(Number(values.draw), Number(values.seed)) : [];
  if (values.only === undefined) console.log(`Seed ${values.seed}: ${drawn.length} mutants drawn of the other files.`);
  await mkdir(path.join(ROOT, KEPT), { recursive: true });
  const results = await new Stryker(
    await optionsFor([...whole, ...drawn], values.tests, Number(values.jobs)),
  ).runMutationTest();
  const alive = results.filter(({ status }) => status === "Survived" || status === "NoCoverage").length;
  console.log(`${alive} of ${results.length} mutants survived: ${SURVIVOR_FILE}`);
}

async function optionsFor(
  mutate: readonly string[],
  testFiles: string,
  concurrency: number,
): Promise<PartialStrykerOptions> {
  const tests = await glob(testFiles.split(","), { cwd: ROOT, ignore: [...LEFT_OUT] });
  return {
    mutate: [...mutate],
    testRunner: TEST_RUNNER,
    plugins: ["./scripts/mutations/test-runner.ts"],
    // Files cut off while they are typed, and files made to take long, reach every line and judge none of what they reach.
    mochaTests: {
      files: tests.sort(),
      leftOut: ".*(?:half-typed|in proportion to its size|no long time|time of many edits|grows with)",
    } satisfies MochaTests,
    warnings: { unknownOptions: false, preprocessorErrors: true, unserializableOptions: true, slow: true },
    coverageAnalysis: "perTest",
    incremental: true,
    incrementalFile: `${KEPT}/verdicts.json`,
    // What is decided while a module is loaded would need a new process for each mutant, and is mostly tables.
    ignoreStatic: true,
    disableTypeChecks: false,
    // Node strips the types; what Stryker would do to the settings of the compiler needs an older one.
    tsconfigFile: "none",
    concurrency,
    timeoutMS: 60_000,
    tempDirName: ".mutations/sandbox",
    ignorePatterns: ["dist", "docs/images"],
    reporters: ["dots", "clear-text", "json", SURVIVORS],
    clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportMutants: false },
    survivorFile: SURVIVOR_FILE,
    jsonReporter: { fileName: `${KEPT}/mutation.json` },
    allowEmpty: false,
  };
}

/** The places of mutants that are drawn of all files but those that are tried in full, as Stryker takes them. */
async function draw(count: number, seed: number): Promise<readonly string[]> {
  const ignore = WHOLE.map((folder) => `${ANALYSIS}/${folder}/**`);
  const files = await glob(`${ANALYSIS}/**/*.ts`, { cwd: ROOT, ignore });
  const mutants = await mutantsOf(files.sort());
  const random = randomFrom(seed);
  const ordered = mutants.map((mutant) => ({ mutant, order: random() })).sort((a, b) => a.order - b.order);
  return [...new Set(ordered.slice(0, count).map(({ mutant }) => rangeOf(mutant)))];
}

function rangeOf({ fileName, location: { start, end } }: Mutant): string {
  return `${fileName}:${start.line + 1}:${start.column}-${end.line + 1}:${end.column}`;
}

async function mutantsOf(files: readonly string[]): Promise<readonly Mutant[]> {
  const silent = () => {};
  const logger = {
    isTraceEnabled: () => false,
    isDebugEnabled: () => false,
    isInfoEnabled: () => false,
    isWarnEnabled: () => false,
    isErrorEnabled: () => false,
    isFatalEnabled: () => false,
    trace: silent,
    debug: silent,
    info: silent,
    warn: silent,
    error: silent,
    fatal: silent,
  };
  const injector = createInjector()
    .provideValue(commonTokens.logger, logger)
    .provideValue(commonTokens.getLogger, () => logger);
  const instrumenter = createInstrumenter(injector);
  const contents = files.map((name) => ({
    name,
    content: readFileSync(path.join(ROOT, name), "utf8"),
    mutate: true,
  }));
  const { mutants } = await instrumenter.instrument(contents, {
    plugins: null,
    excludedMutations: [],
    ignorers: [],
    noHeader: false,
  });
  return mutants;
}

/** Numbers from 0 to 1, the same for the same seed. Source: mulberry32, https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
