import { type Capability, capability, isInitialOnly } from "../facts/capabilities.ts";
import { modeOf } from "../facts/engine-modes.ts";
import { isVpnImage } from "../facts/vpn-images.ts";
import { removeCapability } from "../fixes/capability.ts";
import { readCapabilities } from "../fixes/needed-capabilities.ts";
import { isMeant } from "../fixes/purpose.ts";
import type { Container } from "../model/container.ts";
import { is, knownValue } from "../model/setting.ts";
import { ours, said, type Wording } from "../text/wording.ts";
import { rule } from "./rule.ts";
import { capabilityLevel, holdsNone } from "./shared/capability.ts";
import { yaml } from "./shared/example.ts";
import { asPlainText, named } from "./shared/naming.ts";

export default rule({
  id: "dangerous-capability",
  keys: ["cap_add"],
  group: "capabilities",
  level: "warning",
  docs: {
    title: "Dangerous capability",
    what: "`cap_add` grants a capability beyond the engine's default set. With Docker it belongs to root in the container, and a user who is not root regains it through a set-user-ID program, unless `no-new-privileges` is set; Podman gives it to any user at once. Where the engine maps the users of containers, it reaches what the container's own user namespace owns. Most of them also open system calls that the seccomp profile keeps closed otherwise.",
    why: "It depends on the capability, and the message names the technique. SYS_MODULE, SYS_RAWIO and DAC_READ_SEARCH are the host's by themselves. SYS_ADMIN is, where neither AppArmor nor SELinux confines the container. Others, such as SYS_PTRACE or NET_ADMIN, need one thing more: a shared namespace, a device, a flaw in a part of the kernel that they open.",
    fine: "VPN and router images need NET_ADMIN, debuggers SYS_PTRACE, time servers SYS_TIME. What an image is known to be for is an info, as NET_ADMIN of a VPN. Capabilities that harm nobody are not reported, nor those of small risk that the image is known to need, as Vault's does IPC_LOCK.",
    instead:
      "Remove it, or grant the smaller one: BPF and PERFMON instead of SYS_ADMIN for tracing, a sysctl or a device instead of NET_ADMIN.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          probe:
            image: alpine:3.22
            cap_add: [SYS_ADMIN]`,
      good: yaml`
        services:
          probe:
            image: alpine:3.22
            cap_drop: [ALL]
            cap_add: [NET_BIND_SERVICE]`,
    },
    references: [
      "https://man7.org/linux/man-pages/man7/capabilities.7.html",
      "https://github.com/moby/profiles/blob/main/seccomp/default.json",
      "https://seclists.org/oss-sec/2014/q2/565",
    ],
  },

  *check(service, engine) {
    if (is(service.privileged, true) || holdsNone(service)) return;
    const reported = new Set<string>();
    const usual = modeOf(engine).defaultCapabilities;
    for (const added of service.capabilities.added) {
      const facts = added.value === undefined || added.value === "ALL" ? undefined : capability(added.value);
      if (!facts || usual.includes(facts.name) || reported.has(facts.name)) continue;
      const grave = capabilityLevel(facts, service, engine);
      // Whoever runs a VPN means to give it what a VPN needs. An error stays one, whatever it is for.
      const level = grave === "warning" && isMeantFor(service, facts) ? "info" : grave;
      // A small risk that the image is known not to work without is no news to anybody.
      const isNeeded = grave === "info" && readCapabilities(service)?.names.includes(facts.name) === true;
      if (!level || isNeeded) continue;
      reported.add(facts.name);
      const root = knownValue(service.user)?.root;
      const isHeld = root === true || service.capabilities.ambient.includes(facts.name);
      const granted = said`${named(service)} is granted ${facts.name}`;
      const held = isHeld
        ? granted
        : root === false
          ? said`${granted}, though its user is not root`
          : said`${granted}, if its user is root`;
      const gained = said`${held}. An attacker ${ours(asPlainText(technique(facts)))}`;
      yield {
        of: added,
        evidence: facts.name,
        level,
        ...(isInitialOnly(facts.name) ? { takes: "host root" as const } : {}),
        message: facts.unlocks.length === 0 ? gained : said`${gained} ${unlocked(facts)}`,
        fixes: [removeCapability(service, added)],
      };
    }
  },
});

/** Whether the image is known to be for it, or is by its name a VPN, which makes interfaces and routes. */
function isMeantFor(service: Container, { name }: Capability): boolean {
  const isVpn = name === "NET_ADMIN" && isVpnImage(knownValue(service.image)?.repository ?? "");
  return isVpn || isMeant(service, { capability: name });
}

/** The first sentence of the technique, in the middle of another; the whole of it stands in the hover. */
function technique({ technique: text }: Capability): string {
  const end = text.indexOf(". ");
  const first = end < 0 ? text : text.slice(0, end + 1);
  return first.charAt(0).toLowerCase() + first.slice(1);
}

const NAMED_CALLS = 4;

function unlocked({ unlocks }: Capability): Wording {
  const others = unlocks.length - NAMED_CALLS;
  if (others > 1)
    return said`It unlocks the system calls ${unlocks.slice(0, NAMED_CALLS).join(", ")} and ${others} more.`;
  const names = unlocks.join(", ");
  return unlocks.length === 1
    ? said`It unlocks the system call ${names}.`
    : said`It unlocks the system calls ${names}.`;
}
