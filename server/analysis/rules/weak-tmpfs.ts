import { withoutOptions } from "../fixes/mount.ts";
import { rule } from "./rule.ts";
import { broughtIn, named } from "./shared/naming.ts";

export default rule({
  id: "weak-tmpfs",
  subject: "service",
  keys: ["tmpfs"],
  wall: "file system",
  level: "info",
  profile: "default",
  docs: {
    title: "tmpfs without its locks",
    what: "The engine mounts a tmpfs `noexec`, `nosuid` and `nodev`. An entry takes one of them away with `exec`, `suid` or `dev`.",
    why: "An attacker who may write anywhere at all puts a downloaded program there and runs it; with `suid` or `dev`, root in the container leaves a set-user-ID program or a device node behind for others.",
    fine: "Programs that load what they unpacked (JNA, some just-in-time compilers, Python wheels) need `exec` on their temporary directory.",
    instead: "Leave the flag out.",
    example: {
      file: "compose.yaml",
      bad: "services:\n  app:\n    image: acme/app:1.2\n    tmpfs:\n      - /tmp:exec\n",
      good: "services:\n  app:\n    image: acme/app:1.2\n    tmpfs:\n      - /tmp:size=64m\n",
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
        at: mount.at,
        evidence: mount.target,
        message: `${named(service)} has a tmpfs at ${mount.target} with ${flags.join(" and ")}.`,
        related: broughtIn(service, mount),
        fixes: withoutOptions(mount, flags),
      };
    }
  },
});
