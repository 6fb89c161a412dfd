/**
 * `npm run fuzz -- [--seconds N] [--seed S] [--kind texts|projects|messages]...`: looks for texts and for projects that break the analysis or what is made of
 * it, and for messages that break the language server, N seconds for each kind (10 by default). What it finds it makes as small as it can and prints with its
 * seed; the status is then 1. Of projects it prints how many held each shape, since nothing is found in what is never made.
 */
import { parseArgs } from "node:util";
import fc from "fast-check";
import { buildAll, SERVER } from "./build.ts";
import { Coverage } from "./fuzz/coverage.ts";
import { checkLaws } from "./fuzz/laws.ts";
import { checkProject } from "./fuzz/project-laws.ts";
import { fuzzedProjects } from "./fuzz/projects.ts";
import { FuzzedServers } from "./fuzz/protocol.ts";
import { fuzzedFiles } from "./fuzz/texts.ts";
import { traffic } from "./fuzz/traffic.ts";

const KINDS = ["texts", "projects", "messages"];
const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "10" },
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
    kind: { type: "string", multiple: true, default: KINDS },
  },
});
const seed = Number(values.seed);
const milliseconds = Number(values.seconds) * 1000;
const limits = { seed, numRuns: Number.MAX_SAFE_INTEGER, interruptAfterTimeLimit: milliseconds, verbose: 0 } as const;
const unknown = values.kind.filter((kind) => !KINDS.includes(kind));
if (unknown.length > 0) throw new Error(`There is no kind ${unknown.join(", ")}, only ${KINDS.join(", ")}.`);

console.log(`seed ${seed}`);
const files = fuzzedFiles();
if (values.kind.includes("texts")) tell("texts", await fc.check(fc.property(files, checkLaws), limits));
if (values.kind.includes("projects")) tell("projects", await fuzzProjects());
if (values.kind.includes("messages")) tell("messages", await fuzzServer());

async function fuzzProjects(): Promise<Outcome> {
  const coverage = new Coverage();
  const property = fc.property(fuzzedProjects(), (project) => {
    coverage.add(project);
    checkProject(project);
  });
  const details = await fc.check(property, limits);
  for (const [name, count] of coverage.counts) console.log(`${String(count).padStart(7)}  ${name}`);
  return details;
}

async function fuzzServer(): Promise<Outcome> {
  await buildAll();
  const servers = new FuzzedServers(SERVER);
  let last: Promise<void> = Promise.resolve();
  const property = fc.asyncProperty(traffic(files, fuzzedProjects()), (one) => {
    last = servers.run(one);
    return last;
  });
  const details = await fc.check(property, limits);
  // When the time is up the check ends and leaves an attempt running, which needs its server.
  await last.catch(() => undefined);
  await servers.stop();
  return details;
}

type Outcome = Pick<fc.RunDetails<unknown>, "counterexample" | "errorInstance" | "numRuns">;

function tell(what: string, { counterexample, errorInstance, numRuns }: Outcome): void {
  if (counterexample === null) {
    console.log(`${what}: ${numRuns} tried, nothing found`);
    return;
  }
  process.exitCode = 1;
  console.log(`${what}: found after ${numRuns}`);
  console.log(JSON.stringify(counterexample, undefined, 2));
  console.log(errorInstance instanceof Error ? errorInstance.stack : String(errorInstance));
}
