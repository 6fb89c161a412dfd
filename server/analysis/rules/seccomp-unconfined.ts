import { remove } from "../fixes/remove.ts";
import { saidOf } from "../model/daemon.ts";
import { seccomp } from "../walls/seccomp.ts";
import { rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";
import { openedWall } from "./shared/wall-rule.ts";

export default rule({
  ...openedWall({
    id: "seccomp-unconfined",
    keys: ["security_opt"],
    group: "privileges",
    level: "warning",
    opened: seccomp,
    removes: "seccomp=unconfined",
    docs: {
      title: "System call filter off",
      what: "`seccomp=unconfined` runs the container without the engine's filter of system calls. The default profile lets through what programs need and refuses the rest: `keyctl`, `userfaultfd`, `io_uring`, new user namespaces and dozens more. `seccomp-profile` of `daemon.json` does so to every container of the host that names no profile.",
      why: "Flaws in rarely used parts of the kernel are how containers are left. Without the filter a process makes a user namespace of its own, holds all capabilities in it and from there reaches code that was written for root only (CVE-2022-0185); `io_uring`, `userfaultfd` and AF_ALG sockets (CVE-2026-31431) are open as well.",
      fine: "Debuggers and sandboxes of old browsers once needed it; on kernels since 4.8 the default profile lets `ptrace` through.",
      instead:
        "Remove it. Where a program is refused one call, give it the capability that unlocks the call, or a profile of its own (`seccomp=./profile.json`) made from the default one.",
      example: {
        file: "compose.yaml",
        bad: yaml`
        services:
          app:
            image: acme/app:1.2
            security_opt: [seccomp=unconfined]`,
        good: yaml`
        services:
          app:
            image: acme/app:1.2
            security_opt: [no-new-privileges=true]`,
      },
      references: [
        "https://docs.docker.com/engine/security/seccomp/",
        "https://github.com/moby/profiles/blob/main/seccomp/default.json",
      ],
    },
  }),

  *checkDaemon(daemon) {
    const said = saidOf(daemon, "seccomp-profile");
    if (said?.value !== "unconfined") return;
    yield {
      at: said.at,
      evidence: "daemon",
      message: "Docker's daemon gives every container that names no profile no filter of system calls.",
      fixes: [remove("seccomp-profile", said.at)],
    };
  },
});
