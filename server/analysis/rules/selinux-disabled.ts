import { UNCONFINED_SELINUX_TYPES } from "../facts/security-options.ts";
import { remove } from "../fixes/remove.ts";
import { is } from "../model/setting.ts";
import { spelled } from "../model/spelling.ts";
import { rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";

export default rule({
  id: "selinux-disabled",
  keys: ["security_opt"],
  group: "privileges",
  level: "warning",
  docs: {
    title: "SELinux off",
    what: "`label=disable` runs the container without SELinux confinement; so do the types `spc_t`, `container_runtime_t` and `unconfined_t`. It matters on Fedora, RHEL and their kin, and does nothing elsewhere.",
    why: "SELinux keeps a container from files of the host that are mounted by mistake, from other containers' files by a category of its own, and from sockets such as the engine's. Several flaws of the runtime ended at this wall (CVE-2019-5736).",
    fine: "Containers that manage the host, such as backup or monitoring agents, where no policy was written for them.",
    instead:
      "Remove it. Mark mounted directories that belong to the container with `:Z`, or have udica write a policy.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          app:
            image: acme/app:1.2
            security_opt: [label=disable]`,
      good: yaml`
        services:
          app:
            image: acme/app:1.2
            volumes: ["./data:/data:Z"]`,
    },
    references: [
      "https://docs.docker.com/reference/cli/docker/container/run/#security-opt",
      "https://github.com/containers/container-selinux",
      "https://github.com/containers/udica",
    ],
  },

  *check(service) {
    if (is(service.privileged, true)) return;
    for (const option of service.security.options) {
      const [key, value = ""] = option.value.split(":", 2);
      const off = option.value === "disable" || (key === "type" && UNCONFINED_SELINUX_TYPES.includes(value));
      if (!option.valid || option.key !== "label" || !off) continue;
      yield {
        of: option,
        evidence: option.value,
        verdict: "runs without SELinux confinement",
        fixes: [remove(spelled(service, option.text), option.at)],
      };
    }
  },
});
