import { namespaceWalls } from "../walls/namespaces.ts";
import { yaml } from "./shared/example.ts";
import { openedWall } from "./shared/wall-rule.ts";

export default openedWall({
  id: "host-uts",
  keys: ["uts"],
  group: "namespaces",
  level: "info",
  opened: namespaceWalls.uts,
  removes: "uts",
  docs: {
    title: "Host name shared",
    what: "`uts: host` gives the container the host's host name and NIS domain name instead of its own.",
    why: "With SYS_ADMIN a process in the container renames the host, which confuses logs, certificates and clusters. Without it, only the name is given away.",
    fine: "Agents that report under the host's name.",
    instead: "Remove it, and set `hostname` where the program wants a certain name.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          agent:
            image: acme/agent:2.1
            uts: host`,
      good: yaml`
        services:
          agent:
            image: acme/agent:2.1
            hostname: agent-1`,
    },
    references: [
      "https://docs.docker.com/reference/compose-file/services/#uts",
      "https://man7.org/linux/man-pages/man7/uts_namespaces.7.html",
    ],
  },
});
