import { missingHardening } from "../model/hardening.ts";
import { rule } from "./rule.ts";
import { named } from "./shared/naming.ts";

export default rule({
  id: "no-cpu-limit",
  subject: "service",
  wall: "resources",
  level: "info",
  profile: "strict",
  docs: {
    title: "No CPU limit",
    what: "Neither `cpus`, `cpu_quota` nor `deploy.resources.limits.cpus` is set.",
    why: "Mined coins are what most taken-over containers are used for. Without a limit they take every core, and other services slow down.",
    fine: "Shares (`cpu_shares`) only decide who comes first when time is short, and are no limit.",
    instead: "Set `cpus`.",
    example: {
      file: "compose.yaml",
      bad: "services:\n  cache:\n    image: redis:8.2\n",
      good: "services:\n  cache:\n    image: redis:8.2\n    cpus: 1\n",
    },
    references: [
      "https://docs.docker.com/engine/containers/resource_constraints/",
      "https://docs.docker.com/reference/compose-file/services/#cpus",
    ],
  },

  *check(service) {
    if (service.kind === "pre_start" || !missingHardening(service).has("cpus")) return;
    yield { at: service.at, message: `${named(service)} may take all CPU time of the host.` };
  },
});
