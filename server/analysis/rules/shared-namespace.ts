import { remove } from "../fixes/remove.ts";
import { knownValue } from "../model/setting.ts";
import { said, type Wording } from "../text/wording.ts";
import { rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";

export default rule({
  id: "shared-namespace",
  keys: ["pid", "ipc"],
  group: "namespaces",
  level: "info",
  docs: {
    title: "Namespace of another container",
    what: "`pid: service:NAME` or `ipc: service:NAME` (or `container:NAME`) puts the container into another one's process list or shared memory.",
    why: "What takes over one of the two has the other: with the same uid, and no capability less, it reads the neighbour's environment and files through `/proc/<pid>/root`, and with SYS_PTRACE, which makes the finding a warning, it injects code into any of its processes.",
    fine: "A debugging container or a profiler that is meant to look into its neighbour. Joining a network (`network_mode: service:vpn`) is not reported.",
    instead: "Remove it and let the two talk over a network or a volume.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          app:
            image: acme/app:1.2
          probe:
            image: acme/probe:1.2
            pid: service:app`,
      good: yaml`
        services:
          app:
            image: acme/app:1.2
          probe:
            image: acme/probe:1.2`,
    },
    references: [
      "https://docs.docker.com/reference/compose-file/services/#pid",
      "https://docs.docker.com/reference/compose-file/services/#ipc",
      "https://man7.org/linux/man-pages/man2/ptrace.2.html",
    ],
  },

  *check(service) {
    const traces = knownValue(service.capabilities.bounding)?.includes("SYS_PTRACE") ?? false;
    for (const [name, sharing] of [
      ["pid", (who: Wording) => said`shares processes with ${who}`],
      ["ipc", (who: Wording) => said`shares memory with ${who}`],
    ] as const) {
      const setting = service.namespaces[name];
      const mode = knownValue(setting);
      if (mode === undefined || mode === "host" || mode === "private") continue;
      const [kind = "", other = ""] = mode.split(":", 2);
      const shares = sharing(kind === "service" ? said`service "${other}"` : said`container "${other}"`);
      yield {
        of: setting,
        evidence: name,
        level: name === "pid" && traces ? "warning" : "info",
        verdict: name === "pid" && traces ? said`${shares} and may trace them` : shares,
        fixes: [remove(`${name}: ${mode}`, setting.at)],
      };
    }
  },
});
