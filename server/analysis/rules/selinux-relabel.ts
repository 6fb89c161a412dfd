import { hostPathForm } from "../facts/host-path-form.ts";
import { classifyHostPath } from "../facts/host-paths.ts";
import { keepLabel } from "../fixes/mount.ts";
import { decidedAt } from "../model/mount.ts";
import { said } from "../text/wording.ts";
import { hostMounts, mountEvidence } from "../threats/mounted.ts";
import { rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";

export default rule({
  id: "selinux-relabel",
  keys: ["volumes"],
  group: "file system",
  level: "warning",
  docs: {
    title: "System directory relabelled",
    what: "`:z` or `:Z` (`bind.selinux` in the long form) makes the engine change the SELinux label of the mounted directory and of everything below it, on the host. It has no effect where SELinux is off.",
    why: "Programs of the host may no longer read their own files: `:Z` on `/home`, `/etc` or `/usr` locks users out and may leave a host that does not boot. Every container may read what was relabelled with `:z`.",
    instead:
      "Relabel directories that belong to the container alone. For a system directory, take an SELinux policy that lets the container read it, made with udica.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          backup:
            image: acme/backup:3.0
            volumes:
              - /home:/data:ro,Z`,
      good: yaml`
        services:
          backup:
            image: acme/backup:3.0
            volumes:
              - ./data:/data:ro,Z`,
    },
    references: [
      "https://docs.docker.com/engine/storage/bind-mounts/#configure-the-selinux-label",
      "https://github.com/containers/udica",
    ],
  },

  *check(service) {
    for (const { mount, path, shown } of hostMounts(service)) {
      if (mount.selinux === undefined || !isSystemDirectory(path)) continue;
      yield {
        of: decidedAt(mount, "selinux"),
        evidence: mountEvidence(path),
        verdict: said`has ${shown} of the host relabelled for SELinux (${mount.selinux})`,
        fixes: keepLabel(mount),
      };
    }
  },
});

/** Directories that programs of the host read beside what an attacker gains by them. */
const OTHERS: ReadonlySet<string> = new Set(["/usr", "/var", "/opt", "/srv", "/lib", "/bin", "/sbin", "~"]);

function isSystemDirectory(path: string): boolean {
  const facts = classifyHostPath(path);
  return (facts !== undefined && facts.severity !== "low") || OTHERS.has(hostPathForm(path) ?? "");
}
