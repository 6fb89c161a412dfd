/**
 * Makes every bundle under `dist/`: `node scripts/build.ts`.
 *
 * Those of the extension are CommonJS: the oldest VS Code that is supported loads nothing else, and the web host of the newest neither. The command line
 * is made of modules that are loaded when they are needed, since reading and compiling the whole of it takes longer than most of what it is asked to do.
 */
import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import { type BuildOptions, build } from "esbuild";

export const ROOT = path.resolve(import.meta.dirname, "..");

const COMMAND_LINE = path.join(ROOT, "dist", "cli");
/** The program of the command line. */
export const CLI = path.join(COMMAND_LINE, "main.mjs");
/** What its threads run. */
export const CLI_THREADS = path.join(COMMAND_LINE, "worker.mjs");

/** Writes all bundles. Rejects if one cannot be built; esbuild has printed why. */
export async function buildAll(): Promise<void> {
  await Promise.all([...BUNDLES.map((options) => build({ ...COMMON, ...options })), buildCommandLine()]);
}

/** The parts are named by the hashes of what they hold, so those of earlier builds are removed once the new ones are there. */
async function buildCommandLine(): Promise<void> {
  const { metafile } = await build({
    ...COMMON,
    ...NODE,
    format: "esm",
    splitting: true,
    entryPoints: ["server/cli/main.ts", "server/cli/worker.ts"],
    outdir: COMMAND_LINE,
    outExtension: { ".js": ".mjs" },
    chunkNames: "[hash]",
    // The packages that are CommonJS ask for Node's own modules in their way, which a module does not know.
    banner: { js: 'import{createRequire}from"node:module";const require=createRequire(import.meta.url);' },
    metafile: true,
  });
  const written = new Set(Object.keys(metafile.outputs).map((file) => path.basename(file)));
  for (const name of await readdir(COMMAND_LINE)) {
    if (!written.has(name)) await rm(path.join(COMMAND_LINE, name), { recursive: true, force: true });
  }
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
    "dockerfile-ast": "./scripts/lazy-dockerfile-ast.cjs",
    // The modules of tinyglobby ask for their own address, which a bundle of CommonJS does not have.
    tinyglobby: "./node_modules/tinyglobby/dist/index.cjs",
  },
};

export const NODE: BuildOptions = { platform: "node", format: "cjs", target: "node20" };
const BROWSER: BuildOptions = { platform: "browser", format: "cjs", target: "es2022" };

const BUNDLES: readonly BuildOptions[] = [
  { ...NODE, entryPoints: ["server/lsp/main.node.ts"], outfile: "dist/server/main.node.js" },
  { ...NODE, entryPoints: ["client/main.node.ts"], outfile: "dist/client/main.node.js" },
  { ...BROWSER, entryPoints: ["client/main.browser.ts"], outfile: "dist/client/main.browser.js" },
  { ...BROWSER, format: "iife", entryPoints: ["client/page/map.ts"], outfile: "dist/client/map-page.js" },
  // A worker is a classic script without `module`, so its bundle exports nothing.
  { ...BROWSER, format: "iife", entryPoints: ["server/lsp/main.browser.ts"], outfile: "dist/server/main.browser.js" },
];

if (import.meta.main) {
  await buildAll().catch(() => {
    // esbuild has printed what is wrong and where.
    process.exitCode = 1;
  });
}
