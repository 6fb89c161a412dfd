import { dropAll } from "../fixes/least-privilege.ts";
import { missingHardening } from "../model/hardening.ts";
import { rule } from "./rule.ts";
import { named } from "./shared/naming.ts";

export default rule({
  id: "default-capabilities",
  subject: "service",
  wall: "capabilities",
  level: "info",
  profile: "strict",
  docs: {
    title: "Default capabilities kept",
    what: "The container keeps the engine's default set of capabilities: CHOWN, DAC_OVERRIDE, FOWNER, FSETID, KILL, SETGID, SETUID, SETPCAP, NET_BIND_SERVICE, NET_RAW, SYS_CHROOT, MKNOD, AUDIT_WRITE and SETFCAP. Root in the container holds all of them.",
    why: "NET_RAW answers other containers' ARP requests and reads their traffic on a shared bridge; DAC_OVERRIDE, CHOWN and FOWNER write to any file that is mounted in; MKNOD with a device rule opens the host's disk.",
    fine: "An empty `cap_drop` is a choice and is not reported.",
    instead: "Drop all and add what the program needs. Many need nothing at all once they do not start as root.",
    example: {
      file: "compose.yaml",
      bad: "services:\n  cache:\n    image: redis:8.2\n",
      good: "services:\n  cache:\n    image: redis:8.2\n    cap_drop: [ALL]\n    cap_add: [SETGID, SETUID, CHOWN]\n",
    },
    references: [
      "https://docs.docker.com/engine/security/#linux-kernel-capabilities",
      "https://github.com/moby/moby/blob/master/daemon/pkg/oci/caps/defaults.go",
    ],
  },

  *check(service) {
    if (service.kind === "pre_start" || !missingHardening(service).has("capabilities")) return;
    yield {
      at: service.at,
      message: `${named(service)} keeps the engine's default capabilities.`,
      fixes: () => [dropAll(service)],
    };
  },
});
