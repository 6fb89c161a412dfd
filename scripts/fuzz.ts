/**
 * `npm run fuzz -- [--seconds N] [--seed S]`: looks for texts that break the analysis, and for messages that break the language server, N seconds for
 * each (10 by default). What it finds it makes as small as it can and prints with its seed; the status is then 1.
 */
import path from "node:path";
import { parseArgs } from "node:util";
import fc from "fast-check";
import { buildAll, ROOT } from "./build.ts";
import { checkLaws } from "./fuzz/laws.ts";
import { FuzzedServer, type Step, traffic } from "./fuzz/protocol.ts";
import { fuzzedFiles } from "./fuzz/texts.ts";

const { values } = parseArgs({ options: { seconds: { type: "string" }, seed: { type: "string" } } });
const seconds = Number(values.seconds ?? "10");
const seed = Number(values.seed ?? String(Date.now() % 2 ** 31));
const limits = { seed, numRuns: Number.MAX_SAFE_INTEGER, interruptAfterTimeLimit: seconds * 1000, verbose: 0 } as const;

console.log(`seed ${seed}`);
const files = fuzzedFiles();
tell("texts", await fc.check(fc.property(files, checkLaws), limits));
tell("messages", await fuzzServer());

async function fuzzServer(): Promise<Outcome> {
  await buildAll();
  const program = path.join(ROOT, "dist", "server", "main.node.js");
  let server = await FuzzedServer.start(program);
  let last: Promise<void> = Promise.resolve();
  const attempt = async (steps: readonly Step[]): Promise<void> => {
    try {
      await server.run(steps);
    } catch (error) {
      await server.stop();
      server = await FuzzedServer.start(program);
      throw error;
    }
  };
  const property = fc.asyncProperty(traffic(files), (steps) => {
    last = attempt(steps);
    return last;
  });
  const details = await fc.check(property, limits);
  // When the time is up the check ends and leaves an attempt running, which needs its server.
  await last.catch(() => undefined);
  await server.stop();
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
