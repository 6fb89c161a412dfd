import { keepPrivate, removeMount } from "../fixes/mount.ts";
import { decidedAt } from "../model/mount.ts";
import { said } from "../text/wording.ts";
import { hostMount, mountEvidence } from "../threats/mounted.ts";
import { rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";
import { namedInside } from "./shared/naming.ts";

export default rule({
  id: "mount-propagation",
  keys: ["volumes"],
  group: "file system",
  level: "warning",
  docs: {
    title: "Mounts that spread to the host",
    what: "A bind mount has `shared` or `rshared` propagation: what the container mounts below it appears on the host and in other containers that mount the place.",
    why: "A container that may mount, with SYS_ADMIN, lays a file system of its own over directories of the host: over `/etc/cron.d` below a shared `/`, for one. Without propagation its mounts stay its own.",
    fine: "Storage drivers and FUSE file systems that mount on behalf of the host. `slave` and `rslave` carry mounts into the container only.",
    instead: "Leave it out: `rprivate` is the default. `rslave` shows the host's later mounts without the way back.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          fuse:
            image: acme/fuse:1.0
            volumes:
              - ./mnt:/mnt:rshared`,
      good: yaml`
        services:
          fuse:
            image: acme/fuse:1.0
            volumes:
              - ./mnt:/mnt:rslave`,
    },
    references: [
      "https://docs.docker.com/engine/storage/bind-mounts/#configure-bind-propagation",
      "https://docs.kernel.org/filesystems/sharedsubtree.html",
    ],
  },

  *check(service) {
    for (const mount of service.mounts) {
      if (mount.propagation !== "shared" && mount.propagation !== "rshared") continue;
      const [known] = hostMount(mount);
      // Which directory a variable names does not change what spreads.
      const path = known?.path ?? mount.target;
      const shown = known?.shown ?? mount.target;
      yield {
        of: decidedAt(mount, "propagation"),
        evidence: mountEvidence(path),
        message: said`What ${namedInside(service)} mounts below ${shown} appears on the host: its propagation is ${mount.propagation}.`,
        fixes: [...keepPrivate(mount), removeMount(mount)],
      };
    }
  },
});
