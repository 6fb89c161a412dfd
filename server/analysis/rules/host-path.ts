import { classifyHostPath } from "../facts/host-paths.ts";
import { mountReadOnly, removeMount } from "../fixes/mount.ts";
import { isMeant } from "../fixes/purpose.ts";
import { below, levelOfSeverity } from "../model/level.ts";
import { knownValue } from "../model/setting.ts";
import { ours, said } from "../text/wording.ts";
import { hostPathOf, mountEvidence, openedPaths } from "../threats/mounted.ts";
import { rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";

export default rule({
  id: "host-path",
  keys: ["volumes", "secrets", "configs", "build"],
  group: "file system",
  level: "error",
  takes: "host root",
  outranks: ["identity-file-mount", "project-mount"],
  windows: true,
  targets: true,
  docs: {
    title: "Path of the host's system",
    what: "A directory or file is mounted that the host's own system lives in: `/`, `/etc`, `/root`, `/home`, `/proc`, `/sys`, `/dev`, `/boot`, `/var/lib/docker`, cron's and SSH's directories and others. It does not matter how it is written: short or long, through a named volume with `driver_opts`, as the file of a secret or config, or with `..` in it. `output` of a bake file that writes there what the image holds is reported too.",
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
    for (const output of service.build?.outputs ?? []) {
      const facts = classifyHostPath(output.path);
      const level = facts && levelOfSeverity(facts.severity);
      if (!facts || !level) continue;
      yield {
        of: output,
        evidence: `output ${mountEvidence(output.path)}`,
        // Bake asks before it writes outside of its directory, unless `--allow` grants it.
        level: below(level),
        verdict: said`may write to ${output.path} of the host when it is built: ${ours(facts.readWrite)}`,
      };
    }
    for (const hostMount of openedPaths(service)) {
      const found = hostPathOf(hostMount);
      if (!found) continue;
      const { mount, path, shown } = hostMount;
      const { facts, level } = found;
      const all = mount.readOnly ? facts.readOnly : facts.readWrite;
      // The files of root, and of other users, stay closed.
      const isPart = path === "/" && knownValue(service.root) === "engine user";
      const gives = ours(isPart ? "the files of the user who runs the engine, SSH keys among them" : all);
      yield {
        of: mount,
        evidence: mountEvidence(path),
        level:
          isPart && level === "error"
            ? "warning"
            : level === "warning" && mount.readOnly && isMeant(service, { hostPath: path })
              ? "info"
              : level,
        ...(isUsersOwn(path) ? { takes: "engine user" as const } : {}),
        verdict: mount.readOnly
          ? said`mounts ${shown} of the host read-only: ${gives}`
          : said`mounts ${shown} of the host: ${gives}`,
        fixes: [...(facts.readOnlyStillDangerous ? [] : mountReadOnly(mount)), removeMount(mount)],
      };
    }
  },
});

/** Whether the user who runs a rootless engine has files of the user's own there. */
function isUsersOwn(path: string): boolean {
  return path === "/" || /^(?:~|\/home|\/run\/user|\/var\/run\/user)(?:\/|$)/.test(path);
}
