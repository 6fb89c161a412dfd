import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Installation, install, installedAt } from "./installation.ts";
import { run } from "./process.ts";

/** VS Code 1.139.1 with a server that shows it in a browser; code-server's versions follow those of VS Code. */
const CODE_SERVER: Installation = {
  name: "code-server",
  version: "4.139.1",
  title: "VS Code for the browser (code-server 4.139.1)",
  inner: "lib/vscode",
};
const ENTRY = path.join(installedAt(CODE_SERVER), "out", "node", "entry.js");

export interface CodeServer {
  /** `http://127.0.0.1:PORT` */
  readonly address: string;
  /** `127.0.0.1:PORT`, the authority of `vscode-remote:` URIs. */
  readonly authority: string;
  /** Everything it printed so far. */
  log(): string;
  /** Ends it and every process it started. */
  stop(): Promise<void>;
}

export interface CodeServerOptions {
  /** A directory of the caller's for all its state; its path is short, since paths of sockets are limited to 108 bytes. */
  readonly profile: string;
  /** The user's settings. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Lets a page's address name an extension under development and its tests. */
  readonly testDriver: boolean;
  /** Whether every folder is trusted; without that VS Code opens it in Restricted Mode and asks. */
  readonly trust: boolean;
  /** Variables of its environment beside those of this process. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** Installs code-server, once. `announce` is told when that begins and ends. */
export function installCodeServer(announce: (line: string) => void): Promise<void> {
  return install(CODE_SERVER, announce);
}

/** Starts the installed code-server on a free port of this machine. Rejects with what it printed if it does not start. */
export async function startCodeServer(options: CodeServerOptions): Promise<CodeServer> {
  await writeProfile(options.profile, options.settings);
  const authority = `127.0.0.1:${await freePort()}`;
  const flags = ["--auth", "none", "--bind-addr", authority, "--ignore-last-opened"];
  if (options.trust) flags.push("--disable-workspace-trust");
  if (options.testDriver) flags.push("--vscode-option", "enable-smoke-test-driver");
  // A process group of its own, since it starts processes that would outlive it.
  const server = spawn(process.execPath, [...commandLine(options.profile), ...flags], {
    cwd: options.profile,
    env: { ...environment(options.profile), ...options.variables },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const killAtExit = () => signalGroup(server, "SIGKILL");
  process.once("exit", killAtExit);
  let log = "";
  for (const stream of [server.stdout, server.stderr]) stream.on("data", (chunk) => (log += chunk));
  const address = `http://${authority}`;
  const stop = async () => {
    await stopGroup(server);
    process.off("exit", killAtExit);
  };
  if (!(await answers(address, server))) {
    await stop();
    throw new Error(`code-server did not start:\n${log}`);
  }
  return { address, authority, log: () => log, stop };
}

/** Installs a packed extension in a profile. Rejects with what code-server printed if it refuses. */
export async function installExtension(vsix: string, profile: string): Promise<void> {
  await writeProfile(profile, {});
  const args = [...commandLine(profile), "--install-extension", vsix, "--force"];
  const output = await run(process.execPath, args, { cwd: profile, env: environment(profile) });
  if (!output.includes("successfully installed")) throw new Error(`${vsix} was not installed:\n${output}`);
}

function commandLine(profile: string): readonly string[] {
  return [
    ENTRY,
    ...["--config", path.join(profile, "code-server.yaml")],
    ...["--user-data-dir", profile],
    ...["--extensions-dir", path.join(profile, "extensions")],
    ...["--disable-telemetry", "--disable-update-check", "--disable-getting-started-override"],
  ];
}

/** Sockets and logs go to the profile too, and no market place is asked for anything. */
function environment(profile: string): NodeJS.ProcessEnv {
  const { VSCODE_IPC_HOOK_CLI: _outerEditor, ...rest } = process.env;
  const gallery = JSON.stringify({ serviceUrl: "", itemUrl: "" });
  const here = { TMPDIR: profile, XDG_RUNTIME_DIR: profile, XDG_DATA_HOME: profile, XDG_CONFIG_HOME: profile };
  return { ...rest, ...here, EXTENSIONS_GALLERY: gallery };
}

async function writeProfile(profile: string, settings: CodeServerOptions["settings"]): Promise<void> {
  await mkdir(path.join(profile, "User"), { recursive: true });
  await mkdir(path.join(profile, "extensions"), { recursive: true });
  await writeFile(path.join(profile, "code-server.yaml"), "");
  await writeFile(path.join(profile, "User", "settings.json"), JSON.stringify({ ...QUIET_SETTINGS, ...settings }));
}

const QUIET_SETTINGS = {
  "workbench.startupEditor": "none",
  "workbench.enableExperiments": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "telemetry.telemetryLevel": "off",
  "chat.disableAIFeatures": true,
  "extensions.ignoreRecommendations": true,
  "update.mode": "none",
};

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === "string") throw new Error("The system gave no port.");
  return address.port;
}

async function answers(address: string, server: ChildProcess): Promise<boolean> {
  const deadline = Date.now() + 60_000;
  while (isRunning(server) && Date.now() < deadline) {
    const response = await fetch(`${address}/healthz`).catch(() => undefined);
    if (response?.ok) return true;
    await sleep(100);
  }
  return false;
}

async function stopGroup(server: ChildProcess): Promise<void> {
  signalGroup(server, "SIGTERM");
  const deadline = Date.now() + 3000;
  while (isRunning(server) && Date.now() < deadline) await sleep(50);
  signalGroup(server, "SIGKILL");
}

function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // Every process of the group has ended already.
  }
}
