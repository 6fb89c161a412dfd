import { readOnlyThroughout } from "../fixes/mount.ts";
import { hostMounts, mountEvidence } from "../threats/mounted.ts";
import { rule } from "./rule.ts";
import { broughtIn, named } from "./shared/naming.ts";

export default rule({
  id: "read-only-bypass",
  subject: "service",
  keys: ["volumes"],
  wall: "file system",
  level: "warning",
  profile: "default",
  docs: {
    title: "Read-only mount with writable parts",
    what: "A bind mount is `read_only` and has `bind.recursive: writable`: file systems that are mounted below it on the host stay writable in the container.",
    why: "The line reads as if nothing could be changed. Below `/`, for one, `/home`, `/var` or a USB disk may be mounts of their own, and all of them can be written to.",
    instead:
      "Set `recursive: readonly`, or leave it out: since Engine 25 and kernel 5.12 read-only mounts are so all the way down.",
    example: {
      file: "compose.yaml",
      bad: "services:\n  app:\n    image: acme/app:1.2\n    volumes:\n      - type: bind\n        source: ./data\n        target: /data\n        read_only: true\n        bind: { recursive: writable }\n",
      good: "services:\n  app:\n    image: acme/app:1.2\n    volumes:\n      - type: bind\n        source: ./data\n        target: /data\n        read_only: true\n        bind: { recursive: readonly }\n",
    },
    references: ["https://docs.docker.com/engine/storage/bind-mounts/#recursive-mounts"],
  },

  *check(service) {
    for (const { mount, path, shown } of hostMounts(service)) {
      if (!mount.readOnly || mount.recursive !== "writable") continue;
      yield {
        at: mount.at,
        evidence: mountEvidence(path),
        message: `${named(service)} may write to file systems below ${shown}, though the mount is read-only.`,
        related: broughtIn(service, mount),
        fixes: readOnlyThroughout(mount),
      };
    }
  },
});
