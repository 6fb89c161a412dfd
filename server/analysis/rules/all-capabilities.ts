import { removeCapability } from "../fixes/capability.ts";
import { is } from "../model/setting.ts";
import { rule } from "./rule.ts";
import { holdsNone } from "./shared/capability.ts";
import { yaml } from "./shared/example.ts";

export default rule({
  id: "all-capabilities",
  keys: ["cap_add"],
  group: "capabilities",
  level: "error",
  outranks: ["dangerous-capability"],
  docs: {
    title: "Every capability granted",
    what: "`cap_add: [ALL]`, in upper or lower case, gives root in the container all capabilities of Linux. It is looked at before `cap_drop`: beside `cap_drop: [ALL]` it wins, and only capabilities that are dropped by name are taken away. Each capability also opens the system calls that the seccomp profile ties to it.",
    why: "SYS_MODULE loads a kernel module, SYS_RAWIO patches kernel memory, DAC_READ_SEARCH reads any file of the host's disk, SYS_ADMIN mounts: several ways to root on the host, each enough by itself. Where the engine maps the users of containers, they reach only what the container's own user namespace owns; what stays is the part of the kernel that they open.",
    instead:
      "List the capabilities that the program asks for. When one is missing, its error message or `strace` names the call that was refused.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          vpn:
            image: alpine:3.22
            cap_add: [ALL]`,
      good: yaml`
        services:
          vpn:
            image: alpine:3.22
            cap_add: [NET_ADMIN]`,
    },
    references: [
      "https://docs.docker.com/engine/containers/run/#runtime-privilege-and-linux-capabilities",
      "https://github.com/moby/moby/blob/master/daemon/pkg/oci/caps/utils.go",
      "https://man7.org/linux/man-pages/man7/capabilities.7.html",
    ],
  },

  *check(service) {
    const mapped = is(service.namespaces.user, "private");
    const all = service.capabilities.added.find(({ value }) => value === "ALL");
    if (!all || service.windows || is(service.privileged, true)) return;
    yield {
      of: all,
      level: holdsNone(service) || mapped ? "warning" : "error",
      verdict: mapped ? "is granted every capability, in a user namespace of its own" : "is granted every capability",
      fixes: [removeCapability(service, all)],
    };
  },
});
