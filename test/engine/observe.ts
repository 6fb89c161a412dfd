import { existsSync } from "node:fs";
import { cp, mkdtemp, readdir, readFile, realpath, rm, stat } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { capture } from "../../scripts/capture.ts";
import type { RunningEngine } from "../../scripts/engine.ts";
import type { NamespaceName } from "../../server/analysis/facts/namespaces.ts";
import { askedFacts, type Inspected, keptFacts, type Specification } from "./asked.ts";
import { type KernelContext, kernelFacts, type ProbeReport, probeReport } from "./kernel.ts";
import { type Run, runOn } from "./machine.ts";
import type { SeenSubject } from "./observation.ts";

/** A container of its own beside the projects, for joins of containers. */
const NEIGHBOUR = "bulkhead-neighbour";

/** What all projects share. */
export interface Surroundings {
  readonly run: Run;
  readonly engine: RunningEngine;
  readonly host: ProbeReport;
  readonly neighbour: ProbeReport;
}

/** Starts the neighbour, and a container that shares every namespace with the host, and reads the namespaces of both. */
export async function surroundingsOf(engine: RunningEngine, image: string): Promise<Surroundings> {
  const run = runOn(engine);
  const shared = ["--pid=host", "--network=host", "--ipc=host", "--uts=host", "--cgroupns=host", "--userns=host"];
  const start = async (options: readonly string[]): Promise<ProbeReport> =>
    probed(run, (await run("docker", ["run", "--detach", ...options, image], "/")).trim());
  await removeSurroundings(run);
  const host = await start([...shared, "--name", `${NEIGHBOUR}-on-host`]);
  const neighbour = await start(["--ipc=shareable", "--name", NEIGHBOUR]);
  return { run, engine, host, neighbour };
}

/** Removes what `surroundingsOf` started, in this run or in one before. */
export async function removeSurroundings(run: Run): Promise<void> {
  const all = await run("docker", ["ps", "--all", "--quiet", "--filter", `name=^/?${NEIGHBOUR}`], "/");
  const ids = all.split("\n").filter((id) => id !== "");
  if (ids.length > 0) await run("docker", ["rm", "--force", "--volumes", ...ids], "/");
}

async function probed(run: Run, id: string): Promise<ProbeReport> {
  for (let tries = 0; tries < 200; tries++) {
    // A terminal puts a carriage return before each line's end.
    const log = (await run("docker", ["logs", id], "/")).replaceAll("\r\n", "\n");
    if (log.includes("== end")) return probeReport(log);
    await wait(50);
  }
  throw new Error(`container ${id} does not come to the end of its probe:\n${await run("docker", ["logs", id], "/")}`);
}

/** The script of a project whose containers are started by commands; it prints their identities alone. `remove.sh` beside it removes what else it made. */
export const SCRIPT = "commands.sh";

/** Starts all services of a project with Docker Compose, or runs its script, looks at each and at its hooks, and takes everything down. */
export async function observe(project: string, surroundings: Surroundings): Promise<readonly SeenSubject[]> {
  const top = await realpath(await mkdtemp(path.join(os.tmpdir(), "bulkhead-project-")));
  const { run } = surroundings;
  const one = new RunningProject(path.join(top, `bulkhead-${path.basename(project)}`), surroundings);
  await cp(project, one.directory, { recursive: true });
  // Hooks of any user write there.
  await run("chmod", ["--recursive", "a+rwX", top], "/");
  let isUp = true;
  const down = async (): Promise<void> => {
    if (isUp) await one.down();
    isUp = false;
  };
  try {
    await one.up();
    const containers = await one.containers();
    const reports = new Map<Inspected, ProbeReport>();
    for (const container of containers) reports.set(container, await probed(run, container.Id));
    const contexts = new Map<Inspected, KernelContext>();
    for (const container of containers) contexts.set(container, await one.context(container, reports));
    const subjects = await Promise.all(
      [...contexts].map(([container, context]) => one.service(container, reports, context)),
    );
    await down();
    const hooks = await Promise.all([...contexts].map(([container, context]) => one.hooks(container, context)));
    return [...subjects, ...hooks.flat()].sort((a, b) => (a.name < b.name ? -1 : 1));
  } finally {
    await down();
    await rm(top, { recursive: true });
  }
}

