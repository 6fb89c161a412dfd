import { newPrivileges } from "../walls/new-privileges.ts";
import { yaml } from "./shared/example.ts";
import { undecidedWall } from "./shared/wall-rule.ts";

export default undecidedWall({
  id: "privilege-escalation",
  group: "privileges",
  undecided: newPrivileges,
  docs: {
    title: "Set-user-ID programs work",
    what: "Without `no-new-privileges:true`, a program with a set-user-ID bit or file capabilities gives its caller more rights than the caller has.",
    why: "An attacker who runs code as a plain user becomes root in the container through `su`, `mount`, `newgrp` or any other such program with a flaw or a weak password, and from then on holds the container's capabilities.",
    fine: "Images whose program is started with file capabilities (caddy, vault), and those that use sudo. Entry points that give root up, with gosu or su-exec, work with it.",
    instead:
      "Set `security_opt: [no-new-privileges:true]`. `--fix` does so for published images that were tried with it, or whose build file was read and holds nothing that has to gain privileges, since nothing in them can notice; a command or health check of the file that calls `sudo`, `su` or `ping` keeps it from that.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          cache:
            image: redis:8.2`,
      good: yaml`
        services:
          cache:
            image: redis:8.2
            security_opt: [no-new-privileges:true]`,
    },
    references: [
      "https://docs.kernel.org/userspace-api/no_new_privs.html",
      "https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html",
    ],
  },
});
