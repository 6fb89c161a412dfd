import { modeOf } from "../facts/engine-modes.ts";
import { limitProcessesAt } from "../fixes/limits.ts";
import { remove } from "../fixes/remove.ts";
import type { Container } from "../model/container.ts";
import { is, isWritten } from "../model/setting.ts";
import { said } from "../text/wording.ts";
import { type ContainerProblem, rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";
import { inheritedFrom, named } from "./shared/naming.ts";

export default rule({
  id: "unlimited-resource",
  keys: ["pids_limit", "deploy", "memswap_limit", "cpu_rt_runtime", "ulimits"],
  group: "resources",
  level: "info",
  docs: {
    title: "Limit that is lifted",
    what: "A limit is set to none: `pids_limit: -1` or `0`, `memswap_limit: -1`, or an unlimited `memlock`, `nproc` or `core`; or real-time processes are allowed (`cpu_rt_runtime`). A lifted limit also undoes one that an anchor, a base file or the daemon's default gave.",
    why: "One container can then take what all share: a fork bomb fills the process table, a leak fills the swap until everything is slow, locked memory cannot be swapped out or reclaimed, a real-time process that never sleeps keeps a processor for itself, and core dumps fill the disk with whatever the program had in memory.",
    fine: "Databases and search engines lock their memory on purpose: Elasticsearch asks for an unlimited `memlock`. Set a memory limit beside it.",
    instead: "Set a number.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          app:
            image: acme/app:1.2
            pids_limit: -1`,
      good: yaml`
        services:
          app:
            image: acme/app:1.2
            pids_limit: 200`,
    },
    references: [
      "https://docs.docker.com/reference/compose-file/services/#pids_limit",
      "https://docs.docker.com/reference/compose-file/services/#ulimits",
      "https://man7.org/linux/man-pages/man2/getrlimit.2.html",
    ],
  },

  *check(service, engine) {
    const { pids } = service.limits;
    if (isWritten(pids) && is(pids, null)) {
      const message = said`${named(service)} may start any number of processes.`;
      yield {
        of: pids,
        evidence: "pids",
        message,
        // Docker sets no limit by itself, so that to remove the line would change nothing.
        fixes: [modeOf(engine).processes === null ? limitProcessesAt(pids.at) : remove("the lifted limit", pids.at)],
      };
    }
    yield* memoryAndTime(service);
    for (const [name, setting] of service.ulimits) {
      if (setting.state === "unknown" || !GRAVE.has(name) || setting.value.hard !== -1) continue;
      const related = inheritedFrom(service, setting);
      yield {
        at: setting.at,
        evidence: name,
        verdict: said`has an unlimited ${name}`,
        related,
        fixes: [remove(name, setting.at)],
      };
    }
  },
});

function* memoryAndTime(service: Container): Generator<ContainerProblem> {
  const { memoryAndSwap: swap, realtimeCpu: realtime } = service;
  if (is<number | null | "default">(swap, null)) {
    yield {
      of: swap,
      evidence: "swap",
      verdict: "may use all swap of the host",
      fixes: [remove("memswap_limit", swap.at)],
    };
  }
  if (realtime.state === "unknown" || realtime.value <= 0) return;
  yield {
    of: realtime,
    evidence: "realtime",
    verdict: "may run real-time processes, which no other process interrupts",
    fixes: [remove("cpu_rt_runtime", realtime.at)],
  };
}

/** Resource limits whose absence harms others; the rest only concern the process itself. */
const GRAVE: ReadonlySet<string> = new Set(["memlock", "nproc", "core"]);
