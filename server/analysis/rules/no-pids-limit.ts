import { limitProcesses } from "../fixes/limits.ts";
import { missingHardening } from "../model/hardening.ts";
import { rule } from "./rule.ts";
import { named } from "./shared/naming.ts";

export default rule({
  id: "no-pids-limit",
  subject: "service",
  wall: "resources",
  level: "info",
  profile: "strict",
  docs: {
    title: "No process limit",
    what: "Neither `pids_limit` nor `deploy.resources.limits.pids` is set. Docker has no limit of its own; Podman allows 2048.",
    why: "A fork bomb in the container fills the process table of the host, and nobody can log in to stop it.",
    fine: "`pids_limit: -1` is a choice; the rule `unlimited-resource` tells of it. `ulimits.nproc` counts per user of the host and is no substitute.",
    instead:
      "Set `pids_limit`: some dozens for a single program, some hundreds for a server with workers. Threads count.",
    example: {
      file: "compose.yaml",
      bad: "services:\n  cache:\n    image: redis:8.2\n",
      good: "services:\n  cache:\n    image: redis:8.2\n    pids_limit: 100\n",
    },
    references: [
      "https://docs.docker.com/engine/containers/resource_constraints/",
      "https://docs.docker.com/reference/compose-file/services/#pids_limit",
    ],
  },

  *check(service) {
    if (service.kind === "pre_start" || !missingHardening(service).has("pids")) return;
    yield {
      at: service.at,
      message: `${named(service)} may start any number of processes.`,
      fixes: () => [limitProcesses(service)],
    };
  },
});
