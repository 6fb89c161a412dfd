import { addNoNewPrivileges } from "../fixes/new-privileges.ts";
import { missingHardening } from "../model/hardening.ts";
import { rule } from "./rule.ts";
import { named } from "./shared/naming.ts";

export default rule({
  id: "privilege-escalation",
  subject: "service",
  wall: "privileges",
  level: "info",
  profile: "strict",
  docs: {
    title: "Set-user-ID programs work",
    what: "Without `no-new-privileges:true`, a program with a set-user-ID bit or file capabilities gives its caller more rights than the caller has.",
    why: "An attacker who runs code as a plain user becomes root in the container through `su`, `mount`, `newgrp` or any other such program with a flaw or a weak password, and from then on holds the container's capabilities.",
    fine: "Images whose program is started with file capabilities (caddy, vault), and those that use sudo. Entry points that give root up, with gosu or su-exec, work with it.",
    instead: "Set `security_opt: [no-new-privileges:true]`.",
    example: {
      file: "compose.yaml",
      bad: "services:\n  cache:\n    image: redis:8.2\n",
      good: "services:\n  cache:\n    image: redis:8.2\n    security_opt: [no-new-privileges:true]\n",
    },
    references: [
      "https://docs.kernel.org/userspace-api/no_new_privs.html",
      "https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html",
    ],
  },

  *check(service) {
    if (service.kind === "pre_start" || !missingHardening(service).has("privileges")) return;
    const message = `${named(service)} may gain new privileges through set-user-ID programs.`;
    yield { at: service.at, message, fixes: () => addNoNewPrivileges(service) };
  },
});
