import { type HostDevice, hostDevice } from "../facts/devices.ts";
import { removeMount } from "../fixes/mount.ts";
import { remove } from "../fixes/remove.ts";
import type { Container } from "../model/container.ts";
import { below, type Level, levelOfSeverity } from "../model/level.ts";
import { is } from "../model/setting.ts";
import { hostMounts } from "../threats/mounted.ts";
import { type Problem, rule } from "./rule.ts";
import { broughtIn, named } from "./shared/naming.ts";

export default rule({
  id: "host-device",
  subject: "service",
  keys: ["devices", "volumes"],
  wall: "file system",
  level: "warning",
  profile: "default",
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
      bad: "services:\n  smart:\n    image: acme/smartd:7.4\n    devices:\n      - /dev/sda:/dev/sda\n",
      good: "services:\n  smart:\n    image: acme/smartd:7.4\n    devices:\n      - /dev/null:/dev/sda\n",
    },
    references: [
      "https://docs.docker.com/reference/compose-file/services/#devices",
      "https://docs.kernel.org/admin-guide/devices.html",
    ],
  },

  *check(service) {
    if (service.windows || is(service.privileged, true)) return;
    for (const { value, at, text, via } of service.devices) {
      if (value.state === "unknown") continue;
      const facts = hostDevice(value.value.source);
      const level = facts && levelOf(facts, value.value.permissions);
      if (!facts || !level) continue;
      const related = broughtIn(service, via === undefined ? { at } : { at, via });
      const { source, target } = value.value;
      const evidence = source === target ? source : `${source}:${target}`;
      yield { ...problem(service, source, facts), evidence, at, level, related, fixes: [remove(text, at)] };
    }
    for (const { mount, path } of hostMounts(service)) {
      const facts = hostDevice(path);
      const level = facts && levelOfSeverity(facts.severity);
      if (!facts || !level) continue;
      yield {
        ...problem(service, path, facts),
        evidence: path,
        at: mount.at,
        level: below(level),
        related: broughtIn(service, mount),
        fixes: [removeMount(mount)],
      };
    }
  },
});

function problem(service: Container, path: string, { name, gives }: HostDevice): Pick<Problem, "message"> {
  return { message: `${named(service)} may use ${path} of the host (${name}), which ${gives}.` };
}

/** Making a node (`m`) opens nothing; reading alone is one level better. */
function levelOf({ severity }: HostDevice, permissions: string): Level | undefined {
  const level = levelOfSeverity(severity);
  if (!level || !/[rw]/.test(permissions)) return undefined;
  return permissions.includes("w") ? level : below(level);
}
