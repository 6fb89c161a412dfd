/**
 * Makes the bundles for whoever installs from a checkout: npm runs this after `npm ci`, before it packs, and for a package that it takes from git,
 * as pre-commit does; the GitHub Action runs it by itself. It is plain JavaScript, since it has to run on the oldest supported Node.js, which knows
 * no types; the build itself runs on the Node.js that the lock file pins, where there is one for the machine.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const MODULES = path.join(ROOT, "node_modules");

// `npm install --global` of a package from git tells the npm that prepares it to install globally too, and so without what the build needs.
if (!existsSync(path.join(MODULES, "esbuild"))) {
  // The lock file holds the hash of every package, so that it does not matter which registry npm is told to use; and none of their scripts runs.
  const flags = ["--ignore-scripts", "--no-global", "--no-install-links", "--include=dev", "--include=optional"];
  run(...npm(), "ci", "--no-audit", "--no-fund", ...flags);
}
const pinned = path.join(MODULES, ".bin", "node");
const node = existsSync(pinned) ? pinned : process.execPath;
if (node === process.execPath && !process.features.typescript) {
  console.error(
    `Bulkhead is built by Node.js 22.18 or later; this is ${process.version}. What is built runs on 20 too.`,
  );
  process.exit(1);
}
run(node, path.join(ROOT, "scripts", "build.ts"));

/** How to start npm: the one that runs this, else the one beside this Node.js, else that of the `PATH`. */
function npm() {
  const { npm_execpath: running } = process.env;
  if (running?.endsWith(".js")) return [process.execPath, running];
  const beside = [path.resolve(process.execPath, "../../lib"), path.dirname(process.execPath)]
    .map((directory) => path.join(directory, "node_modules", "npm", "bin", "npm-cli.js"))
    .find(existsSync);
  return beside === undefined ? ["npm"] : [process.execPath, beside];
}

/** Runs a program in the checkout, and ends with its status where that is not 0. What it prints is no answer, so it goes to standard error. */
function run(command, ...args) {
  const { status, error } = spawnSync(command, args, { cwd: ROOT, stdio: ["ignore", 2, 2] });
  if (error !== undefined) console.error(error.message);
  if (status !== 0) process.exit(status ?? 1);
}
