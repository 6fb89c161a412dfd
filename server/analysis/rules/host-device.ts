import { type HostDevice, hostDevice } from "../facts/devices.ts";
import { removeMount } from "../fixes/mount.ts";
import { remove } from "../fixes/remove.ts";
import { below, type Level, levelOfSeverity } from "../model/level.ts";
import { is } from "../model/setting.ts";
import { hostMounts } from "../threats/mounted.ts";
import { rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";

export default rule({
  id: "host-device",
  keys: ["devices", "volumes"],
  group: "file system",
  level: "warning",
  outranks: ["host-path"],
  docs: {
    title: "Device of the host",
    what: "A device node of the host is given to the container with `devices`, which also opens it in the device cgroup, or as a bind mount, which does not.",
    why: "A disk's device is the file system below all permissions: `debugfs` writes a key into root's home directory. `/dev/mem` is the host's memory, `/dev/input` its keyboard, a tty its console. Graphics, USB and KVM devices open large drivers, in which flaws are found year after year.",
    fine: "The devices that every container has, and serial ports, sound and video for the programs that are about them.",
    instead:
      "Map the one node that is needed, with `r` instead of `rwm` where reading is enough: `/dev/dri/renderD128` rather than `/dev/dri`.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          smart:
            image: acme/smartd:7.4
            devices:
              - /dev/sda:/dev/sda`,
      good: yaml`
        services:
          smart:
            image: acme/smartd:7.4
            devices:
              - /dev/null:/dev/sda`,
    },
    references: [
      "https://docs.docker.com/reference/compose-file/services/#devices",
      "https://docs.kernel.org/admin-guide/devices.html",
    ],
  },

  *check(service) {
    if (is(service.privileged, true)) return;
    for (const device of service.devices) {
      const { value, at, text } = device;
      if (value.state === "unknown") continue;
      const facts = hostDevice(value.value.source);
      const level = facts && levelOf(facts, value.value.permissions);
      if (!facts || !level) continue;
      const { source, target } = value.value;
      const evidence = source === target ? source : `${source}:${target}`;
      yield { of: device, verdict: verdictOn(source, facts), evidence, level, fixes: [remove(text, at)] };
    }
    for (const { mount, path } of hostMounts(service)) {
      const facts = hostDevice(path);
      const level = facts && levelOfSeverity(facts.severity);
      if (!facts || !level) continue;
      yield {
        of: mount,
        verdict: verdictOn(path, facts),
        evidence: path,
        level: below(level),
        fixes: [removeMount(mount)],
      };
    }
  },
});

function verdictOn(path: string, { name, gives }: HostDevice): string {
  return `may use ${path} of the host (${name}), which ${gives}`;
}

/** Making a node (`m`) opens nothing; reading alone is one level better. */
function levelOf({ severity }: HostDevice, permissions: string): Level | undefined {
  const level = levelOfSeverity(severity);
  if (!level || !/[rw]/.test(permissions)) return undefined;
  return permissions.includes("w") ? level : below(level);
}
