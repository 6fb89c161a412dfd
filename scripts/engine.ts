/**
 * A Docker Engine to test with: the one that answers on this machine, else one of our own from Debian's packages, as root.
 * Ours runs in a network namespace of its own, so that it can make bridges and publish ports and the machine notices nothing of it.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { chmod, mkdir, mkdtemp, open, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { capture } from "./capture.ts";
import { type ComposeCommand, composeOn, enginePrograms } from "./engine-packages.ts";

/** An engine that answers. `env` is what `docker` and `docker-compose` need to find it, and nothing else. */
export interface RunningEngine {
  readonly env: Readonly<Record<string, string>>;
  readonly compose: ComposeCommand;
  /** Where the OCI specification of each container lies as `ID.json`; only our own engine keeps them. */
  readonly specifications?: string;
  /** What to put before a command so that it sees the machine's files as the engine does. */
  readonly inside: readonly string[];
  stop(): Promise<void>;
}

/**
 * An engine that answers, or why there is none. Whoever asked for it stops it. One of our own keeps file systems as `copies`, which works on any machine,
 * or in the way that it takes to be the best here, which is far faster where images are large.
 */
export async function runningEngine(storage: Storage = "copies"): Promise<RunningEngine | string> {
  const here = process.env["PATH"] ?? "";
  const host = process.env["DOCKER_HOST"] ?? "unix:///var/run/docker.sock";
  const env = { PATH: here, DOCKER_HOST: host, HOME: os.tmpdir() };
  const compose = await composeOn(here);
  if (compose !== undefined && (await answers(env))) return { env, compose, inside: [], stop: async () => {} };
  const programs = await enginePrograms();
  if (programs.is === "missing") return `no Docker Engine with Docker Compose answers at ${host}, and ${programs.why}`;
  return ownEngine(programs.path, storage);
}

async function answers(env: Readonly<Record<string, string>>): Promise<boolean> {
  return (await capture("sh", ["-c", "docker version"], { cwd: "/", env })).status === 0;
}

type Storage = "copies" | "the best here";

async function ownEngine(search: string, storage: Storage): Promise<RunningEngine | string> {
  const compose = await composeOn(search);
  if (compose === undefined) return "Docker Compose from Debian's packages does not start";
  // The path of a socket must be short.
  const directory = await mkdtemp(path.join(os.tmpdir(), "bulkhead-engine-"));
  const specifications = path.join(directory, "specifications");
  await mkdir(specifications);
  const env = { PATH: search, DOCKER_HOST: `unix://${directory}/engine.sock`, HOME: directory };
  const log = path.join(directory, "engine.log");
  const daemon = await startDaemon(directory, await recordingRuntime(directory, specifications), env, log, storage);
  const stop = async (): Promise<void> => {
    await stopped(daemon);
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  };
  for (let tries = 0; tries < 100 && daemon.exitCode === null; tries++) {
    if (await answers(env))
      return { env, compose, specifications, inside: ["nsenter", `--target=${daemon.pid}`, "--mount"], stop };
    await wait(300);
  }
  const said = (await readFile(log, "utf8")).trimEnd().split("\n").slice(-5).join("\n");
  await stop();
  return `the Docker Engine from Debian's packages does not start:\n${said}`;
}

/**
 * `unshare` gives the daemon its network namespace, and one for its mounts, with a /run of its own; `setpriv` lets it end with this process, however
 * that ends. Both become the daemon, so that signals reach it.
 */
async function startDaemon(
  directory: string,
  runtime: string,
  env: Readonly<Record<string, string>>,
  log: string,
  storage: Storage,
): Promise<ChildProcess> {
  const options = [
    ["--data-root", path.join(directory, "data")],
    ["--exec-root", path.join(directory, "exec")],
    ["--pidfile", path.join(directory, "pid")],
    ["--host", env["DOCKER_HOST"] ?? ""],
    // Containers find the engine's socket where it usually is; the machine has none there.
    ["--host", "unix:///var/run/docker.sock"],
    ...(storage === "copies" ? [["--storage-driver", "vfs"]] : []),
    ["--add-runtime", `recording=${runtime}`],
    ["--default-runtime", "recording"],
  ].flat();
  const isolated = ["unshare", "--net", "--mount", "--propagation", "slave"];
  const output = await open(log, "w");
  const script = 'ip link set lo up; mount -t tmpfs run /run; exec dockerd "$@"';
  const daemon = spawn("setpriv", ["--pdeathsig", "TERM", ...isolated, "sh", "-c", script, "sh", ...options], {
    cwd: directory,
    env,
    stdio: ["ignore", output.fd, output.fd],
  });
  await output.close();
  return daemon;
}

/** A runtime that keeps the OCI specification of each container before runc gets it, also of one that then fails to start. */
async function recordingRuntime(directory: string, specifications: string): Promise<string> {
  const runtime = path.join(directory, "recording-runtime");
  await writeFile(
    runtime,
    `#!/bin/sh
before=
bundle=
create=
for argument in "$@"; do
  [ "$before" = --bundle ] && bundle=$argument
  [ "$argument" = create ] && create=yes
  before=$argument
done
[ -n "$create" ] && cp "$bundle/config.json" "${specifications}/\${bundle##*/}.json"
exec runc "$@"
`,
  );
  await chmod(runtime, 0o755);
  return runtime;
}

async function stopped(daemon: ChildProcess): Promise<void> {
  if (daemon.exitCode !== null) return;
  const ended = new Promise((resolve) => daemon.once("exit", resolve));
  daemon.kill("SIGTERM");
  await ended;
}
