import { capabilities } from "../walls/capabilities.ts";
import { yaml } from "./shared/example.ts";
import { undecidedWall } from "./shared/wall-rule.ts";

export default undecidedWall({
  id: "default-capabilities",
  group: "capabilities",
  undecided: capabilities,
  docs: {
    title: "Default capabilities kept",
    what: "The container keeps the engine's default set of capabilities: CHOWN, DAC_OVERRIDE, FOWNER, FSETID, KILL, SETGID, SETUID, SETPCAP, NET_BIND_SERVICE, NET_RAW, SYS_CHROOT, MKNOD, AUDIT_WRITE and SETFCAP. Root in the container holds all of them.",
    why: "NET_RAW answers other containers' ARP requests and reads their traffic on a shared bridge; DAC_OVERRIDE, CHOWN and FOWNER write to any file that is mounted in; MKNOD with a device rule opens the host's disk.",
    fine: "An empty `cap_drop` is a choice and is not reported.",
    instead: "Drop all and add what the program needs. Many need nothing at all once they do not start as root.",
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
            cap_drop: [ALL]
            cap_add: [SETGID, SETUID, CHOWN]`,
    },
    references: [
      "https://docs.docker.com/engine/security/#linux-kernel-capabilities",
      "https://github.com/moby/moby/blob/master/daemon/pkg/oci/caps/defaults.go",
    ],
  },
});
