import { remove } from "../fixes/remove.ts";
import { knownValue } from "../model/setting.ts";
import { rule } from "./rule.ts";
import { broughtIn, named } from "./shared/naming.ts";

export default rule({
  id: "shared-namespace",
  subject: "service",
  keys: ["pid", "ipc"],
  wall: "namespaces",
  level: "info",
  profile: "default",
  docs: {
    title: "Namespace of another container",
    what: "`pid: service:NAME` or `ipc: service:NAME` (or `container:NAME`) puts the container into another one's process list or shared memory.",
    why: "What takes over one of the two has the other: with the same uid it reads the neighbour's environment and files through `/proc/<pid>/root`, and with SYS_PTRACE, which makes the finding a warning, it injects code into any of its processes.",
    fine: "A debugging container or a profiler that is meant to look into its neighbour. Joining a network (`network_mode: service:vpn`) is not reported.",
    instead: "Remove it and let the two talk over a network or a volume.",
    example: {
      file: "compose.yaml",
      bad: "services:\n  app:\n    image: acme/app:1.2\n  probe:\n    image: acme/probe:1.2\n    pid: service:app\n",
      good: "services:\n  app:\n    image: acme/app:1.2\n  probe:\n    image: acme/probe:1.2\n",
    },
    references: [
      "https://docs.docker.com/reference/compose-file/services/#pid",
      "https://docs.docker.com/reference/compose-file/services/#ipc",
      "https://man7.org/linux/man-pages/man2/ptrace.2.html",
    ],
  },

  *check(service) {
    const traces = knownValue(service.capabilities.bounding)?.includes("SYS_PTRACE") ?? false;
    for (const [name, shared] of [
      ["pid", "processes"],
      ["ipc", "memory"],
    ] as const) {
      const setting = service.namespaces[name];
      const mode = knownValue(setting);
      if (service.windows || mode === undefined || mode === "host" || mode === "private") continue;
      const [kind = "", other = ""] = mode.split(":", 2);
      yield {
        at: setting.at,
        evidence: name,
        level: name === "pid" && traces ? "warning" : "info",
        message: `${named(service)} shares ${shared} with ${kind} "${other}"${name === "pid" && traces ? " and may trace them" : ""}.`,
        related: broughtIn(service, setting),
        fixes: [remove(`${name}: ${mode}`, setting.at)],
      };
    }
  },
});
