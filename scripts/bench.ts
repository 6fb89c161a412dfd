/**
 * `npm run bench`: how fast everything is, beside the parsers alone and beside other tools, on this machine.
 * `npm run bench -- --write` keeps the results in docs/performance.md; `--short` takes fewer passes. `--shapes` measures nothing but how the time of all fixes
 * grows with a file, which needs no other tools. The status is 1 where it grows too fast.
 */
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { availableParallelism, cpus, totalmem } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { pauseFor } from "../server/lsp/pace.ts";
import { coldStarts, largestFile, treeRuns } from "./bench/command-line.ts";
import type { InProcess } from "./bench/in-process.ts";
import { filesBelow, syntheticInputs } from "./bench/inputs.ts";
import { measureServer } from "./bench/language-server.ts";
import { installPeers, PEERS, peerServers, peerVersions, type Server } from "./bench/peers.ts";
import { processorTimes } from "./bench/processor-time.ts";
import { FLOOR, OURS, type Results, reportOf, type ServerRow, shapesReport } from "./bench/report.ts";
import { type Growth, WORST_EXPONENT } from "./bench/shapes.ts";
import { buildAll, COMMON, NODE, ROOT, SERVER } from "./build.ts";
import { captured } from "./capture.ts";

const PAGE = path.join(ROOT, "docs", "performance.md");
const LARGER = path.resolve(ROOT, "../shared/corpus");
const OWN = path.join(ROOT, "test", "corpus");

const args = new Set(process.argv.slice(2));
if (args.has("--shapes")) {
  const growths = await measureShapes();
  console.log(shapesReport(growths).join("\n"));
  judge(growths);
} else {
  const results = await measure(args.has("--short"));
  const report = reportOf(results);
  console.log(report);
  if (args.has("--write")) await keep(report);
  judge(results.growths);
}

function judge(growths: readonly Growth[]): void {
  for (const { title, exponent } of growths.filter((one) => one.exponent > WORST_EXPONENT)) {
    console.error(`${title}: time grows with the power of ${exponent.toFixed(2)}, above ${WORST_EXPONENT}`);
    process.exitCode = 1;
  }
}

/** In a process of its own, in which nothing ran before. */
async function measureShapes(): Promise<readonly Growth[]> {
  return JSON.parse(await captured(process.execPath, [await bundled("growth")], { cwd: ROOT })) as Growth[];
}

async function measure(short: boolean): Promise<Results> {
  const corpus = existsSync(LARGER) ? LARGER : OWN;
  await buildAll();
  const peerProblems = await installPeers();
  for (const problem of peerProblems) console.error(problem);
  const inProcess = await bundled("in-process");
  const output = await captured(process.execPath, [inProcess, corpus, PEERS, short ? "3" : "9"], { cwd: ROOT });
  const measured: InProcess = JSON.parse(output);
  return {
    machine: machine(),
    corpus: `${filesBelow(corpus).length} files of ${corpus === OWN ? "test/corpus" : "../shared/corpus"}`,
    inProcess: measured,
    processor: await processorTimes(measured.files, short ? { one: 5, all: 1 } : { one: 21, all: 3 }),
    growths: await measureShapes(),
    most: await largestFile(),
    servers: await serverRows(short ? 5 : 20),
    starts: await coldStarts(),
    trees: await treeRuns(corpus),
    peers: peerVersions(),
    peerProblems,
  };
}

async function serverRows(changes: number): Promise<readonly ServerRow[]> {
  const own = { arguments: ["--stdio"], takes: "both", pause: 0, settings: {} } as const;
  const servers: readonly Server[] = [
    { ...own, title: FLOOR, program: await bundled("floor-server") },
    { ...own, title: OURS, program: SERVER },
    ...peerServers(),
  ];
  const rows: ServerRow[] = [];
  for (const input of syntheticInputs()) {
    for (const server of servers) {
      if (server.takes !== "both" && server.takes !== input.name) continue;
      const times = await measureServer(server, input, server.pause > 0 ? Math.min(changes, 5) : changes).catch(String);
      const pause = server.title === OURS ? pauseFor(input.text.length) : server.pause;
      rows.push({ input: input.title, server: server.title, times, pause });
    }
  }
  return rows;
}

/** Bundles a program of the bench exactly as the product is bundled, and returns the bundle. */
async function bundled(name: string): Promise<string> {
  const outfile = path.join(PEERS, `${name}.cjs`);
  await build({ ...COMMON, ...NODE, entryPoints: [`scripts/bench/${name}.ts`], outfile });
  return outfile;
}

function machine(): string {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const date = new Date().toISOString().slice(0, 10);
  return `Measured on ${date}: ${availableParallelism()} cores of ${cpu?.model ?? "an unknown processor"}, ${memory} GiB, ${process.platform}, Node ${process.version}`;
}

/** Replaces everything behind the page's own introduction. */
async function keep(results: string): Promise<void> {
  const page = await readFile(PAGE, "utf8");
  const [introduction] = page.split(/^## Targets$/m);
  await writeFile(PAGE, `${introduction}${results}`);
}
