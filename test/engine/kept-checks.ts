import type { Container } from "../../server/analysis/model/container.ts";
import { knownValue, type Setting } from "../../server/analysis/model/setting.ts";
import type { Check, Compare } from "./check.ts";
import { comparison } from "./checks.ts";
import type { KeptFacts, SeenSubject } from "./observation.ts";

/** Compares what the model has of a command's words, and `explain` does not print, with what the engine keeps of them. */
export function keptChecks(containers: readonly Container[], subjects: readonly SeenSubject[]): readonly Check[] {
  return containers.flatMap((container) => {
    const kept = subjects.find(({ name }) => name === container.name)?.kept;
    return kept === undefined ? [] : checksOfOne(container, kept, comparison(container.name));
  });
}

function checksOfOne(container: Container, kept: KeptFacts, compare: Compare): readonly Check[] {
  const { environment, command, entrypoint, workingDir, healthcheck, memoryAndSwap, outOfMemory } = container;
  const { init, hostname, stopSignal, shmSize, healthcheck: times } = container.starting();
  const check = (field: string, setting: Setting<unknown>, seen: unknown, nothing: unknown): readonly Check[] => {
    if (setting.state === "unknown") return [compare(field, "engine", setting, seen)];
    return [compare(field, "engine", setting.value ?? nothing, seen)];
  };
  /** What a command leaves to the image or the engine is not predicted. */
  const written = (field: string, setting: Setting<unknown>, seen: unknown): readonly Check[] =>
    setting.state === "known" && setting.value === null ? [] : check(field, setting, seen, null);
  return [
    ...[...environment].flatMap(([name, value]) => {
      // The last of two is what the process has.
      const seen = kept.environment.findLast((entry) => entry.startsWith(`${name}=`));
      return written(`environment ${name}`, value, seen?.slice(name.length + 1) ?? "not there");
    }),
    ...written("command", command, kept.command),
    ...written("entrypoint", entrypoint, kept.entrypoint),
    ...check("workingDir", workingDir, kept.workingDir, ""),
    ...check("healthcheck", healthcheck, kept.healthcheck.test, []),
    ...check("healthcheck.interval", times.interval, seconds(kept.healthcheck.interval), "0s"),
    ...check("healthcheck.timeout", times.timeout, seconds(kept.healthcheck.timeout), "0s"),
    ...check("healthcheck.startPeriod", times.startPeriod, seconds(kept.healthcheck.startPeriod), "0s"),
    ...check("healthcheck.retries", times.retries, String(kept.healthcheck.retries), "0"),
    ...written("hostname", hostname, kept.hostname),
    ...check("stopSignal", stopSignal, kept.stopSignal, ""),
    ...check("init", init, kept.init, false),
    ...written("shmSize", shmSize, kept.shmSize),
    ...check("realtimeCpu", container.realtimeCpu, kept.realtimeCpu, 0),
    ...check("outOfMemory.score", outOfMemory.score, kept.oomScore, 0),
    ...check("outOfMemory.killDisabled", outOfMemory.killDisabled, kept.oomKillDisabled, false),
    compare(
      "memoryAndSwap",
      "engine",
      bytes(memoryAndSwap, knownValue(container.limits.memory) ?? 0),
      kept.memoryAndSwap,
    ),
  ];
}

/** The engine itself doubles the memory where nothing is said of swap, and keeps 0 where there is no memory to double. */
function bytes(setting: Container["memoryAndSwap"], memory: number): unknown {
  if (setting.state === "unknown") return setting;
  if (setting.value === null) return -1;
  return setting.value === "default" ? 2 * memory : setting.value;
}

function seconds(nanoseconds: number): string {
  return `${nanoseconds / 1e9}s`;
}
