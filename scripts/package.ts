/** Leaves one `bulkhead-<version>.vsix` in the root: `node scripts/package.ts`. */
import { readFile, rm, stat } from "node:fs/promises";
import path from "node:path";
import { glob } from "tinyglobby";
import { buildAll, ROOT } from "./build.ts";
import { run } from "./process.ts";

const VSCE = path.join(ROOT, "node_modules", "@vscode", "vsce", "vsce");

/** In bytes. What is larger holds something that does not belong in it. */
const LARGEST_PACKAGE = 1_500_000;

/** Packs the extension from the bundles of `dist/` into the file named. Rejects if that fails or the package is too large. */
export async function packExtension(vsix: string): Promise<void> {
  await run(process.execPath, [VSCE, "package", "--no-dependencies", "--out", vsix], { cwd: ROOT });
  const { size } = await stat(vsix);
  if (size > LARGEST_PACKAGE) throw new Error(`${vsix} has ${size} bytes; ${LARGEST_PACKAGE} are allowed.`);
}

/** `bulkhead-<version>.vsix`. */
export async function packageName(): Promise<string> {
  const { name, version } = JSON.parse(await readFile(path.join(ROOT, "package.json"), "utf8"));
  return `${name}-${version}.vsix`;
}

async function main(): Promise<void> {
  await buildAll();
  for (const old of await glob("*.vsix", { cwd: ROOT, absolute: true })) await rm(old);
  const vsix = path.join(ROOT, await packageName());
  await packExtension(vsix);
  const { size } = await stat(vsix);
  console.log(`${path.basename(vsix)}: ${Math.ceil(size / 1000)} kB`);
}

if (import.meta.main) await main();
