import { ALL_DEVICES, type HostDevice, hostDevice } from "../facts/devices.ts";
import { isVpnImage } from "../facts/vpn-images.ts";
import { removeMount } from "../fixes/mount.ts";
import { remove } from "../fixes/remove.ts";
import type { Container } from "../model/container.ts";
import { below, type Level, levelOfSeverity } from "../model/level.ts";
import { is, knownValue } from "../model/setting.ts";
import { ours, said, type Wording } from "../text/wording.ts";
import { openedPaths } from "../threats/mounted.ts";
import { type ContainerProblem, rule } from "./rule.ts";
import { mayHold } from "./shared/capability.ts";
import { yaml } from "./shared/example.ts";

export default rule({
  id: "host-device",
  keys: ["devices", "volumes", "secrets", "configs"],
  group: "file system",
  level: "warning",
  takes: "host root",
  outranks: ["host-path"],
  docs: {
    title: "Device of the host",
    what: "A device node of the host is given to the container with `devices`, which also opens it in the device cgroup, or as a bind mount, which does not. Of a directory, `/dev` among them, the engine opens every node beneath. A volume whose `device` is a partition mounts the file system on it.",
    why: "A disk's device is the file system below all permissions: `debugfs` writes a key into root's home directory. `/dev/mem` is the host's memory, `/dev/input` its keyboard, a tty its console. Graphics, USB and KVM devices open large drivers, in which flaws are found year after year.",
    fine: "The devices that every container has, and serial ports, sound and video for the programs that are about them. A device that takes a capability which the container lacks is an `info`: `/dev/mem` without SYS_RAWIO, `/dev/fuse` without SYS_ADMIN, and `/dev/net/tun` in a network namespace of its own, where a VPN has it for its tunnel.",
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
      const level = facts && levelOf(facts, value.value.permissions, service);
      if (!facts || !level) continue;
      const { source, target } = value.value;
      const evidence = source === target ? source : `${source}:${target}`;
      yield { of: device, verdict: verdictOn(source, facts), evidence, level, fixes: [remove(text, at)] };
    }
    for (const { mount, path } of openedPaths(service)) {
      const facts = hostDevice(path);
      const level = facts && levelOf(facts, "rw", service);
      // Of the whole of /dev the directory itself is worth more than the nodes, which stay closed.
      if (!facts || !level || facts === ALL_DEVICES) continue;
      yield {
        of: mount,
        verdict: verdictOn(path, facts),
        evidence: path,
        level: below(level),
        fixes: [removeMount(mount)],
      };
    }
    yield* mountedPartitions(service);
  },
});

function verdictOn(path: string, { name, gives }: HostDevice): Wording {
  return said`may use ${path} of the host (${ours(name)}): it ${ours(gives)}`;
}

/** A named volume that is the file system on a disk of the host. What lies on it nobody knows here: it may be the host's own. */
function* mountedPartitions(service: Container): Generator<ContainerProblem> {
  for (const mount of service.mounts) {
    const facts = mount.device === undefined ? undefined : hostDevice(mount.device);
    if (mount.device === undefined || facts?.severity !== "critical") continue;
    yield {
      of: mount,
      evidence: mount.device,
      level: mount.readOnly ? "info" : "warning",
      verdict: said`mounts the file system on ${mount.device} of the host (${ours(facts.name)})`,
      fixes: [removeMount(mount)],
    };
  }
}

/**
 * Making a node (`m`) opens nothing; reading alone is one level better. Without the capability that the kernel asks for, and in a network namespace of
 * the container's own, the device is worth a word; a VPN has its tunnel there.
 */
function levelOf(facts: HostDevice, permissions: string, service: Container): Level | undefined {
  const usual = levelOfSeverity(facts.severity);
  if (!usual || !/[rw]/.test(permissions)) return undefined;
  const level = permissions.includes("w") ? usual : below(usual);
  if (facts.ownNetwork && is(service.namespaces.net, "private")) {
    return isVpnImage(knownValue(service.image)?.repository ?? "") ? undefined : "info";
  }
  if (facts.needs === undefined) return level;
  if (!mayHold(service, facts.needs)) return "info";
  return knownValue(service.user)?.root === true ? level : below(level);
}