class RunningProject {
  readonly directory: string;
  readonly #name: string;
  readonly #surroundings: Surroundings;
  /** What its script has started; undefined where Compose does. */
  #started: readonly string[] | undefined;

  constructor(directory: string, surroundings: Surroundings) {
    this.directory = directory;
    this.#name = path.basename(directory);
    this.#surroundings = surroundings;
  }

  async up(): Promise<void> {
    if (!existsSync(path.join(this.directory, SCRIPT))) {
      await this.compose("up", "--detach", "--timeout", "0");
      return;
    }
    const { env } = this.#surroundings.engine;
    const { status, stdout, stderr } = await capture("sh", [SCRIPT], { cwd: this.directory, env });
    this.#started = stdout.split("\n").filter((line) => line !== "");
    if (status === 0) return;
    // What it was to make may not be there to be removed.
    console.log(`${SCRIPT} ended with ${status}:\n${stderr}`);
    throw new Error(stderr);
  }

  async down(): Promise<void> {
    const { run } = this.#surroundings;
    if (this.#started === undefined) await this.compose("down", "--volumes", "--timeout", "0", "--rmi", "local");
    else {
      if (this.#started.length > 0) await run("docker", ["rm", "--force", "--volumes", ...this.#started], "/");
      await run("sh", ["remove.sh"], this.directory);
    }
  }

  /** Runs Compose. It takes the name from the directory: told one, it would not read the files again and know of no hook when it stops. */
  compose(...args: readonly string[]): Promise<string> {
    const { run, engine } = this.#surroundings;
    return run(engine.compose.command, [...engine.compose.args, "--profile", "*", ...args], this.directory);
  }

  /** The project's containers in alphabetical order of their services. */
  async containers(): Promise<readonly Inspected[]> {
    const { run } = this.#surroundings;
    const ids = this.#started ?? (await this.#ofCompose());
    const all = JSON.parse(await run("docker", ["inspect", ...ids], "/")) as Inspected[];
    return all.sort((a, b) => (serviceName(a) < serviceName(b) ? -1 : 1));
  }

  async #ofCompose(): Promise<readonly string[]> {
    const filter = `label=com.docker.compose.project=${this.#name}`;
    const ids = await this.#surroundings.run(
      "docker",
      ["ps", "--all", "--quiet", "--no-trunc", "--filter", filter],
      "/",
    );
    return ids.trim().split("\n");
  }

