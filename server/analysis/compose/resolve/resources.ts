import type { Engine } from "../../facts/engine.ts";
import { modeOf } from "../../facts/engine-modes.ts";
import type { Container, Device, GpuRequest, Limits, Listed } from "../../model/container.ts";
import { is, isWritten, mapSetting, type Setting } from "../../model/setting.ts";
import { asBytes, asInteger, asNumber, isNull } from "../../yaml/scalar.ts";
import { entryOf, hasUnresolved, type Node, nodeAt, type Scalar, scalarAt } from "../../yaml/tree.ts";
import { asList } from "../syntax/long-forms.ts";
import { because, type Decision, type ServiceReader } from "../syntax/service-reader.ts";

/** Memory, CPU and process limits, from the service's own keys or from `deploy`, which count without Swarm. Zero and below are no limit. */
export function limitsOf(reader: ServiceReader, engine: Engine): Limits {
  const facts = modeOf(engine);
  const limit = (
    own: readonly [string, ...string[]],
    deploy: string,
    read: (scalar: Scalar) => number | undefined,
  ): Setting<number | null> => {
    const positive = (scalar: Scalar): number | null | undefined => {
      const value = read(scalar);
      return value === undefined ? undefined : value > 0 ? value : null;
    };
    const first = reader.scalar<number | null>(own, null, positive);
    const second = reader.scalar<number | null>(["deploy", "resources", "limits", deploy], null, positive);
    return is(first, null) && isWritten(second) ? second : first;
  };
  const pids = limit(["pids_limit"], "pids", asInteger);
  const set = {
    memory: limit(["mem_limit"], "memory", asBytes),
    cpus: quota(reader, limit(["cpus"], "cpus", asNumber)),
    pids: isWritten(pids) || pids.state === "unknown" ? pids : { ...pids, value: facts.processes },
  };
  return facts.limits === "set"
    ? set
    : { memory: ifDelegated(set.memory), cpus: ifDelegated(set.cpus), pids: ifDelegated(set.pids) };
}

/** What is set where the engine's user was given the controller, which no file tells. */
function ifDelegated(limit: Setting<number | null>): Setting<number | null> {
  if (limit.state === "unknown" || limit.value === null) return limit;
  const { origin, at, via } = limit;
  const because = "whether systemd hands the controller on to the engine's user";
  return { state: "unknown", because, origin, at, ...(via === undefined ? {} : { via }) };
}

/** What `memswap_limit` says. */
export function memoryAndSwapOf(reader: ServiceReader): Container["memoryAndSwap"] {
  return reader.scalar<number | null | "default">(["memswap_limit"], "default", swapOf);
}

/** What `cpu_rt_runtime` says. */
export function realtimeCpuOf(reader: ServiceReader): Container["realtimeCpu"] {
  return reader.scalar(["cpu_rt_runtime"], 0, microseconds);
}

/** Zero is as if nothing was said, and -1 lifts the limit. Source: https://docs.docker.com/reference/compose-file/services/#memswap_limit */
function swapOf(scalar: Scalar): number | null | "default" | undefined {
  if (asInteger(scalar) === -1) return null;
  const bytes = asBytes(scalar);
  return bytes === 0 ? "default" : bytes;
}

/** A number of microseconds, or a text with units. Source: https://docs.docker.com/reference/compose-file/services/#cpu_rt_runtime */
function microseconds(scalar: Scalar): number | undefined {
  const plain = asInteger(scalar);
  if (plain !== undefined) return plain;
  const match = /^(\d{1,9})(us|ms|s|m|h)$/.exec(scalar.text);
  return match ? Number(match[1]) * (MICROSECONDS.get(match[2] ?? "") ?? 0) : undefined;
}

const MICROSECONDS: ReadonlyMap<string, number> = new Map([
  ["us", 1],
  ["ms", 1_000],
  ["s", 1_000_000],
  ["m", 60_000_000],
  ["h", 3_600_000_000],
]);

/** `cpu_quota` over `cpu_period` microseconds is the older way to say `cpus`. */
function quota(reader: ServiceReader, cpus: Setting<number | null>): Setting<number | null> {
  if (!is(cpus, null)) return cpus;
  const period = reader.scalar(["cpu_period"], 100_000, asNumber);
  const share = reader.scalar<number | null>(["cpu_quota"], null, asNumber);
  if (!isWritten(share)) return cpus;
  return mapSetting(share, (value) =>
    value === null || value <= 0 || period.state === "unknown" ? null : value / period.value,
  );
}

