import { memoryLimit } from "../walls/limits.ts";
import { yaml } from "./shared/example.ts";
import { undecidedWall } from "./shared/wall-rule.ts";

export default undecidedWall({
  id: "no-memory-limit",
  group: "resources",
  undecided: memoryLimit,
  docs: {
    title: "No memory limit",
    what: "Neither `mem_limit` nor `deploy.resources.limits.memory` is set, so the container takes as much memory as the host has.",
    why: "One container that leaks, or is made to, brings the whole host to a halt: the kernel then kills processes of its own choosing, which may be the engine or a neighbour.",
    fine: "Compose rejects the two keys when they differ. A reservation is no limit.",
    instead: "Set `mem_limit` to what the program uses at its peak, with some room.",
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
            mem_limit: 256m`,
    },
    references: [
      "https://docs.docker.com/engine/containers/resource_constraints/",
      "https://docs.docker.com/reference/compose-file/deploy/#resources",
    ],
  },
});
