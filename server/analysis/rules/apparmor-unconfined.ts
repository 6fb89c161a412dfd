import { remove } from "../fixes/remove.ts";
import { is, isWritten } from "../model/setting.ts";
import { rule } from "./rule.ts";
import { broughtIn, named } from "./shared/naming.ts";

export default rule({
  id: "apparmor-unconfined",
  subject: "service",
  keys: ["security_opt"],
  wall: "privileges",
  level: "warning",
  profile: "default",
  docs: {
    title: "AppArmor off",
    what: "`apparmor=unconfined` takes away the profile `docker-default`, which the engine loads on Debian, Ubuntu and SUSE. The profile forbids mounting, writing below `/proc` and `/sys`, and tracing processes outside the container.",
    why: "It is the second lock on many doors: with SYS_ADMIN, a mount of the host's disk or of a cgroup hierarchy is only stopped by this profile; with `pid: host`, the environment and files of host processes are; with unmasked paths, `/proc/sys/kernel/core_pattern` is.",
    fine: "Programs that mount, such as FUSE file systems. A profile that allows just this mount is better.",
    instead: "Remove it, or name a profile of your own: `apparmor=PROFILE`.",
    example: {
      file: "compose.yaml",
      bad: "services:\n  app:\n    image: acme/app:1.2\n    security_opt: [apparmor=unconfined]\n",
      good: "services:\n  app:\n    image: acme/app:1.2\n    security_opt: [apparmor=acme-app]\n",
    },
    references: [
      "https://docs.docker.com/engine/security/apparmor/",
      "https://github.com/moby/profiles/blob/main/apparmor/template.go",
    ],
  },

  *check(service) {
    const { apparmor } = service.security;
    if (service.windows || is(service.privileged, true) || !isWritten(apparmor) || !is(apparmor, "unconfined")) return;
    yield {
      at: apparmor.at,
      message: `${named(service)} runs without an AppArmor profile.`,
      related: broughtIn(service, apparmor),
      fixes: [remove("apparmor=unconfined", apparmor.at)],
    };
  },
});
