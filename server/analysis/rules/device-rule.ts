import { remove } from "../fixes/remove.ts";
import { is, knownValue } from "../model/setting.ts";
import { rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";

export default rule({
  id: "device-rule",
  keys: ["device_cgroup_rules"],
  group: "file system",
  level: "error",
  docs: {
    title: "Device rule that opens disks or memory",
    what: "`device_cgroup_rules` lets the container read or write block devices, the memory devices (`c 1:*`), or all devices. MKNOD, which is a default capability, then lets root in the container make the node, without any entry in `devices`.",
    why: "`mknod disk b 8 0` and `debugfs disk` are all it takes to read and write the host's file system below its permissions. Where MKNOD is dropped, a node must come from elsewhere, and the finding is a warning.",
    fine: "A rule with `m` alone opens nothing, and one for a class of harmless devices, such as serial ports (`c 188:* rw`), is not reported.",
    instead: "Name the one device in `devices`, or drop MKNOD and map the nodes that are needed.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          disks:
            image: alpine:3.22
            device_cgroup_rules:
              - "b *:* rwm"`,
      good: yaml`
        services:
          disks:
            image: alpine:3.22
            device_cgroup_rules:
              - "c 188:* rw"`,
    },
    references: [
      "https://docs.docker.com/reference/compose-file/services/#device_cgroup_rules",
      "https://docs.kernel.org/admin-guide/cgroup-v1/devices.html",
      "https://man7.org/linux/man-pages/man2/mknod.2.html",
    ],
  },

  *check(service) {
    if (is(service.privileged, true)) return;
    const root = knownValue(service.user)?.root === true;
    const makesNodes = root && (knownValue(service.capabilities.bounding)?.includes("MKNOD") ?? false);
    for (const entry of service.deviceRules) {
      const opened = openedBy(entry.value);
      if (opened === undefined) continue;
      yield {
        of: entry,
        evidence: entry.value.replace(/\s+/g, " "),
        level: makesNodes ? "error" : "warning",
        verdict: `may ${opened}`,
        fixes: [remove("the rule", entry.at)],
      };
    }
  },
});

/** What a rule `b 8:* rwm` opens; undefined for one that opens nothing dangerous or that is none. */
function openedBy(text: string): string | undefined {
  const [, type, major, minor, permissions = ""] = /^([abc])\s+(\*|\d+):(\*|\d+)\s+([rwm]+)$/.exec(text.trim()) ?? [];
  const does = [permissions.includes("r") ? "read" : "", permissions.includes("w") ? "write" : ""].filter(
    (word) => word !== "",
  );
  if (type === undefined || does.length === 0) return undefined;
  const verb = does.join(" and ");
  if (type === "a") return `${verb} every device of the host`;
  if (type === "b") return `${verb} ${major === "*" ? "every disk" : `block devices ${major}:${minor}`} of the host`;
  if (major === "*" && minor === "*") return `${verb} every character device of the host`;
  return major === "1" && (minor === "*" || MEMORY.has(minor ?? "")) ? `${verb} memory devices of the host` : undefined;
}

/** The minor numbers of `/dev/mem`, `/dev/kmem` and `/dev/port`. Source: https://docs.kernel.org/admin-guide/devices.html */
const MEMORY: ReadonlySet<string> = new Set(["1", "2", "4"]);
