import { CAPABILITIES, type Capability, capability, capabilityMask, DOCKER_DEFAULT } from "../../facts/capabilities.ts";
import { type Card, codeList } from "./card.ts";

const RISKS: Readonly<Record<Capability["risk"], string>> = {
  critical: "⚠ critical",
  high: "⚠ high risk",
  medium: "medium risk",
  low: "low risk",
  none: "no known risk",
};

/** The manual page from which all capabilities are taken. */
const MANUAL = "https://man7.org/linux/man-pages/man7/capabilities.7.html";

/** What a capability permits, in whatever spelling the Engine takes; `list` is the key it stands in. Undefined for an unknown name. */
export function capabilityCard(text: string, list: "cap_add" | "cap_drop"): Card | undefined {
  if (text.toUpperCase() === "ALL") return list === "cap_add" ? ALL_ADDED : ALL_DROPPED;
  const known = capability(text);
  if (!known) return undefined;
  return {
    title: `CAP_${known.name}`,
    facts: [RISKS[known.risk], known.dockerDefault ? "in Docker's default set" : "not in Docker's default set"],
    text: known.permits,
    parts: [
      ["Attacker", techniqueOf(known)],
      ["Unlocks", unlocks(known)],
      ["Who needs it", needs(known)],
      [list === "cap_add" ? "Safer" : "Without it", list === "cap_add" ? known.saferAlternative : dropped(known)],
    ],
    links: [MANUAL],
    specific: true,
  };
}

function techniqueOf({ technique, cves }: Capability): string {
  return cves.length > 0 ? `${technique.replace(/\.$/, "")} (${cves.join(", ")})` : technique;
}

function unlocks({ unlocks: calls }: Capability): string | undefined {
  const list = codeList(calls, 6);
  return list && `Docker's seccomp profile then lets these system calls through: ${list}.`;
}

function needs({ legitimateUse, programs }: Capability): string {
  return programs.length > 0
    ? `${legitimateUse.replace(/\.$/, "")}: ${programs.slice(0, 4).join(", ")}`
    : legitimateUse;
}

function dropped({ dockerDefault, programs }: Capability): string {
  if (!dockerDefault) return "A container has it only where it was added, so dropping it by name changes nothing.";
  return programs.length > 0 ? "The programs named above fail where they use it." : "Nothing common is known to fail.";
}

const ALL_ADDED: Card = {
  title: "ALL capabilities",
  facts: ["⚠ critical", `mask \`${capabilityMask(CAPABILITIES.map(({ name }) => name))}\``],
  text: "Grants every capability that the kernel knows. It is read before `cap_drop`: only what is dropped by name is taken away again, and `cap_drop: [ALL]` beside it does nothing.",
  parts: [
    [
      "Attacker",
      "SYS_ADMIN, SYS_MODULE, SYS_PTRACE, SYS_RAWIO and DAC_READ_SEARCH are among them, and Docker's seccomp profile opens for each",
    ],
    ["Safer", "Name the capabilities that the program asks for"],
  ],
  links: [MANUAL],
  specific: true,
};

const ALL_DROPPED: Card = {
  title: "ALL capabilities",
  facts: ["recommended"],
  text: `Takes away Docker's default set of ${DOCKER_DEFAULT.length} (mask \`${capabilityMask(DOCKER_DEFAULT)}\`): ${DOCKER_DEFAULT.join(", ")}.`,
  parts: [
    ["Then", "Give back by `cap_add` what the image needs; a name in both lists is granted"],
    [
      "Breaks",
      "Entrypoints that change owners or switch users need CHOWN, SETUID, SETGID and often DAC_OVERRIDE, unless `user` is set",
    ],
  ],
  links: [MANUAL],
  specific: true,
};
