import { said } from "../text/wording.ts";
import { rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";

export default rule({
  id: "allow-without-reason",
  group: "suppression",
  level: "info",
  profile: "strict",
  docs: {
    title: "Finding allowed without a reason",
    what: "A comment `# bulkhead: allow ID` has no ` -- reason` behind it.",
    why: "Nobody can tell later whether the risk was weighed, or the finding was only in the way. An allowed hazard whose reason has gone is found by the reason.",
    instead: "Write why it is needed: `# bulkhead: allow host-network -- answers DHCP requests`.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          dhcp:
            image: acme/dhcp:1.0
            network_mode: host # bulkhead: allow host-network`,
      good: yaml`
        services:
          dhcp:
            image: acme/dhcp:1.0
            network_mode: host # bulkhead: allow host-network -- answers DHCP requests`,
    },
    references: [],
  },

  *checkAllow(allow) {
    if (allow.reason !== undefined) return;
    const ids = allow.rules.map(({ id }) => id).join(", ");
    yield { at: allow.at, evidence: ids, message: said`No reason is given for allowing ${ids}.` };
  },
});
