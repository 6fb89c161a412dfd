import type { Container } from "../model/container.ts";
import { listed, ours, said, type Wording } from "../text/wording.ts";
import { pathTo, type Standing, standings } from "../threats/attack-conditions.ts";
import type { AttackPath } from "../threats/attack-path.ts";
import type { Goal, Held } from "../threats/attack-steps.ts";
import { type ContainerProblem, rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";
import { inheritedFrom } from "./shared/naming.ts";

export default rule({
  id: "escape-path",
  group: "privileges",
  level: "error",
  docs: {
    title: "Settings that together lead to the host",
    what: "No single setting of the service gives the host away, but two or more of them together do. The finding tells the shortest way, with the place of each setting that it takes, and stands in for the findings on these settings alone. The ways that are looked for: tracing the host's processes (SYS_PTRACE, `pid: host`, no AppArmor); mounting a fresh `/proc` (SYS_ADMIN, no AppArmor) or finding it unmasked (`systempaths=unconfined`, no AppArmor) and writing `core_pattern`; the engine's socket or a disk with the group that opens it; a device rule with MKNOD added. Where none of them leads to the host, these are warnings: SYS_PTRACE in the PID namespace of a service that has secrets; SYS_PTRACE with `pid: host` under AppArmor's default profile, which lets containers trace each other; and NET_ADMIN with `network_mode: host`, which is the host's firewall.",
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
            cap_add: [SYS_PTRACE]
            security_opt: [apparmor=unconfined]`,
    },
    references: [
      "https://man7.org/linux/man-pages/man2/ptrace.2.html",
      "https://man7.org/linux/man-pages/man5/core.5.html",
      "https://github.com/moby/profiles/blob/main/apparmor/template.go",
      "https://docs.docker.com/engine/security/#docker-daemon-attack-surface",
    ],
  },

  *check(service, engine) {
    const held = standings(service, engine);
    // A single choice has a rule of its own.
    if ([...held.values()].filter(({ chosen }) => chosen).length < 2) return;
    const toHost = pathTo("host", held);
    // Whoever is root on the host has everything else as well.
    if (toHost) yield* pathProblem(service, "host", toHost, held);
    else for (const goal of LESSER) yield* pathProblem(service, goal, pathTo(goal, held), held);
  },
});

const LESSER: readonly Goal[] = ["secrets", "containers", "network"];

const ENDS: Readonly<Record<Goal, string>> = {
  host: "root on the host",
  secrets: "another service's secrets",
  containers: "the processes of all other containers",
  network: "control of the host's network",
};

/** What an attacker does, step by step. */
function thenThen([first, ...others]: readonly { readonly does: string }[]): Wording {
  return others.reduce((before, { does }) => said`${before}, then ${ours(does)}`, ours(first?.does ?? ""));
}

function* pathProblem(
  service: Container,
  goal: Goal,
  path: AttackPath | undefined,
  held: ReadonlyMap<Held, Standing>,
): Generator<ContainerProblem> {
  const used = path?.held.flatMap((one) => held.get(one) ?? []) ?? [];
  const chosen = used.filter((one) => one.chosen);
  const [first] = chosen;
  if (!path || !first || chosen.length < 2) return;
  const sure = used.every((one) => one.sure);
  const leads = said`leads to ${ours(ENDS[goal])} through ${listed(chosen.map(({ name }) => name))}`;
  yield {
    at: first.at,
    ...(goal === "network" ? { evidence: goal } : {}),
    level: sure && goal === "host" ? "error" : "warning",
    verdict: said`${sure ? leads : said`${leads}, if its user is root`}: an attacker ${thenThen(path.steps)}`,
    related: [
      ...chosen.map(({ at, name }, index) => ({ at, message: said`Link ${index + 1} of ${chosen.length}: ${name}.` })),
      ...inheritedFrom(service, first),
    ],
    fixes: chosen.flatMap(({ cut }) => cut ?? []),
    implies: [...new Set(chosen.flatMap(({ rules }) => rules))],
  };
}
