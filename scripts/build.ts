/**
 * Makes every bundle under `dist/`: `node scripts/build.ts`.
 *
 * Those of the extension are CommonJS: the oldest VS Code that is supported loads nothing else, and the web host of the newest neither. The command line
 * is made of modules that are loaded when they are needed, since reading and compiling the whole of it takes longer than most of what it is asked to do.
 */
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { type BuildOptions, build, type Metafile, type Plugin } from "esbuild";
import { billOf, bundledPackages, noticesOf } from "./bundled.ts";
import { apart, briefManifest, bundlesApart } from "./packages-apart.ts";

export const ROOT = path.resolve(import.meta.dirname, "..");

const CLI_DIRECTORY = path.join(ROOT, "dist", "cli");
/** The program of the command line. */
export const CLI = path.join(CLI_DIRECTORY, "main.mjs");
/** What its threads run. */
export const CLI_THREADS = path.join(CLI_DIRECTORY, "worker.mjs");

/** Writes all bundles, each product's with its notices and its bill of materials. Rejects if one cannot be built; esbuild has printed why. */
export async function buildAll(): Promise<void> {
  await Promise.all([buildExtension(), buildCommandLine()]);
}

async function buildExtension(): Promise<void> {
  const built = await Promise.all(BUNDLES.map((options) => build({ ...COMMON, ...options, metafile: true })));
  await writeMaterials(
    path.join(ROOT, "dist"),
    built.map(({ metafile }) => metafile),
  );
}

/** The parts are named by the hashes of what they hold, so those of earlier builds are removed once the new ones are there. */
async function buildCommandLine(): Promise<void> {
  const built = await Promise.all(COMMAND_LINE.map((options) => build({ ...COMMON, ...options, metafile: true })));
  const metafiles = built.map(({ metafile }) => metafile);
  await writeMaterials(CLI_DIRECTORY, metafiles);
  const outputs = metafiles.flatMap(({ outputs }) => Object.keys(outputs));
  const written = new Set([...MATERIALS, ...outputs.map((file) => path.basename(file))]);
  for (const name of await readdir(CLI_DIRECTORY)) {
    if (!written.has(name)) await rm(path.join(CLI_DIRECTORY, name), { recursive: true, force: true });
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

const PROGRAM: BuildOptions = {
  ...NODE,
  format: "esm",
  splitting: true,
  entryPoints: {
    main: "server/cli/main.ts",
    worker: "server/cli/worker.ts",
    mcp: "server/mcp/stdio.ts",
    compare: "server/cli/compare/compare.ts",
    learn: "server/cli/learn/learn.ts",
  },
  outdir: CLI_DIRECTORY,
  outExtension: { ".js": ".mjs" },
  chunkNames: "[hash]",
  // The packages that are CommonJS ask for Node's own modules in their way, which a module does not know.
  banner: { js: 'import{createRequire}from"node:module";const require=createRequire(import.meta.url);' },
  plugins: [apart, briefManifest],
};

/** The command line with its threads and the server for agents, and the packages that it reads when it needs them. */
export const COMMAND_LINE: readonly BuildOptions[] = [
  PROGRAM,
  ...bundlesApart(CLI_DIRECTORY, { ...NODE, absWorkingDir: ROOT }),
];

/** Leaves what talks to engines out of the server, in whose place it asks for the bundle beside it. */
const engineApart: Plugin = {
  name: "engine apart",
  setup({ onResolve }) {
    onResolve({ filter: /\/compare\/editor\.ts$/ }, ({ kind }) =>
      kind === "dynamic-import" ? { path: "./compare.js", external: true } : undefined,
    );
  },
};

export const BUNDLES: readonly BuildOptions[] = [
  {
    ...NODE,
    entryPoints: ["server/lsp/main.node.ts"],
    outfile: "dist/server/main.node.js",
    plugins: [engineApart],
  },
  { ...NODE, entryPoints: ["server/compare/editor.ts"], outfile: "dist/server/compare.js" },
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