/**
 * The host devices that a service gets. In the short form the second part is the target, even where it looks like permissions.
 * Source: observation of Compose 2.40.
 */
export function devicesOf(reader: ServiceReader): readonly Listed<Setting<Device>>[] {
  return reader.items("devices").flatMap(({ node, decision }) => {
    const via = decision.via === undefined ? {} : { via: decision.via };
    const scalar = node.kind === "scalar" ? node : entryOf(node, "source")?.value;
    if (scalar?.kind !== "scalar") return [];
    const value: Setting<Device> = hasUnresolved(scalar.text)
      ? { state: "unknown", because: because(scalar), ...decision }
      : {
          state: "known",
          value: node.kind === "scalar" ? shortDevice(node.text) : longDevice(scalar.text, node),
          ...decision,
        };
    return [{ value, text: scalar.text, at: scalar.at, ...via }];
  });
}

function shortDevice(text: string): Device {
  const [source = "", target = source, permissions = "rwm"] = text.split(":");
  return { source, target, permissions };
}

function longDevice(source: string, node: Node): Device {
  return {
    source,
    target: scalarAt(node, "target")?.text ?? source,
    permissions: scalarAt(node, "permissions")?.text ?? "rwm",
  };
}

/**
 * The GPUs that `gpus` or a reservation asks for. A request that names neither a number nor devices gets all.
 * Source: https://docs.docker.com/compose/how-tos/gpu-support/
 */
export function gpusOf(reader: ServiceReader): readonly GpuRequest[] {
  const all = reader.text("gpus");
  if (all.origin !== "default") {
    const { at, via } = all;
    const count: Setting<"all"> = all.state === "unknown" ? all : { ...all, value: "all" };
    return is(all, "all") || all.state === "unknown" ? [{ count, deviceIds: [], at, ...(via ? { via } : {}) }] : [];
  }
  const reserved = reader.items("deploy", "resources", "reservations", "devices").filter(({ node }) => isGpu(node));
  return [...reader.items("gpus"), ...reserved].map(({ node, decision }) => gpuRequest(node, decision));
}

function isGpu(node: Node): boolean {
  const capabilities = nodeAt(node, "capabilities");
  return (capabilities === undefined ? [] : textsOf(capabilities)).includes("gpu");
}

function gpuRequest(node: Node, decision: Decision): GpuRequest {
  const ids = nodeAt(node, "device_ids");
  const deviceIds = ids === undefined ? [] : textsOf(ids);
  const count = nodeAt(node, "count");
  const scalar = count?.kind === "scalar" && !isNull(count) ? count : undefined;
  const at = scalar?.at ?? decision.at;
  const value = scalar === undefined || scalar.text === "all" ? "all" : (asInteger(scalar) ?? 0);
  const setting: Setting<number | "all"> =
    scalar?.unknown === undefined
      ? { ...decision, at, state: "known", value: deviceIds.length > 0 ? deviceIds.length : value }
      : { ...decision, at, state: "unknown", because: because(scalar) };
  return { count: setting, deviceIds, at, ...(decision.via === undefined ? {} : { via: decision.via }) };
}

function textsOf(node: Node): readonly string[] {
  return (asList(node)?.items ?? []).flatMap(({ value }) => (value.kind === "scalar" ? [value.text] : []));
}

/** Limits of the processes themselves; `soft` and `hard` are the same where one number is given, and -1 is no limit. */
export function ulimitsOf(
  reader: ServiceReader,
): ReadonlyMap<string, Setting<{ readonly soft: number; readonly hard: number }>> {
  const limits = new Map<string, Setting<{ readonly soft: number; readonly hard: number }>>();
  const around = reader.entry("ulimits");
  if (around?.value.kind !== "mapping") return limits;
  for (const [name, entry] of around.value.entries) {
    const decision = reader.decided(entry, around);
    const soft = numberOf(entry.value.kind === "scalar" ? entry.value : nodeAt(entry.value, "soft"));
    const hard = numberOf(entry.value.kind === "scalar" ? entry.value : nodeAt(entry.value, "hard"));
    if (typeof soft === "number" && typeof hard === "number")
      limits.set(name, { state: "known", value: { soft, hard }, ...decision });
    else if (soft !== undefined) limits.set(name, { state: "unknown", because: String(soft), ...decision });
  }
  return limits;
}

/** A number, or the variables that hide it. */
function numberOf(node: Node | undefined): number | string | undefined {
  if (node?.kind !== "scalar" || isNull(node)) return undefined;
  return node.unknown === undefined ? asInteger(node) : because(node);
}
