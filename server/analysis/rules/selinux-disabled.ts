import { UNCONFINED_SELINUX_TYPES } from "../facts/security-options.ts";
import { remove } from "../fixes/remove.ts";
import { is } from "../model/setting.ts";
import { rule } from "./rule.ts";
import { broughtIn, named } from "./shared/naming.ts";

export default rule({
  id: "selinux-disabled",
  subject: "service",
  keys: ["security_opt"],
  wall: "privileges",
  level: "warning",
  profile: "default",
  docs: {
    title: "SELinux off",
    what: "`label=disable` runs the container without SELinux confinement; so do the types `spc_t`, `container_runtime_t` and `unconfined_t`. It matters on Fedora, RHEL and their kin, and does nothing elsewhere.",
    why: "SELinux keeps a container from files of the host that are mounted by mistake, from other containers' files by a category of its own, and from sockets such as the engine's. Several flaws of the runtime ended at this wall (CVE-2019-5736).",
    fine: "Containers that manage the host, such as backup or monitoring agents, where no policy was written for them.",
    instead:
      "Remove it. Mark mounted directories that belong to the container with `:Z`, or have udica write a policy.",
    example: {
      file: "compose.yaml",
      bad: "services:\n  app:\n    image: acme/app:1.2\n    security_opt: [label=disable]\n",
      good: 'services:\n  app:\n    image: acme/app:1.2\n    volumes: ["./data:/data:Z"]\n',
    },
    references: [
      "https://docs.docker.com/reference/cli/docker/container/run/#security-opt",
      "https://github.com/containers/container-selinux",
      "https://github.com/containers/udica",
    ],
  },

  *check(service) {
    if (service.windows || is(service.privileged, true)) return;
    for (const option of service.security.options) {
      const [key, value = ""] = option.value.split(":", 2);
      const off = option.value === "disable" || (key === "type" && UNCONFINED_SELINUX_TYPES.includes(value));
      if (!option.valid || option.key !== "label" || !off) continue;
      yield {
        at: option.at,
        evidence: option.value,
        message: `${named(service)} runs without SELinux confinement.`,
        related: broughtIn(service, option),
        fixes: [remove(option.text, option.at)],
      };
    }
  },
});
