import path from "node:path";
import { build } from "esbuild";
import { ROOT } from "../../scripts/build.ts";

/** Where the suite lies, as one script; a path below the root. */
export const SUITE = "dist/test-vscode/suite.js";

/** Bundles the suite for every extension host, with or without Node. */
export async function bundleSuite(): Promise<void> {
  await build({
    absWorkingDir: ROOT,
    bundle: true,
    entryPoints: [path.join(import.meta.dirname, "suite", "run.ts")],
    outfile: SUITE,
    platform: "browser",
    format: "cjs",
    target: "es2022",
    external: ["vscode"],
    loader: { ".yaml": "text" },
    logLevel: "warning",
    // Mocha takes a `module` in sight for its own and would overwrite what the suite exports.
    define: { module: "undefined", global: "globalThis" },
  });
}
