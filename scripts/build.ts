/**
 * Makes every bundle under `dist/`: `node scripts/build.ts`.
 *
 * All are CommonJS: the oldest VS Code that is supported loads nothing else, and the web host of the newest neither.
 */
import path from "node:path";
import { type BuildOptions, build } from "esbuild";

export const ROOT = path.resolve(import.meta.dirname, "..");

/** Writes all bundles. Rejects if one cannot be built; esbuild has printed why. */
export async function buildAll(): Promise<void> {
  await Promise.all(BUNDLES.map((options) => build({ ...COMMON, ...options })));
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
    // The modules of tinyglobby ask for their own address, which a bundle of CommonJS does not have.
    tinyglobby: "./node_modules/tinyglobby/dist/index.cjs",
  },
};

export const NODE: BuildOptions = { platform: "node", format: "cjs", target: "node20" };
const BROWSER: BuildOptions = { platform: "browser", format: "cjs", target: "es2022" };

const BUNDLES: readonly BuildOptions[] = [
  { ...NODE, entryPoints: ["server/cli/main.ts"], outfile: "dist/cli.js" },
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
