import type { Device, Limits, Listed } from "../model/service.ts";
import { is, isWritten, mapSetting, type Setting } from "../model/setting.ts";
import { type Block, because } from "./block.ts";
import { isNull } from "./forms.ts";
import { asBytes, asInteger, asNumber } from "./scalar.ts";
import { entryOf, hasHole, type Node, nodeAt, type Scalar } from "./tree.ts";

/** Memory, CPU and process limits, from the service's own keys or from `deploy`, which count without Swarm. Zero and below are no limit. */
export function limitsOf(block: Block): Limits {
  const limit = (
    own: readonly [string, ...string[]],
    deploy: string,
    read: (scalar: Scalar) => number | undefined,
  ): Setting<number | null> => {
    const positive = (scalar: Scalar): number | null | undefined => {
      const value = read(scalar);
      return value === undefined ? undefined : value > 0 ? value : null;
    };
    const first = block.scalar<number | null>(own, null, positive);
    const second = block.scalar<number | null>(["deploy", "resources", "limits", deploy], null, positive);
    return is(first, null) && isWritten(second) ? second : first;
  };
  return {
    memory: limit(["mem_limit"], "memory", asBytes),
    cpus: quota(block, limit(["cpus"], "cpus", asNumber)),
    pids: limit(["pids_limit"], "pids", asInteger),
  };
}

/** `cpu_quota` over `cpu_period` microseconds is the older way to say `cpus`. */
function quota(block: Block, cpus: Setting<number | null>): Setting<number | null> {
  if (!is(cpus, null)) return cpus;
  const period = block.scalar(["cpu_period"], 100_000, asNumber);
  const share = block.scalar<number | null>(["cpu_quota"], null, asNumber);
  if (!isWritten(share)) return cpus;
  return mapSetting(share, (value) =>
    value === null || value <= 0 || period.state === "unknown" ? null : value / period.value,
  );
}

/**
 * The host devices that a service gets. In the short form the second part is the target, even where it looks like permissions.
 * Source: observation of Compose 2.40.
 */
export function devicesOf(block: Block): readonly Listed<Setting<Device>>[] {
  return block.items("devices").flatMap(({ node, decision }) => {
    const via = decision.via === undefined ? {} : { via: decision.via };
    const scalar = node.kind === "scalar" ? node : entryOf(node, "source")?.value;
    if (scalar?.kind !== "scalar") return [];
    const value: Setting<Device> = hasHole(scalar.text)
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
  return { source, target: textOf(node, "target") ?? source, permissions: textOf(node, "permissions") ?? "rwm" };
}

/** Limits of the processes themselves; `soft` and `hard` are the same where one number is given, and -1 is no limit. */
export function ulimitsOf(
  block: Block,
): ReadonlyMap<string, Setting<{ readonly soft: number; readonly hard: number }>> {
  const limits = new Map<string, Setting<{ readonly soft: number; readonly hard: number }>>();
  const around = block.entry("ulimits");
  if (around?.value.kind !== "mapping") return limits;
  for (const [name, entry] of around.value.entries) {
    const decision = block.decided(entry, around);
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

function textOf(node: Node, key: string): string | undefined {
  const value = entryOf(node, key)?.value;
  return value?.kind === "scalar" ? value.text : undefined;
}
