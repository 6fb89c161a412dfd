import { readOnlyThroughout } from "../fixes/mount.ts";
import { decidedAt } from "../model/mount.ts";
import { said } from "../text/wording.ts";
import { hostMounts, mountEvidence } from "../threats/mounted.ts";
import { rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";

export default rule({
  id: "read-only-bypass",
  keys: ["volumes"],
  group: "file system",
  level: "warning",
  docs: {
    title: "Read-only mount with writable parts",
    what: "A bind mount is `read_only` and has `bind.recursive: writable`: file systems that are mounted below it on the host stay writable in the container.",
    why: "The line reads as if nothing could be changed. Below `/`, for one, `/home`, `/var` or a USB disk may be mounts of their own, and all of them can be written to.",
    instead:
      "Set `recursive: readonly`, or leave it out: since Engine 25 and kernel 5.12 read-only mounts are so all the way down.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          app:
            image: acme/app:1.2
            volumes:
              - type: bind
                source: ./data
                target: /data
                read_only: true
                bind: { recursive: writable }`,
      good: yaml`
        services:
          app:
            image: acme/app:1.2
            volumes:
              - type: bind
                source: ./data
                target: /data
                read_only: true
                bind: { recursive: readonly }`,
    },
    references: ["https://docs.docker.com/engine/storage/bind-mounts/#recursive-mounts"],
  },

  *check(service) {
    for (const { mount, path, shown } of hostMounts(service)) {
      if (!mount.readOnly || mount.recursive !== "writable") continue;
      yield {
        of: decidedAt(mount, "recursive"),
        evidence: mountEvidence(path),
        verdict: said`may write to file systems below ${shown}, though the mount is read-only`,
        fixes: readOnlyThroughout(mount),
      };
    }
  },
});
