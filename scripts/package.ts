/**
 * Leaves in the root what is installed and published, `bulkhead-<version>.vsix` and `bulkhead-<version>.tgz`, and prints their hashes, which
 * `SHA256SUMS` holds too: `node scripts/package.ts`.
 */
import { createHash } from "node:crypto";
import { cp, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { glob } from "tinyglobby";
import { buildAll, ROOT } from "./build.ts";
import { run } from "./process.ts";
import { packedReadme } from "./readme.ts";

/** In bytes. What is larger holds something that does not belong in it. */
const LARGEST_PACKAGE = 1_500_000;

/** Packs the extension from the bundles of `dist/` into the file named, by its whole path. Rejects if that fails or the package is too large. */
export async function packExtension(vsix: string): Promise<void> {
  // Loading the packer of extensions takes longer than most of what imports this.
  const { createVSIX, listFiles, PackageManager } = await import("@vscode/vsce");
  const files = await listFiles({ cwd: ROOT, packageManager: PackageManager.None });
  const stage = await mkdtemp(path.join(os.tmpdir(), "bulkhead-extension-"));
  try {
    for (const file of [...files, ".vscodeignore"]) await cp(path.join(ROOT, file), path.join(stage, file));
    const readme = await readFile(path.join(ROOT, "README.md"), "utf8");
    await writeFile(path.join(stage, "README.md"), packedReadme(readme, new Set(files)));
    await createVSIX({
      cwd: stage,
      packagePath: vsix,
      dependencies: false,
      // The README has been seen to.
      rewriteRelativeLinks: false,
      allowMissingRepository: true,
    });
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
  await checkSize(vsix);
}

/** Packs the command line tool from the bundles of `dist/cli/` into the root, and returns the name of the file. */
async function packCommandLine(): Promise<string> {
  // Nothing is built again: the bundles are those of the extension's package.
  const packed = await run("npm", ["pack", "--ignore-scripts", "--json", "--loglevel=error"], { cwd: ROOT });
  const [{ filename }]: [{ filename: string }] = JSON.parse(packed);
  await checkSize(path.join(ROOT, filename));
  return filename;
}

async function checkSize(file: string): Promise<void> {
  const { size } = await stat(file);
  if (size > LARGEST_PACKAGE) throw new Error(`${file} has ${size} bytes; ${LARGEST_PACKAGE} are allowed.`);
}

/** `bulkhead-<version>.vsix`. */
export async function packageName(): Promise<string> {
  const { name, version } = JSON.parse(await readFile(path.join(ROOT, "package.json"), "utf8"));
  return `${name}-${version}.vsix`;
}

async function main(): Promise<void> {
  // The same sources give the same bytes, so that anybody can check a hash. npm dates its archives so by itself.
  process.env["SOURCE_DATE_EPOCH"] ??= "499162500";
  await buildAll();
  for (const old of await glob(["*.vsix", "*.tgz"], { cwd: ROOT, absolute: true })) await rm(old);
  const vsix = await packageName();
  await packExtension(path.join(ROOT, vsix));
  const sums = await Promise.all([vsix, await packCommandLine()].map(sumOf));
  await writeFile(path.join(ROOT, "SHA256SUMS"), sums.join(""));
  process.stdout.write(sums.join(""));
}

/** A line as `sha256sum --check` reads it. */
async function sumOf(file: string): Promise<string> {
  const bytes = await readFile(path.join(ROOT, file));
  return `${createHash("sha256").update(bytes).digest("hex")}  ${file}\n`;
}

if (import.meta.main) await main();
