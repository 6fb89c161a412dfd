import type { Container } from "../model/container.ts";
import { is, isWritten, knownValue } from "../model/setting.ts";
import { inARow, type Part, said } from "../text/wording.ts";
import { rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";

export default rule({
  id: "unhardened-pre-start",
  keys: ["pre_start"],
  group: "privileges",
  level: "warning",
  docs: {
    title: "pre_start container without the service's hardening",
    what: "Each entry of `pre_start` runs in a container of its own, before the service. Since Compose 5.6 it takes over every key of a container that it does not set itself, but nothing of `deploy`, and so not the limits there. From 5.3 to 5.5 it has the service's volumes and networks and nothing else: no `user`, `cap_drop`, `security_opt`, `read_only` or limits. Which release reads the file, `engine.compose` in the settings says.",
    why: "The file reads as if the hook were as confined as the service. A hook without limits takes the machine's memory; under an older Compose, code with the same volumes runs first as the image's user, usually root, with the default capabilities, and what it leaves in a volume is there when the service starts.",
    fine: "A hook that prepares a volume as root on purpose, from an image that is pinned and trusted.",
    instead:
      "Limit the service by `mem_limit` and `pids_limit`, which a hook takes over. Where an older Compose has to read the file, use an image for the hook that has a `USER` of its own and does one thing, or do the work in the service's entry point.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          app:
            image: acme/app:1.2
            deploy:
              resources:
                limits: { memory: 256M, pids: 100 }
            pre_start:
              - command: ["./migrate"]`,
      good: yaml`
        services:
          app:
            image: acme/app:1.2
            mem_limit: 256m
            pids_limit: 100
            pre_start:
              - command: ["./migrate"]`,
    },
    references: [
      "https://docs.docker.com/compose/how-tos/lifecycle/",
      "https://github.com/compose-spec/compose-spec/issues/656",
    ],
  },

  *check(service) {
    for (const [index, hook] of service.preStart.entries()) {
      const lacking = HARDENING.filter(({ has, keys }) => {
        return has(service) && !has(hook) && !keys.some((key) => hook.source.keys.has(key));
      });
      if (hook.windows || lacking.length === 0) continue;
      yield {
        at: hook.at,
        evidence: String(index),
        message: said`The pre_start container of service "${service.name}" runs without what hardens the service: ${inARow(lacking.map(({ name }) => name))}.`,
      };
    }
  },
});

/** What hardens a container, and the keys by which a hook decides it for itself. */
const HARDENING: readonly {
  readonly name: Part;
  readonly keys: readonly string[];
  has(container: Container): boolean;
}[] = [
  {
    name: "user",
    keys: ["user"],
    has: ({ user }) => isWritten(user) && user.origin !== "dockerfile" && knownValue(user)?.root === false,
  },
  { name: "cap_drop", keys: ["privileged"], has: ({ capabilities }) => capabilities.dropped.length > 0 },
  {
    name: "no-new-privileges",
    keys: ["security_opt"],
    has: ({ security }) => is(security.noNewPrivileges, true),
  },
  { name: "read_only", keys: ["read_only"], has: ({ rootfs }) => is(rootfs, "read-only") },
  {
    name: said`the memory limit`,
    keys: ["mem_limit"],
    has: ({ limits }) => typeof knownValue(limits.memory) === "number",
  },
  {
    name: said`the process limit`,
    keys: ["pids_limit"],
    has: ({ limits }) => typeof knownValue(limits.pids) === "number",
  },
];
