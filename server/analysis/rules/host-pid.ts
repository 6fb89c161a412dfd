import { isMeant } from "../fixes/purpose.ts";
import { namespaceWalls } from "../walls/namespaces.ts";
import { yaml } from "./shared/example.ts";
import { openedWall } from "./shared/wall-rule.ts";

export default openedWall({
  id: "host-pid",
  keys: ["pid"],
  group: "namespaces",
  level: "warning",
  opened: namespaceWalls.pid,
  removes: "pid",
  levelOf: (container) => (isMeant(container, { namespace: "pid" }) ? "info" : "warning"),
  docs: {
    title: "Host process list",
    what: "`pid: host` gives the container no PID namespace of its own: its processes stand among the host's. So does joining a service that has it. The engine then also adds `label=disable`, which takes SELinux separation away.",
    why: "Every command line on the host can be read, with the passwords in it. A process with the same uid as one on the host, and with every capability that it holds, reaches that process's environment, open files and whole file system through `/proc/<pid>/root`, unless AppArmor or SELinux forbids it. With SYS_PTRACE a root process of the host is injected with code, and with SYS_ADMIN beside it its namespaces are entered (`nsenter`).",
    fine: "Monitors such as node-exporter or an eBPF agent look at the host's processes on purpose; an image that is known to is an info.",
    instead:
      "Remove it. To look at one container's processes from another, join that container with `pid: service:NAME`.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          debug:
            image: busybox:1.37
            pid: host`,
      good: yaml`
        services:
          debug:
            image: busybox:1.37`,
    },
    references: [
      "https://docs.docker.com/reference/compose-file/services/#pid",
      "https://man7.org/linux/man-pages/man7/pid_namespaces.7.html",
    ],
  },
});
