import { remove } from "../fixes/remove.ts";
import { is } from "../model/setting.ts";
import { said } from "../text/wording.ts";
import { rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";
import { namedInside } from "./shared/naming.ts";

export default rule({
  id: "oom-protection",
  keys: ["oom_kill_disable", "oom_score_adj"],
  group: "resources",
  level: "warning",
  docs: {
    title: "Container spared when memory runs out",
    what: "`oom_kill_disable: true` keeps the kernel from killing the container's processes when memory runs out, and a negative `oom_score_adj` has it kill others first; at -1000, always. With cgroup v2 the engine discards `oom_kill_disable`, which is then a hint.",
    why: "A container that takes memory without end, by a leak or on purpose, is then not what dies: the kernel kills other containers, the engine or the host's SSH server in its place, or the host hangs.",
    fine: "A positive `oom_score_adj` offers the container up first.",
    instead:
      "Remove it and set `mem_limit`: the container is killed when it passes its own limit, and nothing else is.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          db:
            image: postgres:17
            oom_score_adj: -1000`,
      good: yaml`
        services:
          db:
            image: postgres:17
            mem_limit: 2g`,
    },
    references: [
      "https://docs.docker.com/reference/compose-file/services/#oom_score_adj",
      "https://docs.docker.com/engine/containers/resource_constraints/",
      "https://man7.org/linux/man-pages/man5/proc_pid_oom_score_adj.5.html",
    ],
  },

  *check(service, { cgroup }) {
    const { killDisabled, score } = service.outOfMemory;
    if (is(killDisabled, true) && cgroup === 2) {
      yield {
        of: killDisabled,
        level: "hint",
        evidence: "oom_kill_disable",
        message: said`oom_kill_disable has no effect for ${namedInside(service)}: the engine discards it with cgroup v2.`,
        fixes: [remove("oom_kill_disable", killDisabled.at)],
        redundant: true,
      };
    } else if (is(killDisabled, true)) {
      yield {
        of: killDisabled,
        evidence: "oom_kill_disable",
        verdict: "is not killed when memory runs out: others are",
        fixes: [remove("oom_kill_disable", killDisabled.at)],
      };
    }
    if (score.state === "unknown" || score.value >= 0) return;
    yield {
      of: score,
      evidence: "oom_score_adj",
      verdict: said`is spared when memory runs out: its oom_score_adj is ${score.value}`,
      fixes: [remove("oom_score_adj", score.at)],
    };
  },
});
