import { namespaceWalls } from "../walls/namespaces.ts";
import { yaml } from "./shared/example.ts";
import { openedWall } from "./shared/wall-rule.ts";

export default openedWall({
  id: "host-userns",
  keys: ["userns_mode"],
  group: "namespaces",
  level: "info",
  opened: namespaceWalls.user,
  removes: "userns_mode",
  levelOf: (_, { mode }) => (mode === "userns-remap" ? "warning" : "info"),
  docs: {
    title: "Opt-out of user namespaces",
    what: "`userns_mode: host` takes the container out of the daemon's remapping of user ids (`userns-remap`). Where the daemon remaps nothing, it changes nothing.",
    why: "Under remapping, root in the container is an unprivileged user on the host. Without it, uid 0 inside is uid 0 outside, for every bind mount and every flaw in the kernel or the runtime. The finding is a warning where the engine is configured as `userns-remap`.",
    fine: "A remapping daemon refuses `privileged`, `network_mode: host` and `pid: host` without it.",
    instead: "Remove it.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          web:
            image: nginx:1.29
            userns_mode: host`,
      good: yaml`
        services:
          web:
            image: nginx:1.29`,
    },
    references: [
      "https://docs.docker.com/engine/security/userns-remap/",
      "https://docs.docker.com/reference/compose-file/services/#userns_mode",
    ],
  },
});
