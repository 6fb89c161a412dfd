/**
 * Makes every bundle under `dist/`: `node scripts/build.ts`.
 *
 * What VS Code itself loads is CommonJS: the oldest that is supported loads nothing else, and the web host of the newest neither. The command line and the
 * server, which run in processes of their own, are made of modules that are loaded when they are needed, since reading and compiling the whole of it takes
 * longer than most of what they are asked to do.
 */
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { type BuildOptions, build, type Metafile } from "esbuild";
import { billOf, bundledPackages, noticesOf } from "./bundled.ts";
import { dataAsText } from "./data-as-text.ts";
import { apart, briefManifest, bundlesApart, withoutPrograms } from "./packages-apart.ts";

export const ROOT = path.resolve(import.meta.dirname, "..");

const CLI_DIRECTORY = path.join(ROOT, "dist", "cli");
const SERVER_DIRECTORY = path.join(ROOT, "dist", "server");
/** The program of the command line. */
export const CLI = path.join(CLI_DIRECTORY, "main.mjs");
/** What its threads run. */
export const CLI_THREADS = path.join(CLI_DIRECTORY, "worker.mjs");
/** The language server where extensions run in Node. */
export const SERVER = path.join(SERVER_DIRECTORY, "main.node.mjs");

/** Writes all bundles, each product's with its notices and its bill of materials. Rejects if one cannot be built; esbuild has printed why. */
export async function buildAll(): Promise<void> {
  await Promise.all([buildExtension(), buildCommandLine()]);
}

async function buildExtension(): Promise<void> {
  const dist = path.join(ROOT, "dist");
  await buildProduct(dist, [path.join(dist, "client"), SERVER_DIRECTORY], BUNDLES);
}

async function buildCommandLine(): Promise<void> {
  await buildProduct(CLI_DIRECTORY, [CLI_DIRECTORY], COMMAND_LINE);
}

/** Parts are named by the hashes of what they hold, so what earlier builds left in these directories is removed once the new ones are there. */
async function buildProduct(
  product: string,
  directories: readonly string[],
  bundles: readonly BuildOptions[],
): Promise<void> {
  const built = await Promise.all(bundles.map((options) => build({ ...COMMON, ...options, metafile: true })));
  const metafiles = built.map(({ metafile }) => metafile);
  await writeMaterials(product, metafiles);
  const outputs = metafiles.flatMap(({ outputs }) => Object.keys(outputs));
  const written = new Set([
    ...MATERIALS.map((name) => path.join(product, name)),
    ...outputs.map((file) => path.join(ROOT, file)),
  ]);
  for (const directory of directories) {
    for (const file of (await readdir(directory)).map((name) => path.join(directory, name))) {
      if (!written.has(file)) await rm(file, { recursive: true, force: true });
    }
  }
}

/** What lies beside the bundles of a product: the notices that licences ask for, and what it is made of. */
export const MATERIALS: readonly string[] = ["THIRD-PARTY-NOTICES.txt", "sbom.cdx.json"];

async function writeMaterials(directory: string, metafiles: readonly Metafile[]): Promise<void> {
  const { name, version } = JSON.parse(await readFile(path.join(ROOT, "package.json"), "utf8"));
  const packages = await bundledPackages(ROOT, metafiles);
  const texts = [noticesOf(packages), billOf({ name, version }, packages)];
  await Promise.all(MATERIALS.map((file, index) => writeFile(path.join(directory, file), texts[index] ?? "")));
}

export const COMMON: BuildOptions = {
  absWorkingDir: ROOT,
  bundle: true,
  minify: true,
  logLevel: "warning",
  legalComments: "none",
  external: ["vscode"],
  plugins: [dataAsText],
  alias: {
    // The browser build of yaml reads no `process.env`, and parses faster.
    yaml: "./node_modules/yaml/browser/dist/index.js",
    // Its other build is for loaders that bundles have no need of, and asks for its parts by names that no bundler follows.
    "jsonc-parser": "./node_modules/jsonc-parser/lib/esm/main.js",
    "dockerfile-ast": "./scripts/lazy-dockerfile-ast.cjs",
    // The modules of tinyglobby ask for their own address, which a bundle of CommonJS does not have.
    tinyglobby: "./node_modules/tinyglobby/dist/index.cjs",
    // The protocol's packages could talk over sockets and ask npm for directories, which nothing here does.
    net: "./scripts/left-out.cjs",
    // The agents' protocol would bring a validator along that makes code out of schemas.
    "@modelcontextprotocol/server/_shims": "./scripts/without-validator.mjs",
  },
};

export const NODE: BuildOptions = { platform: "node", format: "cjs", target: "node20" };
const BROWSER: BuildOptions = { platform: "browser", format: "cjs", target: "es2022" };

/** Modules that share their parts: what several of them need is there once, and what few runs need is read by those. */
const MODULES: BuildOptions = {
  ...NODE,
  format: "esm",
  splitting: true,
  outExtension: { ".js": ".mjs" },
  chunkNames: "[hash]",
  // The packages that are CommonJS ask for Node's own modules in their way, which a module does not know.
  banner: { js: 'import{createRequire}from"node:module";const require=createRequire(import.meta.url);' },
  plugins: [dataAsText, apart, briefManifest, withoutPrograms],
};

/** Such modules in a directory, with the packages that they read when they need them. */
function modules(outdir: string, entryPoints: Readonly<Record<string, string>>): readonly BuildOptions[] {
  return [{ ...MODULES, entryPoints, outdir }, ...bundlesApart(outdir, { ...NODE, absWorkingDir: ROOT })];
}

/** The command line with its threads and the server for agents. */
export const COMMAND_LINE: readonly BuildOptions[] = modules(CLI_DIRECTORY, {
  main: "server/cli/main.ts",
  worker: "server/cli/worker.ts",
  mcp: "server/mcp/stdio.ts",
  compare: "server/cli/compare/compare.ts",
  learn: "server/cli/learn/learn.ts",
});

export const BUNDLES: readonly BuildOptions[] = [
  // Comparing is a module that the server loads, and learning a process that the extension starts, each when somebody asks for it.
  ...modules(SERVER_DIRECTORY, {
    "main.node": "server/lsp/main.node.ts",
    compare: "server/compare/editor.ts",
    learn: "server/learn/main.ts",
  }),
  { ...NODE, entryPoints: ["client/main.node.ts"], outfile: "dist/client/main.node.js" },
  { ...BROWSER, entryPoints: ["client/main.browser.ts"], outfile: "dist/client/main.browser.js" },
  { ...BROWSER, format: "iife", entryPoints: ["client/page/map.ts"], outfile: "dist/client/map-page.js" },
  // A worker is a classic script without `module`, so its bundle exports nothing.
  { ...BROWSER, format: "iife", entryPoints: ["server/lsp/main.browser.ts"], outfile: "dist/server/main.browser.js" },
];

if (import.meta.main) {
  await buildAll().catch((error: Error) => {
    // esbuild has printed what is wrong and where.
    if (!("errors" in error)) console.error(error.message);
    process.exitCode = 1;
  });
}
