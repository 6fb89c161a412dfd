import { remove } from "../fixes/remove.ts";
import { is } from "../model/setting.ts";
import { said } from "../text/wording.ts";
import { rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";

export default rule({
  id: "privileged-hook",
  group: "privileges",
  level: "warning",
  docs: {
    title: "Privileged hook",
    what: "A `post_start` or `pre_stop` hook, or a command of `develop.watch`, has `privileged: true`: the engine runs it inside the container with every capability, also where the service drops all of them. seccomp, AppArmor and `no-new-privileges` of the container stay. A privileged `pre_start` hook is a container of its own with nothing in its way.",
    why: "The hook runs programs and reads files of the container. An attacker who replaced one of them beforehand has it run with every capability. The filter of the container's system calls stays, so that mounting, loading modules and opening disks are refused all the same; where `seccomp=unconfined` took it away, and neither AppArmor nor SELinux confines the container, the hook is as good as a privileged container. A `pre_start` hook is one, and an error.",
    instead:
      "Remove it, and run the hook as `user: root` where it only changes owners. What really needs a capability belongs into a service of its own that has this one.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          app:
            image: alpine:3.22
            post_start:
              - command: [./setup.sh]
                privileged: true`,
      good: yaml`
        services:
          app:
            image: alpine:3.22
            post_start:
              - command: [./setup.sh]`,
    },
    references: [
      "https://docs.docker.com/compose/how-tos/lifecycle/",
      "https://docs.docker.com/reference/compose-file/services/#post_start",
      "https://docs.docker.com/reference/cli/docker/container/exec/",
    ],
  },

  *checkHook({ service, hook }) {
    if (!is(hook.privileged, true)) return;
    yield {
      at: hook.privileged.at,
      message: said`A ${hook.kind} hook of service "${service.name}" runs with every capability.`,
      fixes: [remove("privileged from the hook", hook.privileged.at)],
    };
  },

  *check(service) {
    if (service.kind !== "pre_start" || !is(service.privileged, true)) return;
    yield {
      at: service.privileged.at,
      level: is(service.root, "root") ? "error" : "warning",
      verdict: "is privileged: nothing isolates it from the host",
      fixes: [remove("privileged from the hook", service.privileged.at)],
    };
  },
});
