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
const LARGEST_PACKAGE = 1_900_000;

/** Packs the extension from the bundles of `dist/` into the file named, by its whole path. Rejects if that fails or the package is too large. */
export async function packExtension(vsix: string): Promise<void> {
  // Loading the packer of extensions takes longer than most of what imports this.
  const { createVSIX, listFiles, PackageManager } = await import("@vscode/vsce");
  const files = await listFiles({ cwd: ROOT, packageManager: PackageManager.None });
  await staged([...files, ".vscodeignore"], async (stage) => {
    await rewrite(path.join(stage, "README.md"), (readme) => packedReadme(readme, new Set(files)));
    await createVSIX({
      cwd: stage,
      packagePath: vsix,
      dependencies: false,
      // The README has been seen to.
      rewriteRelativeLinks: false,
      allowMissingRepository: true,
    });
  });
  await checkSize(vsix);
}

/** Packs the command line tool from the bundles of `dist/cli/` into the directory named, and returns the name of the file. */
export async function packCommandLine(directory: string): Promise<string> {
  const parts = await glob("dist/cli/*", { cwd: ROOT });
  const filename = await staged(["package.json", "README.md", "LICENSE", ...parts], async (stage) => {
    await rewrite(path.join(stage, "package.json"), commandLineManifest);
    await rewrite(path.join(stage, "README.md"), (readme) => packedReadme(readme, new Set(["LICENSE", ...parts])));
    const args = ["pack", "--json", "--loglevel=error", `--pack-destination=${directory}`];
    const [packed]: [{ filename: string }] = JSON.parse(await run("npm", args, { cwd: stage }));
    return packed.filename;
  });
  await checkSize(path.join(directory, filename));
  return filename;
}

/** What npm needs to know of the tool: nothing of the extension, and no scripts, which npm would warn of. */
function commandLineManifest(manifest: string): string {
  const {
    name,
    version,
    description,
    license,
    private: isPrivate,
    homepage,
    repository,
    bugs,
    ...rest
  } = JSON.parse(manifest);
  const { keywords, engines, bin } = rest;
  const about = { name, version, description, license, private: isPrivate, homepage, repository, bugs, keywords };
  return `${JSON.stringify({ ...about, engines: { node: engines.node }, bin }, undefined, 2)}\n`;
}

/** Copies files of the repository into a directory of their own and calls `pack` with it; the directory is gone afterwards. */
async function staged<T>(files: readonly string[], pack: (stage: string) => Promise<T>): Promise<T> {
  const stage = await mkdtemp(path.join(os.tmpdir(), "bulkhead-package-"));
  try {
    for (const file of files) await cp(path.join(ROOT, file), path.join(stage, file));
    return await pack(stage);
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
}

async function rewrite(file: string, change: (text: string) => string): Promise<void> {
  await writeFile(file, change(await readFile(file, "utf8")));
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
  const sums = await Promise.all([vsix, await packCommandLine(ROOT)].map(sumOf));
  await writeFile(path.join(ROOT, "SHA256SUMS"), sums.join(""));
  process.stdout.write(sums.join(""));
}

/** A line as `sha256sum --check` reads it. */
async function sumOf(file: string): Promise<string> {
  const bytes = await readFile(path.join(ROOT, file));
  return `${createHash("sha256").update(bytes).digest("hex")}  ${file}\n`;
}

if (import.meta.main) await main();
