/**
 * `npm run test:vscode [-- HOST…] [--images DIRECTORY]`: the suite inside a real VS Code, in every extension host, and its user interface.
 * VS Code for the desktop is used where `VSCODE_PATH` names one or one can be downloaded, else VS Code in a browser.
 */
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import type { Browser } from "playwright-core";
import { buildAll, ROOT } from "../../scripts/build.ts";
import { installCodeServer } from "../../scripts/code-server.ts";
import { type Counts, closingLine, conclude, sum } from "../../scripts/counts.ts";
import { install } from "../../scripts/installation.ts";
import { packExtension } from "../../scripts/package.ts";
import { bundleSuite } from "./bundle.ts";
import { launchChromium } from "./chromium.ts";
import { throughDailyUse } from "./daily-use.ts";
import { findDesktop, inDesktop, inDesktopPacked } from "./desktop.ts";
import { throughDoors } from "./doors.ts";
import { throughFindings } from "./findings-list.ts";
import { type Bench, inNodeHost, inNodeHostPacked, inOldestWebHost, inWebHost, inWebHostPacked } from "./hosts.ts";
import { throughLearning } from "./learning.ts";
import { throughMapPage } from "./map-page.ts";
import { OLDEST } from "./oldest.ts";
import { throughUserInterface } from "./user-interface.ts";

/** For whatever a page is waited for, in milliseconds: what is tested does not hang on how busy the machine is. */
const PATIENCE = 120_000;

interface Host {
  readonly name: string;
  readonly title: string;
  readonly run: (bench: Bench) => Promise<Counts>;
}

process.exitCode = await main();

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options: { images: { type: "string" } }, allowPositionals: true });
  const images = path.resolve(values.images ?? path.join(ROOT, "dist", "screenshots"));
  const hosts = selectHosts(await findDesktop(), images, positionals);
  if (hosts === undefined) return 2;
  await Promise.all([installCodeServer(console.log), install(OLDEST, console.log), buildAll(), bundleSuite()]);
  const shared = await mkdtemp(path.join(os.tmpdir(), "bulkhead-"));
  const browser = await launchChromium();
  try {
    const vsix = path.join(shared, "bulkhead.vsix");
    await packExtension(vsix);
    const counts: Counts[] = [];
    for (const host of hosts) counts.push(await perform(host, browser, vsix));
    return conclude(sum(counts));
  } finally {
    await browser.close();
    await remove(shared);
  }
}

function selectHosts(
  desktop: string | undefined,
  images: string,
  names: readonly string[],
): readonly Host[] | undefined {
  const node: readonly Host[] =
    desktop === undefined
      ? [
          { name: "node", title: "Node extension host", run: inNodeHost },
          { name: "vsix", title: "Node extension host in Restricted Mode, packed extension", run: inNodeHostPacked },
        ]
      : [
          { name: "node", title: "desktop", run: (bench) => inDesktop(bench, desktop) },
          { name: "vsix", title: "desktop, packed extension", run: (bench) => inDesktopPacked(bench, desktop) },
        ];
  const all: readonly Host[] = [
    ...node,
    { name: "web", title: "web extension host", run: inWebHost },
    { name: "web-vsix", title: "web extension host, packed extension on a remote", run: inWebHostPacked },
    { name: "oldest", title: `${OLDEST.title}, web extension host`, run: inOldestWebHost },
    { name: "map", title: "isolation map by itself", run: (bench) => throughMapPage(bench, images) },
    { name: "list", title: "list of findings as it is drawn", run: (bench) => throughFindings(bench, images) },
    { name: "learn", title: "copies of a service", run: (bench) => throughLearning(bench, images) },
    { name: "daily", title: "what daily use meets", run: (bench) => throughDailyUse(bench, images) },
    { name: "doors", title: "scripts, documents and dev containers", run: (bench) => throughDoors(bench, images) },
    { name: "ui", title: `user interface; pictures in ${images}`, run: (bench) => throughUserInterface(bench, images) },
  ];
  const unknown = names.find((name) => !all.some((host) => host.name === name));
  if (unknown === undefined) return names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
  console.error(`There is no host "${unknown}"; there are ${all.map(({ name }) => name).join(", ")}.`);
  return undefined;
}

async function perform({ name, title, run }: Host, browser: Browser, vsix: string): Promise<Counts> {
  console.log(`\n${title}`);
  const started = performance.now();
  const directory = await mkdtemp(path.join(os.tmpdir(), "bulkhead-"));
  const context = await browser.newContext({ viewport: { width: 1100, height: 700 }, deviceScaleFactor: 2 });
  context.setDefaultTimeout(PATIENCE);
  try {
    const counts = await run({ context, directory, vsix });
    console.log(`  ${name}: ${closingLine(counts)} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
    return counts;
  } catch (error) {
    console.log(`  ${name} could not be run:`, error);
    return { passed: 0, failed: 1 };
  } finally {
    await context.close();
    await remove(directory);
  }
}

/** The processes that have just ended may still be writing their last file. */
async function remove(directory: string): Promise<void> {
  await rm(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}
