/**
 * `npm start -- [FOLDER] [--report]`: reports on a folder (`examples/` if none is named) in the terminal, then opens it in VS Code
 * with the extension loaded. With `--report` it ends after the report, with the exit status of `bulkhead check`.
 */
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { buildAll, CLI, ROOT } from "./build.ts";
import { installCodeServer, installExtension, startCodeServer } from "./code-server.ts";
import { packageName, packExtension } from "./package.ts";
import { runInTerminal } from "./process.ts";

const USAGE = "Usage: npm start -- [FOLDER] [--report]";

/** npm says in INIT_CWD where the user typed the command; it changes the working directory. */
const { INIT_CWD: USERS_DIRECTORY = process.cwd(), PATH = "" } = process.env;

process.exitCode = await main();

async function main(): Promise<number> {
  const options = readOptions();
  if (options === undefined) {
    console.error(USAGE);
    return 2;
  }
  await buildAll();
  const status = await report(options.folder);
  if (options.reportOnly || status > 1 || status < 0) return status;
  console.log();
  const desktop = findOnPath("code");
  return desktop === undefined ? openInBrowser(options.folder) : openOnDesktop(desktop, options.folder);
}

function readOptions(): { readonly folder: string; readonly reportOnly: boolean } | undefined {
  try {
    const { values, positionals } = parseArgs({ options: { report: { type: "boolean" } }, allowPositionals: true });
    if (positionals.length > 1) return undefined;
    const [named] = positionals;
    const folder = named === undefined ? path.join(ROOT, "examples") : path.resolve(USERS_DIRECTORY, named);
    return { folder, reportOnly: values.report === true };
  } catch {
    // An unknown option: the usage says which there are.
    return undefined;
  }
}

/** Exit statuses: 0 nothing grave, 1 something, 2 the folder cannot be read. */
function report(folder: string): Promise<number> {
  const shown = path.relative(USERS_DIRECTORY, folder) || ".";
  return runInTerminal(process.execPath, [CLI, "check", shown], { cwd: USERS_DIRECTORY });
}

function findOnPath(command: string): string | undefined {
  const names = process.platform === "win32" ? [`${command}.cmd`, `${command}.exe`] : [command];
  const directories = PATH.split(path.delimiter).filter(path.isAbsolute);
  return directories.flatMap((directory) => names.map((name) => path.join(directory, name))).find(existsSync);
}

function openOnDesktop(code: string, folder: string): Promise<number> {
  console.log(`Opening ${folder} in VS Code.`);
  return runInTerminal(code, ["--new-window", `--extensionDevelopmentPath=${ROOT}`, folder], { cwd: ROOT });
}

async function openInBrowser(folder: string): Promise<number> {
  await installCodeServer(console.log);
  const profile = await mkdtemp(path.join(os.tmpdir(), "bulkhead-"));
  const stopAsked = new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => resolve());
  });
  try {
    const vsix = path.join(profile, await packageName());
    await packExtension(vsix);
    await installExtension(vsix, profile);
    const server = await startCodeServer({ profile, settings: {}, testDriver: false, trust: true });
    console.log(
      `VS Code with Bulkhead is at ${server.address}/?folder=${encodeURIComponent(folder).replaceAll("%2F", "/")}`,
    );
    console.log("Open that address in a browser. Ctrl-C stops it.");
    await stopAsked;
    await server.stop();
    return 0;
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}
