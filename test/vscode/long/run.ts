/**
 * `npm run test:long -- typing|memory [--step N]`: what takes too long for every change. `typing` types 500 keys at ten places each of a Compose file, a
 * Dockerfile and `.bulkhead.yaml` in a real VS Code, or at every Nth of the places; `memory` makes 10,000 edits and looks at the memory meanwhile.
 */
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { buildAll } from "../../../scripts/build.ts";
import { installCodeServer } from "../../../scripts/code-server.ts";
import { type Counts, conclude } from "../../../scripts/counts.ts";
import { packExtension } from "../../../scripts/package.ts";
import { launchChromium } from "../chromium.ts";
import type { Bench } from "../hosts.ts";
import { holdMemory } from "./memory.ts";
import { typeEverywhere } from "./typing.ts";

/** For whatever is waited for, in milliseconds: what is found here does not hang on how busy the machine is. */
const PATIENCE = 180_000;

process.exitCode = await main();

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options: { step: { type: "string" } }, allowPositionals: true });
  const runs: Readonly<Record<string, (bench: Bench) => Promise<Counts>>> = {
    typing: (bench) => typeEverywhere(bench, Number(values.step ?? 1)),
    memory: holdMemory,
  };
  const run = runs[positionals[0] ?? ""];
  if (run === undefined) {
    console.error(`Usage: npm run test:long -- ${Object.keys(runs).join("|")} [--step N]`);
    return 2;
  }
  await Promise.all([installCodeServer(console.log), buildAll()]);
  const directory = await mkdtemp(path.join(os.tmpdir(), "bulkhead-"));
  const browser = await launchChromium();
  try {
    const vsix = path.join(directory, "bulkhead.vsix");
    await packExtension(vsix);
    const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
    context.setDefaultTimeout(PATIENCE);
    return conclude(await run({ context, directory, vsix }));
  } finally {
    await browser.close();
    await rm(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}
