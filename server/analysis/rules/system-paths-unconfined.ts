import { systemPaths } from "../walls/system-paths.ts";
import { yaml } from "./shared/example.ts";
import { openedWall } from "./shared/wall-rule.ts";

export default openedWall({
  id: "system-paths-unconfined",
  keys: ["security_opt"],
  group: "file system",
  level: "error",
  takes: "host root",
  opened: systemPaths,
  removes: "systempaths=unconfined",
  levelOf: ({ user }) => (user.state === "known" && user.value.root === true ? "error" : "warning"),
  docs: {
    title: "Kernel files unmasked",
    what: "`systempaths=unconfined` takes away the engine's masks over `/proc/kcore`, `/proc/keys`, `/sys/firmware` and others, and makes `/proc/sys`, `/proc/sysrq-trigger`, `/proc/bus`, `/proc/fs` and `/proc/irq` writable. Only this spelling with `=` works.",
    why: "Root in the container writes a program into `/proc/sys/kernel/core_pattern` and lets a process crash: the kernel runs that program as root on the host. AppArmor's default profile denies the write where it is loaded. A user who is not root can still read what the masks hid.",
    fine: "Containers that run containers as an unprivileged user need an unmasked `/proc` for their own mounts.",
    instead: "Remove it. Rootless BuildKit and Podman run with `seccomp` and `apparmor` settings of their own instead.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          builder:
            image: acme/builder:1.2
            security_opt: [systempaths=unconfined]`,
      good: yaml`
        services:
          builder:
            image: acme/builder:1.2`,
    },
    references: [
      "https://docs.docker.com/reference/cli/docker/container/run/#security-opt",
      "https://man7.org/linux/man-pages/man5/core.5.html",
      "https://github.com/moby/moby/blob/master/daemon/pkg/oci/defaults.go",
    ],
  },
});
