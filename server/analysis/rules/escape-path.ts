import { pathTo, type Standing, standings } from "../threats/attack-conditions.ts";
import { rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";
import { inheritedFrom } from "./shared/naming.ts";

export default rule({
  id: "escape-path",
  group: "privileges",
  level: "error",
  docs: {
    title: "Settings that together lead to the host",
    what: "No single setting of the service gives the host away, but two or more of them together do. The finding tells the shortest way, with the place of each setting that it takes, and stands in for the findings on these settings alone. The ways that are looked for: tracing the host's processes (SYS_PTRACE, `pid: host`, no AppArmor); mounting a fresh `/proc` (SYS_ADMIN, no AppArmor) or finding it unmasked (`systempaths=unconfined`, no AppArmor) and writing `core_pattern`; the engine's socket or a disk with the group that opens it; a device rule with MKNOD added. Where none of them leads to the host, SYS_PTRACE in the PID namespace of a service that has secrets leads to these, and is a warning.",
    why: "Each setting looks like half of a risk, and is weighed as half. Whoever runs code in the container has all of them at once: no flaw in the kernel or the engine is needed to become root on the host.",
    fine: "Debuggers and agents that are part of the host's administration. They are as powerful as root, and are to be guarded like it.",
    instead:
      "Cut one link: the fixes name them. Most often `apparmor=unconfined` can go, or be replaced by a profile that allows the one thing that is needed.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          debug:
            image: alpine:3.22
            pid: host
            cap_add: [SYS_PTRACE]
            security_opt: [apparmor=unconfined]`,
      good: yaml`
        services:
          debug:
            image: alpine:3.22
            pid: host
            cap_add: [SYS_PTRACE]`,
    },
    references: [
      "https://man7.org/linux/man-pages/man2/ptrace.2.html",
      "https://man7.org/linux/man-pages/man5/core.5.html",
      "https://github.com/moby/profiles/blob/main/apparmor/template.go",
      "https://docs.docker.com/engine/security/#docker-daemon-attack-surface",
    ],
  },

  *check(service, engine) {
    if (service.kind === "pre_start") return;
    const held = standings(service, engine);
    // A single choice has a rule of its own.
    if ([...held.values()].filter(({ chosen }) => chosen).length < 2) return;
    const toHost = pathTo("host", held);
    // Whoever is root on the host has every service's secrets.
    const path = toHost ?? pathTo("secrets", held);
    if (!path) return;
    const used = path.held.flatMap((one) => held.get(one) ?? []);
    const chosen = used.filter((one) => one.chosen);
    const [first] = chosen;
    if (!first || chosen.length < 2) return;
    const sure = used.every((one) => one.sure);
    const end = toHost ? "root on the host" : "another service's secrets";
    yield {
      at: first.at,
      level: sure && toHost ? "error" : "warning",
      verdict: `leads to ${end} through ${listed(chosen)} together${sure ? "" : ", if its user is root"}: an attacker ${path.steps.map(({ does }) => does).join(", then ")}`,
      related: [
        ...chosen.map(({ at, name }, index) => ({ at, message: `Link ${index + 1} of ${chosen.length}: ${name}.` })),
        ...inheritedFrom(service, first),
      ],
      fixes: chosen.flatMap(({ cut }) => cut ?? []),
      implies: [...new Set(chosen.flatMap(({ rules }) => rules))],
    };
  },
});

function listed(chosen: readonly Standing[]): string {
  const names = chosen.map(({ name }) => name);
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}
