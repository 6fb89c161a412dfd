import { remove } from "../fixes/remove.ts";
import { is, isWritten } from "../model/setting.ts";
import { rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";

export default rule({
  id: "writable-cgroups",
  keys: ["security_opt"],
  group: "resources",
  level: "warning",
  docs: {
    title: "Writable cgroups",
    what: "`writable-cgroups=true` mounts the container's control groups read-write, without `privileged`. Engine 28 brought it for systemd in containers.",
    why: "Root in the container lifts its own limits where the tree is not delegated, freezes or starves neighbours with `cgroup: host`, and on cgroup v1 sets a `release_agent` that the host's kernel runs as root.",
    fine: "A container whose first process is systemd, on cgroup v2 with a private cgroup namespace.",
    instead: "Remove it, and run one program a container.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          init:
            image: acme/systemd:1.4
            security_opt: [writable-cgroups=true]`,
      good: yaml`
        services:
          init:
            image: acme/systemd:1.4`,
    },
    references: [
      "https://docs.docker.com/reference/cli/docker/container/run/#security-opt",
      "https://docs.kernel.org/admin-guide/cgroup-v2.html#delegation",
    ],
  },

  *check(service) {
    const { writableCgroups } = service.security;
    if (is(service.privileged, true) || !isWritten(writableCgroups) || !is(writableCgroups, true)) return;
    yield {
      of: writableCgroups,
      verdict: "may write to its control groups",
      fixes: [remove("writable-cgroups", writableCgroups.at)],
    };
  },
});
