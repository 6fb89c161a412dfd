import type { Container } from "../model/container.ts";
import { is, isWritten, knownValue } from "../model/setting.ts";
import { rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";

export default rule({
  id: "unhardened-pre-start",
  keys: ["pre_start"],
  group: "privileges",
  level: "warning",
  docs: {
    title: "pre_start container without the service's hardening",
    what: "Each entry of `pre_start` runs in a container of its own, before the service. Compose gives it the service's volumes and networks and nothing else: no `user`, `cap_drop`, `security_opt`, `read_only` or limits.",
    why: "The file reads as if the service were hardened, and code with the same volumes runs first as the image's user, usually root, with the default capabilities. What it leaves in a volume is there when the service starts.",
    fine: "A hook that prepares a volume as root on purpose, from an image that is pinned and trusted.",
    instead:
      "Use an image for the hook that has a `USER` of its own and does one thing, or do the work in the service's entry point.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          app:
            image: acme/app:1.2
            user: "10001"
            cap_drop: [ALL]
            pre_start:
              - command: ["./migrate"]`,
      good: yaml`
        services:
          app:
            image: acme/app:1.2
            user: "10001"
            cap_drop: [ALL]
            command: ["./migrate-and-run"]`,
    },
    references: [
      "https://docs.docker.com/compose/how-tos/lifecycle/",
      "https://github.com/compose-spec/compose-spec/issues/656",
    ],
  },

  *check(service) {
    if (service.kind !== "service") return;
    const hardening = hardeningOf(service);
    if (hardening.length === 0) return;
    for (const [index, hook] of service.preStart.entries()) {
      if (hook.windows) continue;
      yield {
        at: hook.at,
        evidence: String(index),
        message: `The pre_start container of service "${service.name}" gets none of its hardening: ${hardening.join(", ")}.`,
      };
    }
  },
});

/** The keys by which somebody hardened the service. */
function hardeningOf(service: Container): readonly string[] {
  const { user, capabilities, security, rootfs, limits } = service;
  return [
    ...(isWritten(user) && user.origin !== "dockerfile" && knownValue(user)?.root === false ? ["user"] : []),
    ...(capabilities.dropped.length > 0 ? ["cap_drop"] : []),
    ...(is(security.noNewPrivileges, true) ? ["no-new-privileges"] : []),
    ...(is(rootfs, "read-only") ? ["read_only"] : []),
    ...(typeof knownValue(limits.memory) === "number" || typeof knownValue(limits.pids) === "number" ? ["limits"] : []),
  ];
}
