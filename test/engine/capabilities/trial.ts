import { randomUUID } from "node:crypto";
import { chown, mkdir, mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type Captured, capture } from "../../../scripts/capture.ts";
import type { RunningEngine } from "../../../scripts/engine.ts";
import type { CapabilityName } from "../../../server/analysis/facts/capabilities.ts";
import type { Program } from "./program.ts";

/** What lies at the image's volume: a named volume, which the engine fills from the image, or a directory of the host and whose it is. */
export const STORES = ["named volume", "root's directory", "uid 1000's directory"] as const;
export type Store = (typeof STORES)[number] | "its user's directory" | "no volume";

/** How a container is started. Every capability but `kept` is dropped. */
export interface Start {
  readonly kept: readonly CapabilityName[];
  readonly store: Store;
  readonly noNewPrivileges: boolean;
  /** `uid:gid`; the image's own user where it is left out. */
  readonly user?: string;
  /** The tmpfs mounts of a read-only root, as `docker run --tmpfs` takes them; the root is writable where it is left out. */
  readonly tmpfs?: readonly string[];
  /** Whether the engine's own init is the first process, as with `init: true`. */
  readonly init?: boolean;
}

/** Whether the program worked each time; else when it did not, and what was said then. */
export type Outcome = { readonly works: true } | Failure;
interface Failure {
  readonly works: false;
  readonly at: "first start" | "stop" | "restart" | "new container";
  readonly said: string;
}

/** How long a program may take to start, in seconds, where nobody has seen yet how long it takes here. */
export const PATIENCE = 300;

/** Starts the program, starts the same container again, and then a new one, all on the same data. `patience` is how many seconds each start may take. */
export async function tryOut(
  engine: RunningEngine,
  tag: string,
  program: Program,
  start: Start,
  patience: number,
): Promise<Outcome> {
  const name = `bulkhead-capabilities-${randomUUID()}`;
  const docker = (...args: string[]): Promise<Captured> => capture("docker", args, { cwd: "/", env: engine.env });
  const store = await makeStore(program, start, name);
  const mounts = (program.mounts ?? []).map((target, index) => ({ volume: `${name}-${index}`, target }));
  const create = [
    ...["run", "--detach", "--name", name, ...optionsOf(start), ...store.options],
    ...mounts.flatMap(({ volume, target }) => ["--volume", `${volume}:${target}`]),
    ...Object.entries(program.environment ?? {}).flatMap(([key, value]) => ["--env", `${key}=${value}`]),
    tag,
  ];
  try {
    const failed = (at: Failure["at"], said: string | undefined): Failure | undefined =>
      said === undefined ? undefined : { works: false, at, said };
    const started = async (command: readonly string[], starts: number): Promise<string | undefined> => {
      const { status, stderr } = await docker(...command);
      return status === 0
        ? whatIsWrong(docker, name, starts, patience)
        : lastLine(stderr.replace(/^Run 'docker.*$/m, ""));
    };
    const renewed = async (): Promise<string | undefined> => {
      await docker("rm", "--force", name);
      return started(create, 3);
    };
    const failure =
      failed("first start", await started(create, 1)) ??
      failed("stop", await whyKilled(docker, name)) ??
      failed("restart", await started(["start", name], 2)) ??
      failed("new container", await renewed());
    if (failure) return failure;
    return { works: true };
  } finally {
    await docker("rm", "--force", "--volumes", name);
    await docker("volume", "rm", "--force", name, ...mounts.map(({ volume }) => volume));
    await store.remove();
  }
}

function optionsOf({ kept, noNewPrivileges, user, tmpfs, init }: Start): readonly string[] {
  return [
    ...["--network", "none", "--hostname", "container", "--cap-drop", "ALL"],
    ...kept.flatMap((name) => ["--cap-add", name]),
    ...(noNewPrivileges ? ["--security-opt", "no-new-privileges:true"] : []),
    ...(init === true ? ["--init"] : []),
    ...(user === undefined ? [] : ["--user", user]),
    ...(tmpfs === undefined ? [] : ["--read-only", ...tmpfs.flatMap((path) => ["--tmpfs", path])]),
  ];
}

interface MadeStore {
  readonly options: readonly string[];
  remove(): Promise<void>;
}

async function makeStore({ data }: Program, { store, user }: Start, name: string): Promise<MadeStore> {
  if (data === undefined || store === "no volume") return { options: [], remove: async () => {} };
  if (store === "named volume") return { options: ["--volume", `${name}:${data}`], remove: async () => {} };
  const parent = await mkdtemp(path.join(os.tmpdir(), "bulkhead-capabilities-"));
  const directory = path.join(parent, "data");
  await mkdir(directory, { mode: 0o755 });
  const [uid = 0, gid = 0] =
    store === "uid 1000's directory"
      ? [1000, 1000]
      : store === "its user's directory"
        ? (user ?? "0:0").split(":").map(Number)
        : [0, 0];
  await chown(directory, uid, gid);
  return { options: ["--volume", `${directory}:${data}`], remove: () => rm(parent, { recursive: true, force: true }) };
}

/** Stops the container. Undefined where the program ended when it was asked to, and was not killed for not hearing of it. */
async function whyKilled(docker: (...args: string[]) => Promise<Captured>, name: string): Promise<string | undefined> {
  await docker("stop", "--time", "20", name);
  const { stdout } = await docker("inspect", "--format", "{{.State.ExitCode}}", name);
  if (stdout.trim() === "137") return "it had to be killed, since the signal to end did not reach it";
  // An init process that may not signal its child ends itself, and the kernel kills the child with it.
  const { stderr } = await docker("logs", name);
  return stderr.split("\n").find((line) => line.includes("error when forwarding signal"));
}

/** Asks the program until it works, the container is gone, or it took too long. Undefined where it works. */
async function whatIsWrong(
  docker: (...args: string[]) => Promise<Captured>,
  name: string,
  starts: number,
  patience: number,
): Promise<string | undefined> {
  const end = performance.now() + patience * 1000;
  for (;;) {
    const { status } = await docker("exec", name, "timeout", "30", "/check", String(starts));
    if (status === 0) return undefined;
    if (status === 3) return "it runs, but under the wrong user";
    const running = await docker("inspect", "--format", "{{.State.Running}}", name);
    if (running.stdout.trim() !== "true") break;
    if (performance.now() > end) break;
    await wait(250);
  }
  const { stdout, stderr } = await docker("logs", name);
  return lastLine(stderr) || lastLine(stdout) || "it ended without a word";
}

/** The last line that tells why, without the time that some programs put before it. */
function lastLine(text: string): string {
  const lines = text
    .trim()
    .split("\n")
    .map((line) => line.trim());
  const telling = lines.findLast((line) => /not permitted|denied|EPERM|EACCES|fatal|failed|cannot/i.test(line));
  return (telling ?? lines.at(-1) ?? "").slice(0, 200);
}
