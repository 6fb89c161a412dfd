import { characterDevices } from "../facts/devices.ts";
import { SEVERITIES, type Severity } from "../facts/severity.ts";
import { remove } from "../fixes/remove.ts";
import type { Container } from "../model/container.ts";
import { below, levelOfSeverity } from "../model/level.ts";
import { is, knownValue } from "../model/setting.ts";
import { ours, said, type Wording } from "../text/wording.ts";
import { rule } from "./rule.ts";
import { mayHold } from "./shared/capability.ts";
import { yaml } from "./shared/example.ts";

export default rule({
  id: "device-rule",
  keys: ["device_cgroup_rules"],
  group: "file system",
  level: "error",
  takes: "host root",
  docs: {
    title: "Device rule that opens disks, memory or input",
    what: "`device_cgroup_rules` lets the container read or write block devices, all devices, or character devices from which a host is harmed: memory, disks' control, input, consoles. MKNOD, which is a default capability, then lets root in the container make the node, without any entry in `devices`.",
    why: "`mknod disk b 8 0` and `debugfs disk` are all it takes to read and write the host's file system below its permissions. Where MKNOD is dropped, a node must come from elsewhere, and the finding is one level lower.",
    fine: "A rule with `m` alone opens nothing, and one for a class of harmless devices, such as serial ports (`c 188:* rw`), is not reported; nor is one whose devices take a capability that the container lacks, such as memory (`c 1:1 rw`) without SYS_RAWIO.",
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
    const root = knownValue(service.user)?.root;
    const makesNodes = root === true && (knownValue(service.capabilities.bounding)?.includes("MKNOD") ?? false);
    for (const entry of service.deviceRules) {
      const opened = openedBy(entry.value, service);
      const usual = opened && levelOfSeverity(opened.severity);
      if (!opened || !usual || opened.severity === "low") continue;
      yield {
        of: entry,
        evidence: entry.value.replace(/\s+/g, " "),
        level: makesNodes ? usual : below(usual),
        verdict: root === undefined ? said`may ${opened.does}, if its user is root` : said`may ${opened.does}`,
        fixes: [remove("the rule", entry.at)],
      };
    }
  },
});

interface Opened {
  readonly does: Wording;
  readonly severity: Severity;
}

const VERBS: Readonly<Record<string, Wording | undefined>> = {
  r: said`read`,
  w: said`write`,
  rw: said`read and write`,
};

/** What a rule `b 8:* rwm` opens; undefined for one that opens nothing dangerous or that is none. */
function openedBy(text: string, service: Container): Opened | undefined {
  const [, type, major = "", minor = "", permissions = ""] =
    /^([abc])\s+(\*|\d+):(\*|\d+)\s+([rwm]+)$/.exec(text.trim()) ?? [];
  const verb = VERBS[`${permissions.includes("r") ? "r" : ""}${permissions.includes("w") ? "w" : ""}`];
  if (type === undefined || verb === undefined) return undefined;
  if (type === "a") return { does: said`${verb} every device of the host`, severity: "critical" };
  if (type === "b") {
    const which = major === "*" ? said`every disk` : said`block devices ${`${major}:${minor}`}`;
    return { does: said`${verb} ${which} of the host`, severity: "critical" };
  }
  if (major === "*") return { does: said`${verb} every character device of the host`, severity: "critical" };
  const number = (part: string): number | "*" => (part === "*" ? "*" : Number(part));
  const graded = characterDevices(number(major), number(minor)).map((device) => ({
    does: said`${verb} ${`${major}:${minor}`} of the host (${ours(device.name)})`,
    severity: device.needs !== undefined && !mayHold(service, device.needs) ? ("low" as const) : device.severity,
  }));
  return graded.sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity))[0];
}
