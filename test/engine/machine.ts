import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { captured } from "../../scripts/capture.ts";
import type { RunningEngine } from "../../scripts/engine.ts";
import { CAPABILITIES } from "../../server/analysis/facts/capabilities.ts";
import type { Engine } from "../../server/analysis/facts/engine.ts";
import type { Machine } from "./observation.ts";

/** The image that every container of these tests is made of: a static busybox and the probe, with users and groups of its own. */
export const PROBE_IMAGE = "busybox:bulkhead-probe";

/** Runs a program with the engine's environment and returns what it prints. Rejects with what it says where it fails. */
export type Run = (command: string, args: readonly string[], directory: string) => Promise<string>;

export function runOn({ env }: RunningEngine): Run {
  return (command, args, cwd) => captured(command, args, { cwd, env });
}

/** The facts about the machine that decide what containers get there. */
export async function machineOf(running: RunningEngine): Promise<Machine> {
  const run = runOn(running);
  const version = JSON.parse(await run("docker", ["version", "--format", "json"], "/")) as DockerVersion;
  const info = JSON.parse(await run("docker", ["info", "--format", "json"], "/")) as DockerInfo;
  const options = info.SecurityOptions.join(" ");
  const [, major = "0", minor = "0"] = /^(\d+)\.(\d+)/.exec(version.Server.Version) ?? [];
  const mode: Engine["mode"] = options.includes("name=rootless")
    ? "rootless"
    : options.includes("name=userns")
      ? "userns-remap"
      : "rootful";
  const lsm = (["apparmor", "selinux"] as const).filter((name) => options.includes(`name=${name}`));
  const runc = version.Server.Components.find(
    ({ Name }) => Name !== "Engine" && Name !== "containerd" && Name !== "docker-init",
  );
  return {
    engine: { mode, version: `${major}.${minor}`, cgroup: info.CgroupVersion === "1" ? 1 : 2, lsm },
    release: version.Server.Version,
    compose: running.compose.version,
    runtime: runc?.Version ?? "",
    kernel: version.Server.KernelVersion,
    lacking: await lackingCapabilities(),
  };
}

interface DockerVersion {
  readonly Server: {
    readonly Version: string;
    readonly KernelVersion: string;
    readonly Components: readonly { readonly Name: string; readonly Version: string }[];
  };
}

interface DockerInfo {
  readonly SecurityOptions: readonly string[];
  readonly CgroupVersion: string;
}

/** A machine that is a guest itself may lack capabilities, which its engine then cannot give. */
async function lackingCapabilities(): Promise<Machine["lacking"]> {
  const status = await readFile("/proc/self/status", "utf8");
  const bounding = BigInt(`0x${/^CapBnd:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? "0"}`);
  return CAPABILITIES.filter(({ number }) => (bounding & (1n << BigInt(number))) === 0n).map(({ name }) => name);
}

export const PASSWD = `root:x:0:0:root:/:/bin/sh
toor:x:0:0:root:/:/bin/sh
app:x:1000:1001:app:/:/bin/sh
`;
export const GROUP = `root:x:0:
staff:x:50:
docker:x:998:
app:x:1001:
extra:x:1500:app
`;

/** Makes the probe's image out of the machine's static busybox. */
export async function makeProbeImage(run: Run): Promise<void> {
  const busybox = await busyboxOf(run);
  const root = await mkdtemp(path.join(os.tmpdir(), "bulkhead-probe-"));
  const script = [
    "set -e",
    'mkdir -p "$1/bin" "$1/etc" "$1/tmp"; chmod 755 "$1"; chmod 1777 "$1/tmp"',
    'cp "$2" "$1/bin/busybox"; for name in sh cat stat readlink sleep; do ln -s busybox "$1/bin/$name"; done',
    'cp "$3" "$1/probe"; chmod 755 "$1/probe"',
    'printf %s "$4" > "$1/etc/passwd"; printf %s "$5" > "$1/etc/group"',
    `tar -C "$1" -c . | docker import --change 'ENTRYPOINT ["/probe"]' - ${PROBE_IMAGE}`,
  ].join("\n");
  const probe = path.join(import.meta.dirname, "probe.sh");
  try {
    await run("sh", ["-c", script, "sh", root, busybox, probe, PASSWD, GROUP], "/");
  } finally {
    await rm(root, { recursive: true });
  }
}

/** Only a busybox without libraries runs in an image that has none. */
async function busyboxOf(run: Run): Promise<string> {
  const found = (await run("sh", ["-c", "command -v busybox || true"], "/")).trim();
  if (found === "") throw new Error("no static busybox on the search path; on Debian it is the package busybox-static");
  return found;
}
