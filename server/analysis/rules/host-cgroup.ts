import { remove } from "../fixes/remove.ts";
import { saidOf } from "../model/daemon.ts";
import { namespaceWalls } from "../walls/namespaces.ts";
import { rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";
import { openedWall } from "./shared/wall-rule.ts";

export default rule({
  ...openedWall({
    id: "host-cgroup",
    keys: ["cgroup"],
    group: "namespaces",
    level: "warning",
    opened: namespaceWalls.cgroup,
    removes: "cgroup",
    closes: ({ cgroup }) => (cgroup === 1 ? "private" : undefined),
    docs: {
      title: "Host cgroup tree",
      what: "`cgroup: host` shows the container the host's whole tree of control groups, and its own place in it, instead of a tree that starts at the container. `default-cgroupns-mode` of `daemon.json` does so to every container of the host.",
      why: "The names of all containers and units of the host can be read. Where the tree is writable, with SYS_ADMIN or a mount of it, the limits of other workloads can be lifted or tightened, and on cgroup v1 a `release_agent` makes the host's kernel run a command as root.",
      fine: "systemd in a container on an old host, and monitors such as cAdvisor that account for every container.",
      instead:
        "Remove it: `private` is the default on cgroup v2. On v1 the host's is, and `cgroup: private` has to be written.",
      example: {
        file: "compose.yaml",
        bad: yaml`
        services:
          init:
            image: acme/systemd:1.4
            cgroup: host`,
        good: yaml`
        services:
          init:
            image: acme/systemd:1.4
            cgroup: private`,
      },
      references: [
        "https://docs.docker.com/reference/compose-file/services/#cgroup",
        "https://man7.org/linux/man-pages/man7/cgroup_namespaces.7.html",
      ],
    },
  }),

  *checkDaemon(daemon) {
    const said = saidOf(daemon, "default-cgroupns-mode");
    if (said?.value !== "host") return;
    yield {
      at: said.at,
      evidence: "daemon",
      message: "Docker's daemon shows every container that says nothing else the host's tree of control groups.",
      fixes: [remove("default-cgroupns-mode", said.at)],
    };
  },
});
