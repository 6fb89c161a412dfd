import { cpuLimit } from "../walls/limits.ts";
import { yaml } from "./shared/example.ts";
import { undecidedWall } from "./shared/wall-rule.ts";

export default undecidedWall({
  id: "no-cpu-limit",
  group: "resources",
  undecided: cpuLimit,
  docs: {
    title: "No CPU limit",
    what: "Neither `cpus`, `cpu_quota` nor `deploy.resources.limits.cpus` is set.",
    why: "Mined coins are what most taken-over containers are used for. Without a limit they take every core, and other services slow down.",
    fine: "Shares (`cpu_shares`) only decide who comes first when time is short, and are no limit.",
    instead: "Set `cpus`.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          cache:
            image: redis:8.2`,
      good: yaml`
        services:
          cache:
            image: redis:8.2
            cpus: 1`,
    },
    references: [
      "https://docs.docker.com/engine/containers/resource_constraints/",
      "https://docs.docker.com/reference/compose-file/services/#cpus",
    ],
  },
});
