import { existsSync } from "node:fs";
import { chmod, cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { parse } from "yaml";
import { captured } from "../../../scripts/capture.ts";
import { ENGINE_DIRECTORY } from "../../../scripts/engine-packages.ts";
import { GROUP, PASSWD } from "../machine.ts";
import { type Cell, PACKAGES } from "./cells.ts";

const HERE = import.meta.dirname;
const SCRIPTS = path.join(HERE, "machine");

/** The project whose services are given to each engine. */
export const PROJECT = path.join(HERE, "project");

/** A daemon that is no package's is looked for here, with all that it needs beside it. */
const OWN_PROGRAMS = path.join(ENGINE_DIRECTORY, "own");

/** Runs services of the project in the cell's machine, which is built if it is not there, and returns the directory of what the machine left. */
export async function boot(cell: Cell, names: readonly string[]): Promise<string> {
  const machine = await machineOf(cell.suite);
  const work = path.join(ENGINE_DIRECTORY, "cells", cell.id);
  await rm(work, { recursive: true, force: true });
  await mkdir(path.join(work, "services"), { recursive: true });
  for (const file of ["collect.sh", "api", "ask-engine"]) await cp(path.join(SCRIPTS, file), path.join(work, file));
  await cp(path.join(HERE, "../probe.sh"), path.join(work, "probe.sh"));
  await cp(path.join(PROJECT, "allow.json"), path.join(work, "allow.json"));
  await writeFile(path.join(work, "passwd"), PASSWD);
  await writeFile(path.join(work, "group"), GROUP);
  await writeFile(path.join(work, "cell"), settingsOf(cell));
  await writeServices(path.join(work, "services"), cell, names);
  const script = cell.kernel === "here" ? "run-here.sh" : "run.sh";
  await captured("sh", [path.join(SCRIPTS, script), machine, work], { cwd: "/" });
  return work;
}

function settingsOf({ mode, kernel, arguments: words, daemon }: Cell): string {
  const kind = mode === "rootful" || mode === "userns-remap" ? "docker" : mode;
  const program = daemon === undefined ? "dockerd" : `/tools/own/${daemon}`;
  const cgroup = kernel === "here" ? "" : `CGROUP=${kernel.cgroup}\n`;
  return `KIND=${kind}\n${cgroup}DAEMON=${program}\nARGUMENTS="${words}"\n`;
}

/** The built machine of a cell's suite. */
async function machineOf(suite: Cell["suite"]): Promise<string> {
  const machine = path.join(ENGINE_DIRECTORY, "machines", suite);
  if (existsSync(path.join(machine, "root.img"))) return machine;
  if (suite !== "sid") await takeCompose(path.join(machine, "tools"));
  if (existsSync(OWN_PROGRAMS)) await cp(OWN_PROGRAMS, path.join(machine, "tools/own"), { recursive: true });
  await captured("sh", [path.join(SCRIPTS, "build.sh"), machine, suite, PACKAGES[suite].join(",")], { cwd: "/" });
  return machine;
}

/** Debian's stable releases have no Compose of today: that of the unstable suite comes with its libraries. */
async function takeCompose(tools: string): Promise<void> {
  const root = path.join(await machineOf("sid"), "root");
  const target = path.join(tools, "compose");
  await mkdir(target, { recursive: true });
  const program = path.join(root, "usr/libexec/docker/cli-plugins/docker-compose");
  await cp(program, path.join(target, "docker-compose"), { dereference: true });
  const library = path.join(root, "usr/lib/x86_64-linux-gnu");
  for (const file of ["libc.so.6", "libresolv.so.2", "libpthread.so.0"])
    await cp(path.join(library, file), path.join(target, file), { dereference: true });
  await cp(path.join(library, "ld-linux-x86-64.so.2"), path.join(target, "ld.so"), { dereference: true });
  await chmod(path.join(target, "ld.so"), 0o755);
}

interface Project {
  readonly services: Readonly<Record<string, Record<string, unknown>>>;
  readonly networks: unknown;
}

async function project(): Promise<Project> {
  return parse(await readFile(path.join(PROJECT, "compose.yaml"), "utf8"), { merge: true }) as Project;
}

/** The services of the project that the cell's machine may run: what changes its kernel is run on a kernel of its own alone. */
export async function servicesOf({ kernel }: Cell): Promise<readonly string[]> {
  const { services } = await project();
  return Object.keys(services).filter((name) => kernel !== "here" || services[name]?.["x-kernel"] === undefined);
}

/** Each service as a project of its own, since a client gives up a project over the first service that the engine refuses. */
async function writeServices(directory: string, { mode }: Cell, names: readonly string[]): Promise<void> {
  const { services, networks: declared } = await project();
  for (const name of names) {
    const service = services[name];
    if (service === undefined) throw new Error(`no service ${name} in ${PROJECT}`);
    const {
      "x-claim": _claim,
      "x-kernel": _changed,
      "x-unconfined": _unconfined,
      "x-machine": _machine,
      ...keys
    } = service;
    const networks = "networks" in service ? { networks: declared } : {};
    // The stack's reader does not know the policy, and pulls nothing with the option that it is given.
    const policy = mode === "swarm" ? { stop_grace_period: "0s" } : { pull_policy: "never" };
    const one = { services: { [name]: { ...keys, ...policy } }, ...networks };
    await mkdir(path.join(directory, name));
    await writeFile(path.join(directory, name, "compose.json"), JSON.stringify(one));
  }
}
