import { remove } from "../fixes/remove.ts";
import { is } from "../model/setting.ts";
import { rule } from "./rule.ts";
import { broughtIn, named } from "./shared/naming.ts";

export default rule({
  id: "seccomp-unconfined",
  subject: "service",
  keys: ["security_opt"],
  wall: "privileges",
  level: "warning",
  profile: "default",
  docs: {
    title: "System call filter off",
    what: "`seccomp=unconfined` runs the container without the engine's filter of system calls. The default profile lets through what programs need and refuses the rest: `keyctl`, `userfaultfd`, `io_uring`, new user namespaces and dozens more.",
    why: "Flaws in rarely used parts of the kernel are how containers are left. Without the filter a process makes a user namespace of its own, holds all capabilities in it and from there reaches code that was written for root only (CVE-2022-0185); `io_uring`, `userfaultfd` and AF_ALG sockets (CVE-2026-31431) are open as well.",
    fine: "Debuggers and sandboxes of old browsers once needed it; on kernels since 4.8 the default profile lets `ptrace` through.",
    instead:
      "Remove it. Where a program is refused one call, give it the capability that unlocks the call, or a profile of its own (`seccomp=./profile.json`) made from the default one.",
    example: {
      file: "compose.yaml",
      bad: "services:\n  app:\n    image: acme/app:1.2\n    security_opt: [seccomp=unconfined]\n",
      good: "services:\n  app:\n    image: acme/app:1.2\n    security_opt: [no-new-privileges=true]\n",
    },
    references: [
      "https://docs.docker.com/engine/security/seccomp/",
      "https://github.com/moby/profiles/blob/main/seccomp/default.json",
    ],
  },

  *check(service) {
    const { seccomp } = service.security;
    if (service.windows || is(service.privileged, true) || !is(seccomp, "unconfined")) return;
    yield {
      at: seccomp.at,
      message: `${named(service)} runs without a seccomp filter: every system call is open to it.`,
      related: broughtIn(service, seccomp),
      fixes: [remove("seccomp=unconfined", seccomp.at)],
    };
  },
});
