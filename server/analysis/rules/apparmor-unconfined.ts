import { apparmor } from "../walls/security-modules.ts";
import { yaml } from "./shared/example.ts";
import { openedWall } from "./shared/wall-rule.ts";

export default openedWall({
  id: "apparmor-unconfined",
  keys: ["security_opt"],
  group: "privileges",
  level: "warning",
  opened: apparmor,
  removes: "apparmor=unconfined",
  docs: {
    title: "AppArmor off",
    what: "`apparmor=unconfined` takes away the profile `docker-default`, which the engine loads on Debian, Ubuntu and SUSE. The profile forbids mounting, writing below `/proc` and `/sys`, and tracing processes outside the container.",
    why: "It is the second lock on many doors: with SYS_ADMIN, a mount of the host's disk or of a cgroup hierarchy is only stopped by this profile; with `pid: host`, the environment and files of host processes are; with unmasked paths, `/proc/sys/kernel/core_pattern` is.",
    fine: "Programs that mount, such as FUSE file systems. A profile that allows just this mount is better.",
    instead: "Remove it, or name a profile of your own: `apparmor=PROFILE`.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          app:
            image: acme/app:1.2
            security_opt: [apparmor=unconfined]`,
      good: yaml`
        services:
          app:
            image: acme/app:1.2
            security_opt: [apparmor=acme-app]`,
    },
    references: [
      "https://docs.docker.com/engine/security/apparmor/",
      "https://github.com/moby/profiles/blob/main/apparmor/template.go",
    ],
  },
});
