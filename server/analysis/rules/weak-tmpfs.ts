import { withoutOptions } from "../fixes/mount.ts";
import { rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";

export default rule({
  id: "weak-tmpfs",
  keys: ["tmpfs"],
  group: "file system",
  level: "info",
  docs: {
    title: "tmpfs without its locks",
    what: "Docker mounts a tmpfs `noexec`, `nosuid` and `nodev`, Podman `nosuid` and `nodev`. An entry takes one of them away with `exec`, `suid` or `dev`.",
    why: "An attacker who may write anywhere at all puts a downloaded program there and runs it; with `suid` or `dev`, root in the container leaves a set-user-ID program or a device node behind for others.",
    fine: "Programs that load what they unpacked (JNA, some just-in-time compilers, Python wheels) need `exec` on their temporary directory.",
    instead: "Leave the flag out.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          app:
            image: acme/app:1.2
            tmpfs:
              - /tmp:exec`,
      good: yaml`
        services:
          app:
            image: acme/app:1.2
            tmpfs:
              - /tmp:size=64m`,
    },
    references: [
      "https://docs.docker.com/engine/storage/tmpfs/",
      "https://docs.docker.com/reference/compose-file/services/#tmpfs",
    ],
  },

  *check(service) {
    for (const mount of service.mounts) {
      const flags = mount.from === "tmpfs" ? mount.options.filter((option) => /^(?:exec|suid|dev)$/.test(option)) : [];
      if (flags.length === 0) continue;
      yield {
        of: mount,
        evidence: mount.target,
        verdict: `has a tmpfs at ${mount.target} with ${flags.join(" and ")}`,
        fixes: withoutOptions(mount, flags),
      };
    }
  },
});
