import { remove } from "../fixes/remove.ts";
import { is, isWritten } from "../model/setting.ts";
import { rule } from "./rule.ts";
import { broughtIn, named } from "./shared/naming.ts";

export default rule({
  id: "writable-cgroups",
  subject: "service",
  keys: ["security_opt"],
  wall: "resources",
  level: "warning",
  profile: "default",
  docs: {
    title: "Writable cgroups",
    what: "`writable-cgroups=true` mounts the container's control groups read-write, without `privileged`. Engine 28 brought it for systemd in containers.",
    why: "Root in the container lifts its own limits where the tree is not delegated, freezes or starves neighbours with `cgroup: host`, and on cgroup v1 sets a `release_agent` that the host's kernel runs as root.",
    fine: "A container whose first process is systemd, on cgroup v2 with a private cgroup namespace.",
    instead: "Remove it, and run one program a container.",
    example: {
      file: "compose.yaml",
      bad: "services:\n  init:\n    image: acme/systemd:1.4\n    security_opt: [writable-cgroups=true]\n",
      good: "services:\n  init:\n    image: acme/systemd:1.4\n",
    },
    references: [
      "https://docs.docker.com/reference/cli/docker/container/run/#security-opt",
      "https://docs.kernel.org/admin-guide/cgroup-v2.html#delegation",
    ],
  },

  *check(service) {
    const { writableCgroups } = service.security;
    if (service.windows || is(service.privileged, true) || !isWritten(writableCgroups) || !is(writableCgroups, true))
      return;
    yield {
      at: writableCgroups.at,
      message: `${named(service)} may write to its control groups.`,
      related: broughtIn(service, writableCgroups),
      fixes: [remove("writable-cgroups", writableCgroups.at)],
    };
  },
});
