import { GUARDED_CALLS } from "../facts/seccomp.ts";
import { remove } from "../fixes/remove.ts";
import type { SeccompProfile } from "../model/seccomp.ts";
import { knownValue } from "../model/setting.ts";
import { ours, type Part, type Said, said } from "../text/wording.ts";
import { rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";

export default rule({
  id: "weak-seccomp-profile",
  keys: ["security_opt"],
  group: "privileges",
  level: "warning",
  docs: {
    title: "Weak seccomp profile",
    what: "`security_opt` names a seccomp profile of the project's own, and the file opens more than the engine's default profile: it allows by default, or it allows `mount`, `unshare`, `bpf`, `keyctl`, `io_uring_setup`, `open_by_handle_at` and their like without a condition on capabilities. A file that is missing or is no profile is reported too, since Compose then starts nothing.",
    why: "These system calls are kept closed because flaws in them have led out of containers: `unshare` opens a user namespace with every capability in it and so the kernel code behind them (CVE-2022-0185), `keyctl` CVE-2016-0728, `io_uring` CVE-2022-29582.",
    fine: "A browser's sandbox needs `unshare` and `clone`; a profile that adds just these is a choice that a comment may allow.",
    instead:
      "Start from Docker's default profile, and add single system calls with `includes.caps` where a capability is to open them.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          app:
            image: acme/app:1.2
            security_opt:
              - seccomp:./no-such-profile.json`,
      good: yaml`
        services:
          app:
            image: acme/app:1.2
            security_opt:
              - seccomp:builtin`,
    },
    references: [
      "https://docs.docker.com/engine/security/seccomp/",
      "https://github.com/moby/profiles/blob/main/seccomp/default.json",
      "https://nvd.nist.gov/vuln/detail/CVE-2022-0185",
    ],
  },

  *check(service) {
    const { seccomp, seccompProfile } = service.security;
    const path = knownValue(seccomp);
    const weakness = seccompProfile && weaknessOf(seccompProfile);
    if (path === undefined || weakness === undefined) return;
    yield {
      of: seccomp,
      verdict: said`has the seccomp profile ${path}: it ${ours(weakness)}`,
      fixes: [remove(`seccomp=${path}`, seccomp.at)],
    };
  },
});

const NAMED_CALLS = 4;

function weaknessOf(profile: SeccompProfile): Said | undefined {
  if (profile.state === "missing") return "cannot be read";
  if (profile.state === "invalid") return "is no seccomp profile";
  const { allowsByDefault, allowed, restricted } = profile;
  if (allowsByDefault) {
    const open = GUARDED_CALLS.filter((name) => !restricted.has(name));
    return open.length === 0 ? undefined : said`allows what it does not name, such as ${some(open)}`;
  }
  const open = GUARDED_CALLS.filter((name) => allowed.has(name));
  return open.length === 0 ? undefined : said`allows ${some(open)} without a condition`;
}

function some(names: readonly string[]): Part {
  const others = names.length - NAMED_CALLS;
  return others > 1 ? said`${names.slice(0, NAMED_CALLS).join(", ")} and ${others} more` : names.join(", ");
}
