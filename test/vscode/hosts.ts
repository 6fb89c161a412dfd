import { copyFile, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { BrowserContext } from "playwright-core";
import { ROOT } from "../../scripts/build.ts";
import { type CodeServer, installExtension, startCodeServer } from "../../scripts/code-server.ts";
import { type Counts, sum } from "../../scripts/counts.ts";
import { installedAt } from "../../scripts/installation.ts";
import { SUITE } from "./bundle.ts";
import { fence } from "./chromium.ts";
import { composeTakes } from "./hardened-stacks.ts";
import { OLDEST, oldestPage } from "./oldest.ts";
import { serveStatic } from "./static-server.ts";
import { visit } from "./verdict.ts";

/** What a run has for itself alone. */
export interface Bench {
  readonly context: BrowserContext;
  /** An empty directory that goes away after the run. Its path is short. */
  readonly directory: string;
  /** The packed extension. */
  readonly vsix: string;
}

/** VS Code's Node extension host, with the extension as it lies in the working tree. */
export async function inNodeHost(bench: Bench): Promise<Counts> {
  const server = await startCodeServer({
    profile: await profileOf(bench),
    settings: {},
    testDriver: true,
    trust: true,
  });
  const counts = await visitServer(bench, server, ROOT);
  return sum([counts, await composeTakes(await folderOf(bench))]);
}

/** VS Code's Node extension host in Restricted Mode, with the packed extension installed as users do. */
export async function inNodeHostPacked(bench: Bench): Promise<Counts> {
  const profile = await profileOf(bench);
  await installExtension(bench.vsix, profile);
  const settings = { "security.workspace.trust.startupPrompt": "never", "bulkhead-test.trusted": false };
  const server = await startCodeServer({ profile, settings, testDriver: true, trust: false });
  return await visitServer(bench, server, await emptyExtension(bench));
}

/** VS Code's web extension host beside a server, with the extension as it lies in the working tree. */
export async function inWebHost(bench: Bench): Promise<Counts> {
  const server = await startCodeServer({
    profile: await profileOf(bench),
    settings: {},
    testDriver: true,
    trust: true,
  });
  return await visitFromWeb(bench, server, ROOT);
}

/** VS Code's web extension host, with the packed extension installed on the server: its files come from a remote. */
export async function inWebHostPacked(bench: Bench): Promise<Counts> {
  const profile = await profileOf(bench);
  await installExtension(bench.vsix, profile);
  const settings = { "remote.extensionKind": { "bulkhead.bulkhead": ["web"] } };
  const server = await startCodeServer({ profile, settings, testDriver: true, trust: true });
  return await visitFromWeb(bench, server, await emptyExtension(bench));
}

/** The oldest VS Code that is supported, without any server, as on a web site. */
export async function inOldestWebHost({ context }: Bench): Promise<Counts> {
  const directories = new Map([
    ["vscode", path.join(installedAt(OLDEST), "dist")],
    ["extension", ROOT],
  ]);
  const pages = new Map<string, string>();
  const server = await serveStatic(directories, pages);
  // Browsers take every name below `localhost` for this machine, and names that share two words for one site, as pages of webviews must be.
  const authority = `vscode.localhost:${server.port}`;
  pages.set("/", oldestPage(authority));
  await fence(context, [`http://${authority}`]);
  try {
    return await visit(context, `http://${authority}`);
  } finally {
    server.stop();
  }
}

async function visitServer(bench: Bench, server: CodeServer, extension: string): Promise<Counts> {
  const remote = (file: string) => `vscode-remote://${server.authority}${file}`;
  const payload = [
    ["extensionDevelopmentPath", remote(extension)],
    ["extensionTestsPath", remote(path.join(extension, SUITE))],
  ];
  try {
    await fence(bench.context, [server.address]);
    return await visit(bench.context, folderAddress(server, await folderOf(bench), payload));
  } finally {
    await server.stop();
  }
}

/** The web host takes extensions under development only from the page's own options, and only from the page's own origin. */
async function visitFromWeb(bench: Bench, server: CodeServer, extension: string): Promise<Counts> {
  const files = await serveStatic(new Map([["extension", extension]]), new Map());
  const uri = { scheme: "http", authority: server.authority, path: `/proxy/${files.port}/extension` };
  const tests = { ...uri, path: `${uri.path}/${SUITE}` };
  try {
    await setDevelopmentOptions(bench.context, { extensions: [uri], extensionTestsPath: tests });
    await fence(bench.context, [server.address]);
    return await visit(bench.context, folderAddress(server, await folderOf(bench), []));
  } finally {
    files.stop();
    await server.stop();
  }
}

/** Adds to the options in the page before VS Code's modules read them. */
async function setDevelopmentOptions(context: BrowserContext, options: object): Promise<void> {
  await context.addInitScript((added) => {
    const add = () => {
      const element = document.getElementById("vscode-workbench-web-configuration");
      const settings = element?.getAttribute("data-settings");
      if (!element || !settings) return;
      const configuration = JSON.parse(settings);
      configuration.developmentOptions = { ...configuration.developmentOptions, ...added };
      element.setAttribute("data-settings", JSON.stringify(configuration));
    };
    document.addEventListener("readystatechange", add, { once: true });
  }, options);
}

export function folderAddress(server: CodeServer, folder: string, payload: readonly (readonly string[])[]): string {
  const query = new URLSearchParams({ folder, payload: JSON.stringify(payload) });
  return `${server.address}/?${query}`;
}

/** The packed extension in trusted folders, as users have it, with the profile that it keeps its state in. Whoever asks for it stops it. */
export async function startPacked(
  bench: Bench,
  settings: Readonly<Record<string, unknown>>,
  variables: Readonly<Record<string, string>> = {},
): Promise<{ readonly server: CodeServer; readonly profile: string }> {
  const profile = await profileOf(bench);
  await installExtension(bench.vsix, profile);
  return { server: await startCodeServer({ profile, settings, testDriver: false, trust: true, variables }), profile };
}

export async function profileOf({ directory }: Bench): Promise<string> {
  return await made(path.join(directory, "p"));
}

export async function folderOf({ directory }: Bench): Promise<string> {
  return await made(path.join(directory, "workspace"));
}

/**
 * An extension that holds nothing but the suite. Tests only run in the host of an extension under development and below its
 * directory; where the extension under test is installed, this stands in.
 */
export async function emptyExtension({ directory }: Bench): Promise<string> {
  const extension = path.join(directory, "empty");
  await made(path.dirname(path.join(extension, SUITE)));
  await copyFile(path.join(ROOT, SUITE), path.join(extension, SUITE));
  // The name of an extension that follows names in Compose files too, for which ours is silent.
  const manifest = { name: "docker", publisher: "docker", version: "0.0.0", engines: { vscode: "^1.91.0" } };
  await writeFile(path.join(extension, "package.json"), JSON.stringify(manifest));
  return extension;
}

async function made(directory: string): Promise<string> {
  await mkdir(directory, { recursive: true });
  return directory;
}
