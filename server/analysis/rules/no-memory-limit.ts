import { limitMemory } from "../fixes/limits.ts";
import { missingHardening } from "../model/hardening.ts";
import { rule } from "./rule.ts";
import { named } from "./shared/naming.ts";

export default rule({
  id: "no-memory-limit",
  subject: "service",
  wall: "resources",
  level: "info",
  profile: "strict",
  docs: {
    title: "No memory limit",
    what: "Neither `mem_limit` nor `deploy.resources.limits.memory` is set, so the container takes as much memory as the host has.",
    why: "One container that leaks, or is made to, brings the whole host to a halt: the kernel then kills processes of its own choosing, which may be the engine or a neighbour.",
    fine: "Compose rejects the two keys when they differ. A reservation is no limit.",
    instead: "Set `mem_limit` to what the program uses at its peak, with some room.",
    example: {
      file: "compose.yaml",
      bad: "services:\n  cache:\n    image: redis:8.2\n",
      good: "services:\n  cache:\n    image: redis:8.2\n    mem_limit: 256m\n",
    },
    references: [
      "https://docs.docker.com/engine/containers/resource_constraints/",
      "https://docs.docker.com/reference/compose-file/deploy/#resources",
    ],
  },

  *check(service) {
    if (service.kind === "pre_start" || !missingHardening(service).has("memory")) return;
    yield {
      at: service.at,
      message: `${named(service)} may take all memory of the host.`,
      fixes: () => [limitMemory(service)],
    };
  },
});
