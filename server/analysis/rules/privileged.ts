import { needsPrivileged } from "../fixes/purpose.ts";
import { remove } from "../fixes/remove.ts";
import { replacePrivileged } from "../fixes/replace-privileged.ts";
import { is } from "../model/setting.ts";
import { spelled } from "../model/spelling.ts";
import { said } from "../text/wording.ts";
import { rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";
import { inheritedFrom, namedInside } from "./shared/naming.ts";

export default rule({
  id: "privileged",
  keys: ["privileged"],
  group: "privileges",
  level: "error",
  docs: {
    title: "Privileged container",
    what: "`privileged: true` gives the container every capability and every device of the host. It turns off seccomp and AppArmor unless an option names a profile, disables SELinux separation, mounts `/sys` and the cgroups writable, and unmasks `/proc`. What `cap_drop` says is ignored. The PID, network, IPC and mount namespaces stay private.",
    why: "Root in the container is root on the host with a few commands more: it mounts the host's disk from `/dev`, writes a handler into `/proc/sys/kernel/core_pattern`, or loads a kernel module. No flaw in the kernel or the engine is needed.",
    fine: "Docker in Docker, BuildKit and a few hardware tools do not start without it. Run those on a machine of their own, and say why in an allow comment.",
    instead:
      "Remove it and add the one capability, device or security option that the program asks for, which the fix does for images of which it is known. Docker in Docker and BuildKit have rootless images, and the sysbox runtime runs them without `privileged`.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          vpn:
            image: linuxserver/wireguard:1.0.20210914
            privileged: true`,
      good: yaml`
        services:
          vpn:
            image: linuxserver/wireguard:1.0.20210914
            cap_add: [NET_ADMIN]`,
    },
    references: [
      "https://docs.docker.com/reference/compose-file/services/#privileged",
      "https://docs.docker.com/reference/cli/docker/container/run/#privileged",
      "https://man7.org/linux/man-pages/man7/capabilities.7.html",
    ],
  },

  *check(service) {
    const { privileged, profile } = service;
    if (service.kind === "pre_start") return;
    const related = inheritedFrom(service, privileged);
    if (privileged.state === "unknown") {
      const message = said`Whether ${namedInside(service)} is privileged cannot be told: ${privileged.because} decides.`;
      yield { at: privileged.at, level: "warning", message, related };
    }
    if (!is(privileged, true)) return;
    const rootless = is(service.root, "engine user");
    const removed = remove(spelled(service, "privileged"), privileged.at);
    const replaced = replacePrivileged(service);
    // What is known to need a part of it is not left with nothing along with many other fixes.
    const alone = replaced.map(({ alone: why }) => (why === undefined ? {} : { alone: why }))[0];
    yield {
      of: privileged,
      level: rootless ? "warning" : "error",
      verdict: rootless
        ? "is privileged: nothing but the engine's user isolates it from the host"
        : "is privileged: nothing isolates it from the host",
      fixes: profile && needsPrivileged(profile) ? [] : [...replaced, { ...removed, ...alone }],
    };
  },
});
