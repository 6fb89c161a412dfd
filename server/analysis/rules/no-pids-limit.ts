import { processLimit } from "../walls/limits.ts";
import { yaml } from "./shared/example.ts";
import { undecidedWall } from "./shared/wall-rule.ts";

export default undecidedWall({
  id: "no-pids-limit",
  group: "resources",
  undecided: processLimit,
  docs: {
    title: "No process limit",
    what: "Neither `pids_limit` nor `deploy.resources.limits.pids` is set. Docker has no limit of its own; Podman allows 2048.",
    why: "A fork bomb in the container fills the process table of the host, and nobody can log in to stop it.",
    fine: "`pids_limit: -1` is a choice; the rule `unlimited-resource` tells of it. `ulimits.nproc` counts per user of the host and is no substitute.",
    instead:
      "Set `pids_limit`: some dozens for a single program, some hundreds for a server with workers. Threads count.",
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
            pids_limit: 100`,
    },
    references: [
      "https://docs.docker.com/engine/containers/resource_constraints/",
      "https://docs.docker.com/reference/compose-file/services/#pids_limit",
    ],
  },
});
