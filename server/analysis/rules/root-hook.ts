import { remove } from "../fixes/remove.ts";
import { is, isWritten, knownValue } from "../model/setting.ts";
import { said } from "../text/wording.ts";
import { rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";

export default rule({
  id: "root-hook",
  group: "privileges",
  level: "info",
  docs: {
    title: "Hook that runs as root",
    what: "A `post_start` or `pre_stop` hook, or a command of `develop.watch`, says `user: root` in a service that runs as somebody else.",
    why: "The container's user is there so that a taken-over program is not root. A hook that runs a program or a script which this user may write to makes it root after all.",
    fine: "Giving a fresh volume to the service's user, with a program that this user cannot change.",
    instead:
      "Set the owner when the image is built, so that new volumes start with it, or let a short-lived service do it.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          app:
            image: alpine:3.22
            user: "1000"
            post_start:
              - command: chown -R 1000 /data
                user: root`,
      good: yaml`
        services:
          app:
            image: alpine:3.22
            user: "1000"
            post_start:
              - command: touch /data/started`,
    },
    references: [
      "https://docs.docker.com/compose/how-tos/lifecycle/",
      "https://docs.docker.com/reference/compose-file/services/#post_start",
    ],
  },

  *checkHook({ service, hook }) {
    const { user } = hook;
    if (service.windows || is(hook.privileged, true) || !isWritten(user)) return;
    if (knownValue(user)?.root !== true || knownValue(service.user)?.root !== false) return;
    yield {
      at: user.at,
      message: said`A ${hook.kind} hook runs as root, while service "${service.name}" does not.`,
      fixes: [remove("user from the hook", user.at)],
    };
  },
});
