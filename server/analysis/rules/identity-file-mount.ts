import { mountReadOnly, removeMount } from "../fixes/mount.ts";
import { said } from "../text/wording.ts";
import { hostMounts } from "../threats/mounted.ts";
import { rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";

export default rule({
  id: "identity-file-mount",
  keys: ["volumes"],
  group: "file system",
  level: "warning",
  docs: {
    title: "Writable mount over an identity file",
    what: "A file of the host is mounted writable over `/etc/passwd`, `shadow`, `group`, `sudoers` or `ld.so.preload` of the container.",
    why: "Who may write to it makes an account with uid 0, gives itself every right with sudo, or has a library loaded into every program; and the change outlives the container, for the next one and for whoever else uses that file.",
    fine: "Mounting `passwd` and `group` read-only, so that a number gets a name, is harmless.",
    instead: "Add `:ro`, or put the accounts into the image.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          app:
            image: acme/app:1.2
            volumes:
              - ./passwd:/etc/passwd`,
      good: yaml`
        services:
          app:
            image: acme/app:1.2
            volumes:
              - ./passwd:/etc/passwd:ro`,
    },
    references: [
      "https://man7.org/linux/man-pages/man5/passwd.5.html",
      "https://man7.org/linux/man-pages/man8/ld.so.8.html",
    ],
  },

  *check(service) {
    for (const { mount, shown } of hostMounts(service)) {
      if (mount.readOnly || !IDENTITY.test(mount.target)) continue;
      yield {
        of: mount,
        evidence: mount.target,
        verdict: said`may write to ${shown}, which is its ${mount.target}`,
        fixes: [...mountReadOnly(mount), removeMount(mount)],
      };
    }
  },
});

const IDENTITY = /^\/etc\/(?:passwd-?|shadow-?|group-?|gshadow-?|sudoers|sudoers\.d(?:\/[^/]*)?|ld\.so\.preload)$/;
