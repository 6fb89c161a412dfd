import { existsSync, readFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { CAPABILITIES } from "../../../server/analysis/facts/capabilities.ts";
import type { NamespaceName } from "../../../server/analysis/facts/namespaces.ts";
import { askedFacts, type Inspected } from "../asked.ts";
import { type KernelContext, kernelFacts, type ProbeReport, probeReport } from "../kernel.ts";
import type { Machine, SeenMount } from "../observation.ts";
import type { Cell } from "./cells.ts";
import type { Recording, SeenService } from "./recording.ts";

/** Reads what `machine/collect.sh` left in a directory. */
export async function recordingOf(cell: Cell, work: string): Promise<Recording> {
  const said = path.join(work, "said");
  const host = probeReport(await readFile(path.join(work, "host.txt"), "utf8"));
  const names = (await readdir(said)).sort();
  return {
    cell: cell.id,
    date: new Date().toISOString().slice(0, 10),
    machine: machineOf(cell, work),
    services: names.map((name) => serviceOf(name, path.join(said, name), cell, host)),
  };
}

interface Version {
  readonly Version: string;
  readonly KernelVersion: string;
}

function machineOf({ mode, kernel }: Cell, work: string): Machine {
  const read = (file: string): string => readFileSync(path.join(work, file), "utf8").trim();
  const version = JSON.parse(read("version.json")) as Version;
  const info = JSON.parse(read("info.json")) as { readonly CgroupVersion: string };
  const lsm = kernel === "here" ? [] : (["apparmor"] as const);
  const release = mode === "podman" ? read("podman.txt").replace("podman version ", "") : version.Version;
  const runtime = mode === "podman" ? read("crun.txt") : read("runc.txt");
  return {
    engine: {
      mode,
      version: release.split(".").slice(0, 2).join("."),
      cgroup: info.CgroupVersion === "1" ? 1 : 2,
      lsm,
    },
    release,
    compose: mode === "swarm" ? "docker stack" : read("compose.txt"),
    runtime: runtime.split("\n")[0] ?? "",
    kernel: version.KernelVersion,
    // A user namespace of its own has every capability.
    lacking: mode === "rootless" ? [] : lackingOf(read("host.txt")),
  };
}

/** A machine that is a guest itself may lack capabilities, which its engines then cannot give. */
function lackingOf(report: string): Machine["lacking"] {
  const bounding = BigInt(`0x${/^CapBnd:\s*([0-9a-f]+)$/m.exec(report)?.[1] ?? "0"}`);
  return CAPABILITIES.filter(({ number }) => (bounding & (1n << BigInt(number))) === 0n).map(({ name }) => name);
}

function serviceOf(name: string, directory: string, cell: Cell, host: ProbeReport): SeenService {
  const read = (file: string): string => readFileSync(path.join(directory, file), "utf8");
  const said = read("up.txt")
    .split("\n")
    .map(plain)
    .filter((line) => line !== "");
  if (existsSync(path.join(directory, "refused"))) return { name, outcome: "refused", says: said.at(-1) ?? "" };
  const inspected = JSON.parse(read("inspect.json")) as Inspected;
  const report = probeReport(read("log.txt"));
  const all = kernelFacts(report, contextOf(name, inspected, host, read("sources.txt")));
  // In a user namespace no node can be made, so that a device is a mount too.
  const devices = (inspected.HostConfig.Devices ?? []).map(({ PathInContainer }) => PathInContainer);
  const isDevice = (target: string): boolean =>
    devices.includes(target) || (inspected.HostConfig.Privileged && target.startsWith("/dev/"));
  const kernel = { ...all, mounts: all.mounts.filter(({ target }) => !isDevice(target)) };
  const asked = cell.mode === "podman" ? {} : { asked: askedFacts(inspected, undefined, "job") };
  const [map = ""] = report.section("map");
  return {
    name,
    outcome: "ran",
    kernel,
    ...asked,
    profile: report.section("profile").join("").replaceAll("\0", ""),
    mapped: !/^\s*0\s+0\s/.test(map),
    tries: report
      .section("tries")
      .map((line) => ({ command: line.replace(/^\d+ /, ""), worked: line.startsWith("0 ") })),
    warnings: said.filter((line) => /ignor|discard|warn|not support/i.test(line)),
  };
}

/** Without times and what is another each time. */
function plain(line: string): string {
  return line
    .replaceAll(/time="[^"]*" /g, "")
    .replaceAll(/\b[0-9a-f]{12,64}\b/g, "ID")
    .trim();
}

function contextOf(name: string, { Mounts, HostConfig }: Inspected, host: ProbeReport, sources: string): KernelContext {
  const mounted = new Map<string, Pick<SeenMount, "type" | "volume">>();
  for (const target of Object.keys(HostConfig.Tmpfs ?? {})) mounted.set(target, {});
  for (const { Type, Destination } of Mounts) mounted.set(Destination, { type: Type });
  const files = new Map(
    sources.split("\n").map((line) => [line.split(" ")[0] ?? "", line.split(" ")[1] ?? ""] as const),
  );
  const devices = (HostConfig.Devices ?? []).map(({ PathOnHost }) => PathOnHost);
  return {
    mounted,
    privileged: HostConfig.Privileged,
    sameFiles: (identity) =>
      [files.get(identity) ?? ""]
        .filter((file) => file !== "")
        .map((file) => file.replace(/^\/job\/services\/[^/]+\//, "./")),
    sameDevices: () => devices,
    namespaceName: (kind: NamespaceName, identity) =>
      host.namespaces[kind] === identity && kind !== "mnt" ? "host" : name,
  };
}
