import { hostPathForm } from "../facts/host-path-form.ts";
import { classifyHostPath } from "../facts/host-paths.ts";
import { keepLabel } from "../fixes/mount.ts";
import { hostMounts, mountEvidence } from "../threats/mounted.ts";
import { rule } from "./rule.ts";
import { broughtIn, named } from "./shared/naming.ts";

export default rule({
  id: "selinux-relabel",
  subject: "service",
  keys: ["volumes"],
  wall: "file system",
  level: "warning",
  profile: "default",
  docs: {
    title: "System directory relabelled",
    what: "`:z` or `:Z` (`bind.selinux` in the long form) makes the engine change the SELinux label of the mounted directory and of everything below it, on the host. It has no effect where SELinux is off.",
    why: "Programs of the host may no longer read their own files: `:Z` on `/home`, `/etc` or `/usr` locks users out and may leave a host that does not boot. Every container may read what was relabelled with `:z`.",
    instead:
      "Relabel directories that belong to the container alone. For a system directory, take an SELinux policy that lets the container read it, made with udica.",
    example: {
      file: "compose.yaml",
      bad: "services:\n  backup:\n    image: acme/backup:3.0\n    volumes:\n      - /home:/data:ro,Z\n",
      good: "services:\n  backup:\n    image: acme/backup:3.0\n    volumes:\n      - ./data:/data:ro,Z\n",
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
        at: mount.at,
        evidence: mountEvidence(path),
        message: `${named(service)} has ${shown} of the host relabelled for SELinux (${mount.selinux}).`,
        related: broughtIn(service, mount),
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
