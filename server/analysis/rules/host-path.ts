import { mountReadOnly, removeMount } from "../fixes/mount.ts";
import { isMeant } from "../fixes/purpose.ts";
import { hostPathOf, mountEvidence, openedPaths } from "../threats/mounted.ts";
import { rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";

export default rule({
  id: "host-path",
  keys: ["volumes", "secrets", "configs"],
  group: "file system",
  level: "error",
  takes: "host root",
  outranks: ["identity-file-mount", "project-mount"],
  windows: true,
  docs: {
    title: "Path of the host's system",
    what: "A directory or file is mounted that the host's own system lives in: `/`, `/etc`, `/root`, `/home`, `/proc`, `/sys`, `/dev`, `/boot`, `/var/lib/docker`, cron's and SSH's directories and others. It does not matter how it is written: short or long, through a named volume with `driver_opts`, as the file of a secret or config, or with `..` in it.",
    why: "Root in the container is the owner of these files. A line in `/etc/cron.d`, a key in `/root/.ssh/authorized_keys` or a program in `/proc/sys/kernel/core_pattern` runs as root on the host soon after. Read-only, the same paths give away password hashes, private keys and other containers' data.",
    fine: "`/etc/localtime`, `/etc/timezone` and public certificates are not reported where they are mounted read-only. A file of one's own home that is named as a secret is meant to be given, and is one level lower. What an image is known to be for, as `/proc` of a node exporter, is one level lower too, unless it is an error. Backup, monitoring and log shipping read the host on purpose: mount just what they read, read-only.",
    instead:
      "Mount the one file or directory that the program reads, with `:ro`. Keep what it writes in a named volume.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          agent:
            image: acme/agent:2.1
            volumes:
              - /etc:/host/etc`,
      good: yaml`
        services:
          agent:
            image: acme/agent:2.1
            volumes:
              - /etc/localtime:/etc/localtime:ro`,
    },
    references: [
      "https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html",
      "https://docs.docker.com/engine/storage/bind-mounts/",
      "https://man7.org/linux/man-pages/man5/core.5.html",
    ],
  },

  *check(service) {
    for (const hostMount of openedPaths(service)) {
      const found = hostPathOf(hostMount);
      if (!found) continue;
      const { mount, path, shown } = hostMount;
      const { facts, level } = found;
      const [how, gives] = mount.readOnly ? [" read-only", facts.readOnly] : ["", facts.readWrite];
      yield {
        of: mount,
        evidence: mountEvidence(path),
        level: level === "warning" && mount.readOnly && isMeant(service, { hostPath: path }) ? "info" : level,
        ...(isUsersOwn(path) ? { takes: "engine user" as const } : {}),
        verdict: `mounts ${shown} of the host${how}: ${gives}`,
        fixes: [...(facts.readOnlyStillDangerous ? [] : mountReadOnly(mount)), removeMount(mount)],
      };
    }
  },
});

/** Whether the user who runs a rootless engine has files of the user's own there. */
function isUsersOwn(path: string): boolean {
  return path === "/" || /^(?:~|\/home|\/run\/user|\/var\/run\/user)(?:\/|$)/.test(path);
}
