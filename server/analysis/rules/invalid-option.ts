import { remove, replace } from "../fixes/remove.ts";
import type { SecurityOption } from "../model/service.ts";
import { rule } from "./rule.ts";
import { broughtIn, namedInside } from "./shared/naming.ts";

export default rule({
  id: "invalid-option",
  subject: "service",
  wall: "privileges",
  level: "warning",
  profile: "default",
  docs: {
    title: "Isolation setting that is refused",
    what: "A security option or a capability is written in a way that the engine does not know. Compose passes it on unread, and the engine then refuses to start the container.",
    why: "Whoever meets the refusal on a Friday evening takes the line out, and with it the wall that it was meant to be.",
    instead:
      "Write it as the engine reads it: `no-new-privileges:true`, `systempaths=unconfined`, `seccomp=FILE`, `apparmor=PROFILE`, `label=KEY:VALUE`, `writable-cgroups=true`, and capabilities by the names of capabilities(7), with or without `CAP_`.",
    example: {
      file: "compose.yaml",
      bad: "services:\n  app:\n    image: alpine:3.22\n    security_opt: [no_new_privileges:true]\n",
      good: "services:\n  app:\n    image: alpine:3.22\n    security_opt: [no-new-privileges:true]\n",
    },
    references: [
      "https://docs.docker.com/reference/compose-file/services/#security_opt",
      "https://github.com/moby/moby/blob/master/daemon/daemon_unix.go",
      "https://man7.org/linux/man-pages/man7/capabilities.7.html",
    ],
  },

  *check(service) {
    if (service.windows) return;
    for (const option of service.security.options) {
      if (option.valid) continue;
      const right = corrected(option);
      yield {
        at: option.at,
        evidence: option.text,
        message: `The engine refuses the security option "${option.text}" of ${namedInside(service)}.`,
        related: broughtIn(service, option),
        fixes: [right ? replace(option.text, right, option.at) : remove(option.text, option.at)],
      };
    }
    if (service.capabilities.bounding.state === "unknown") return;
    for (const listed of [...service.capabilities.added, ...service.capabilities.dropped]) {
      if (listed.value !== undefined) continue;
      const all = /^cap_all$/i.test(listed.text);
      yield {
        at: listed.at,
        evidence: listed.text,
        message: `The engine knows no capability "${listed.text}", which ${namedInside(service)} lists.`,
        related: broughtIn(service, listed),
        fixes: [all ? replace(listed.text, "ALL", listed.at) : remove(listed.text, listed.at)],
      };
    }
  },
});

/** What was surely meant, for the spellings that are met in the wild. */
function corrected({ text }: SecurityOption): string | undefined {
  const plain = text.toLowerCase().replace(/\s+/g, "").replaceAll("_", "-");
  if (/^no-?new-?priv(?:ilege)?s?(?:[:=](?:true|yes|on|1)?)?$/.test(plain)) return "no-new-privileges:true";
  if (plain === "systempaths:unconfined") return "systempaths=unconfined";
  if (/^writable-cgroups(?:[:=](?:true|yes|on|1)?)?$/.test(plain)) return "writable-cgroups=true";
  if (plain === "disable" || plain === "label-disable") return "label=disable";
  return undefined;
}
