import type { CapabilityName } from "../facts/capabilities.ts";
import type { Engine } from "../facts/engine.ts";
import { modeOf } from "../facts/engine-modes.ts";
import { restingOn } from "../facts/image-profiles.ts";
import { removeCapability } from "../fixes/capability.ts";
import { startedProfile } from "../fixes/started-image.ts";
import type { Container, ListedCapability } from "../model/container.ts";
import { is } from "../model/setting.ts";
import { ours, said } from "../text/wording.ts";
import { rule } from "./rule.ts";
import { holdsNone } from "./shared/capability.ts";
import { yaml } from "./shared/example.ts";
import { namedInside } from "./shared/naming.ts";

export default rule({
  id: "inert-capability",
  keys: ["cap_add"],
  group: "capabilities",
  level: "hint",
  outranks: ["dangerous-capability"],
  docs: {
    title: "Capability without effect",
    what: "A capability is added that no process of the container can use. Docker sets no ambient capabilities, so a user other than root holds none of those in `cap_add`, and under `no-new-privileges` no program can regain them. NET_BIND_SERVICE is not needed for ports below 1024 in a network namespace of the container's own: Docker opens all ports there with `net.ipv4.ip_unprivileged_port_start=0`. Podman does neither, and nothing is reported of it.",
    why: "It does no harm by itself. It says that the program has a right that it has not, and it starts to count on the day when `user` or `no-new-privileges` is taken away.",
    fine: "Some images carry the capability on their program's file (caddy, vault): without it in `cap_add` that file cannot be started at all. Those that are known are not reported, nor is anything of an image that nobody knows where the engine would not give the capability by itself.",
    instead:
      "Remove it. `--fix` does so where the container has the capability all the same, or where no file of the image carries it, as its build file shows.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          web:
            image: nginx:1.29
            cap_drop: [ALL]
            cap_add: [CHOWN, SETGID, SETUID, NET_BIND_SERVICE]`,
      good: yaml`
        services:
          web:
            image: nginx:1.29
            cap_drop: [ALL]
            cap_add: [CHOWN, SETGID, SETUID]`,
    },
    references: [
      "https://man7.org/linux/man-pages/man7/capabilities.7.html",
      "https://github.com/moby/moby/pull/41030",
    ],
  },

  *check(service, engine) {
    if (!is(service.privileged, false)) return;
    const reported = new Set<string>();
    for (const added of service.capabilities.added) {
      const why = added.value === undefined ? undefined : reason(added, service, engine);
      if (!why || !added.value || reported.has(added.value) || fileNeeds(added, service, engine)) continue;
      reported.add(added.value);
      yield {
        of: added,
        evidence: added.value,
        message: said`${added.value} has no effect for ${namedInside(service)}: ${ours(why)}.`,
        fixes: [{ ...removeCapability(service, added), safe: isUnnoticed(added, service, engine) }],
        redundant: true,
      };
    }
  },
});

function reason({ value }: ListedCapability, service: Container, engine: Engine): string | undefined {
  if (value === "ALL") return undefined;
  if (holdsNone(service)) return "its user is not root, and nothing may gain new privileges";
  if (value !== "NET_BIND_SERVICE" || modeOf(engine).firstPort > 0) return undefined;
  // The program of an image that nobody knows may carry the capability on its file.
  const known = service.profile !== undefined && is(service.namespaces.net, "private");
  return known && !service.sysctls.has(PORT_START) ? "the engine lets every user open low ports there" : undefined;
}

const PORT_START = "net.ipv4.ip_unprivileged_port_start";

/**
 * Whether a file capability of the image's program is known to need it, or may, since a Dockerfile set one or nobody knows the image: execve(2) of such a
 * file fails with EPERM where the bounding set lacks what it asks for. What the engine gives anyway stays in the bounding set.
 */
function fileNeeds({ value }: ListedCapability, { profile, build, capabilities }: Container, engine: Engine): boolean {
  const needs = [profile?.asUser, profile?.asRoot].flatMap((one) =>
    one === undefined || one === "unknown" ? [] : one,
  );
  if (value === undefined || value === "ALL" || build !== undefined) return true;
  const isKnown = profile !== undefined || isGiven(value, capabilities, engine);
  return needs.some(({ name }) => name === value) || !isKnown;
}

/** Whether the container has the capability without asking for it. */
function isGiven(value: CapabilityName, { dropped }: Container["capabilities"], engine: Engine): boolean {
  return (
    modeOf(engine).defaultCapabilities.includes(value) &&
    !dropped.some((one) => one.value === "ALL" || one.value === value)
  );
}

/**
 * Whether no correct container can notice that the capability is gone: it is there all the same, or the image's build file and start script were read, or it
 * was tried, and no file of it carries the capability.
 */
function isUnnoticed({ value }: ListedCapability, service: Container, engine: Engine): boolean {
  if (value !== undefined && value !== "ALL" && isGiven(value, service.capabilities, engine)) return true;
  const profile = startedProfile(service);
  const evidence = profile && restingOn(profile, ["build", "start"]);
  return profile?.asUser !== "unknown" && (evidence === "tried" || evidence === "read");
}
