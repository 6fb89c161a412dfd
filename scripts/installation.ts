import { existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { ROOT } from "./build.ts";
import { run } from "./process.ts";

/** A package that is too large to be a dependency and is only wanted by those who open VS Code. */
export interface Installation {
  readonly name: string;
  readonly version: string;
  /** What to call it when its installation is announced. */
  readonly title: string;
  /** A directory inside the package whose own dependencies are installed too. */
  readonly inner?: string;
}

/** The directory of the package once it is installed. */
export function installedAt({ name, version }: Installation): string {
  return path.join(home(name, version), "node_modules", name);
}

/** Installs a package from the npm registry under `.vscode-test/`, once. `announce` is told when that begins and ends. */
export async function install(installation: Installation, announce: (line: string) => void): Promise<void> {
  const { name, version, title, inner } = installation;
  const directory = home(name, version);
  if (existsSync(directory)) return;
  announce(`Installing ${title} in .vscode-test/, once; this takes half a minute or so …`);
  const started = performance.now();
  // It gets its name when it is whole, so that a broken installation is never taken for one.
  const partial = `${directory}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  await writeFile(path.join(partial, "package.json"), '{ "private": true }\n');
  await run("npm", ["install", `${name}@${version}`, ...QUICKLY], { cwd: partial });
  if (inner !== undefined) {
    await run("npm", ["install", "--omit=dev", ...QUICKLY], { cwd: path.join(partial, "node_modules", name, inner) });
  }
  await rename(partial, directory);
  announce(`Installed after ${Math.round((performance.now() - started) / 1000)} s.`);
}

/** Install scripts would compile native modules, which needs compilers and minutes; VS Code edits and tests without them. */
const QUICKLY = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];

function home(name: string, version: string): string {
  return path.join(ROOT, ".vscode-test", `${name}-${version}`);
}
