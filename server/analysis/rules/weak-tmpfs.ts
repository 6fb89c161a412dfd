import { withoutOptions } from "../fixes/mount.ts";
import { is } from "../model/setting.ts";
import { listed, said } from "../text/wording.ts";
import { rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";

export default rule({
  id: "weak-tmpfs",
  keys: ["tmpfs"],
  group: "file system",
  level: "info",
  docs: {
    title: "tmpfs without its locks",
    what: "Docker mounts a tmpfs `noexec`, `nosuid` and `nodev`, Podman `nosuid` and `nodev`. An entry takes one of them away with `exec`, `suid` or `dev`, in a container whose root file system is read-only.",
    why: "With the rest read-only it is the one place where an attacker puts a downloaded program and runs it; with `suid` or `dev`, root in the container leaves a set-user-ID program or a device node behind for others.",
    fine: "Programs that load what they unpacked (JNA, some just-in-time compilers, Python wheels) need `exec` on their temporary directory. Where the root file system is writable the flags give nothing that it does not give already, and are not reported.",
    instead: "Leave the flag out.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          app:
            image: acme/app:1.2
            read_only: true
            tmpfs:
              - /tmp:exec`,
      good: yaml`
        services:
          app:
            image: acme/app:1.2
            read_only: true
            tmpfs:
              - /tmp:size=64m`,
    },
    references: [
      "https://docs.docker.com/engine/storage/tmpfs/",
      "https://docs.docker.com/reference/compose-file/services/#tmpfs",
    ],
  },

  *check(service) {
    if (!is(service.rootfs, "read-only")) return;
    for (const mount of service.mounts) {
      const flags = mount.from === "tmpfs" ? mount.options.filter((option) => /^(?:exec|suid|dev)$/.test(option)) : [];
      if (flags.length === 0) continue;
      yield {
        of: mount,
        evidence: mount.target,
        verdict: said`has a tmpfs at ${mount.target} with ${listed(flags)}`,
        fixes: withoutOptions(mount, flags),
      };
    }
  },
});