  async service(
    container: Inspected,
    reports: ReadonlyMap<Inspected, ProbeReport>,
    context: KernelContext,
  ): Promise<SeenSubject> {
    const report = reports.get(container);
    if (report === undefined) throw new Error(`no report of ${container.Name}`);
    const asked = askedFacts(container, await this.#specification(container.Id), this.#name);
    return {
      kind: "service",
      name: serviceName(container),
      kernel: kernelFacts(report, context),
      asked,
      ...(this.#started === undefined ? {} : { kept: keptFacts(container) }),
    };
  }

  /** What the hooks of a container wrote below `said/SERVICE`; those before its stop run when the project is taken down. */
  async hooks(container: Inspected, context: KernelContext): Promise<readonly SeenSubject[]> {
    const name = serviceName(container);
    const hooks: SeenSubject[] = [];
    for (const kind of ["post_start", "pre_stop"]) {
      const file = (index: number): string => path.join(this.directory, "said", name, `${kind}.${index}`);
      for (let index = 0; existsSync(file(index)); index++) {
        const kernel = kernelFacts(probeReport(await readFile(file(index), "utf8")), context);
        hooks.push({ kind: "hook", name: `${name}/${kind}[${index}]`, kernel });
      }
    }
    return hooks;
  }

  async #specification(id: string): Promise<Specification | undefined> {
    const { specifications } = this.#surroundings.engine;
    // Another runtime than the recording one keeps none.
    const file = path.join(specifications ?? "", `${id}.json`);
    if (specifications === undefined || !existsSync(file)) return undefined;
    return JSON.parse(await readFile(file, "utf8")) as Specification;
  }

  async context(container: Inspected, reports: ReadonlyMap<Inspected, ProbeReport>): Promise<KernelContext> {
    const { Mounts, HostConfig } = container;
    const mounted = new Map<string, { readonly type?: string; readonly volume?: string }>();
    for (const target of Object.keys(HostConfig.Tmpfs ?? {})) mounted.set(target, {});
    const files = new Map<string, Set<string>>();
    for (const { Type, Name, Source, Destination } of Mounts) {
      mounted.set(Destination, { type: Type, ...(Name === undefined ? {} : { volume: this.#volume(Name) }) });
      for (const file of [Source, Type === "volume" ? await this.#device(Name) : undefined])
        await this.#remember(file, files);
    }
    const devices = new Map<string, Set<string>>();
    for (const { PathOnHost } of HostConfig.Devices ?? []) await rememberDevice(PathOnHost, devices);
    return {
      mounted,
      privileged: HostConfig.Privileged,
      sameFiles: (identity) => [...(files.get(identity) ?? [])],
      sameDevices: (number) => [...(devices.get(number) ?? [])],
      namespaceName: (kind, identity) => this.#namespace(kind, identity, reports),
    };
  }

  /** A volume's name without the project's; "" for one that the engine named itself. */
  #volume(name: string): string {
    if (/^[0-9a-f]{64}$/.test(name)) return "";
    return name.startsWith(`${this.#name}_`) ? name.slice(this.#name.length + 1) : name;
  }

  /** The host's directory that a volume binds; undefined for an ordinary volume. */
  async #device(volume: string | undefined): Promise<string | undefined> {
    if (volume === undefined) return undefined;
    const format = '{{ index .Options "device" }}';
    const device = await this.#surroundings.run("docker", ["volume", "inspect", "--format", format, volume], "/");
    return device.trim().startsWith("/") ? device.trim() : undefined;
  }

  /** Keeps a file's path under its identity. Where the engine keeps its own data is of no interest. */
  async #remember(file: string | undefined, files: Map<string, Set<string>>): Promise<void> {
    if (file === undefined || file === "" || /\/volumes\/[^/]+\/_data$/.test(file)) return;
    const { run, engine } = this.#surroundings;
    const [command = "stat", ...args] = [...engine.inside, "stat", "--dereference", "--format=%d:%i", file];
    const identity = (await run(command, args, "/")).trim();
    const isOurs = file === this.directory || file.startsWith(`${this.directory}/`);
    const name = isOurs ? `.${file.slice(this.directory.length)}` : file;
    files.set(identity, (files.get(identity) ?? new Set()).add(name));
  }

  #namespace(kind: NamespaceName, identity: string, reports: ReadonlyMap<Inspected, ProbeReport>): string {
    const { host, neighbour } = this.#surroundings;
    if (host.namespaces[kind] === identity && kind !== "mnt") return "host";
    if (neighbour.namespaces[kind] === identity) return NEIGHBOUR;
    for (const [container, { namespaces }] of reports) if (namespaces[kind] === identity) return serviceName(container);
    return "nobody's";
  }
}

function serviceName({ Config, Name }: Inspected): string {
  return Config.Labels["com.docker.compose.service"] ?? Name.slice(1);
}

/** Keeps a device's path, or those in a directory, under its number as `stat` writes it, in hexadecimal. */
async function rememberDevice(file: string, devices: Map<string, Set<string>>): Promise<void> {
  if (!existsSync(file)) return;
  const { rdev, isDirectory } = await describe(file);
  if (isDirectory) for (const name of await readdir(file)) await rememberDevice(path.join(file, name), devices);
  const major = (rdev >> 8) & 0xfff;
  const minor = (rdev & 0xff) | ((rdev >> 12) & 0xfff00);
  const number = `${major.toString(16)}:${minor.toString(16)}`;
  devices.set(number, (devices.get(number) ?? new Set()).add(file));
}

async function describe(file: string): Promise<{ readonly rdev: number; readonly isDirectory: boolean }> {
  const found = await stat(file);
  return { rdev: found.rdev, isDirectory: found.isDirectory() };
}
