import { userGroup } from "../facts/user-groups.ts";
import { remove } from "../fixes/remove.ts";
import { ours, said } from "../text/wording.ts";
import { rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";

export default rule({
  id: "privileged-group",
  keys: ["group_add"],
  group: "privileges",
  level: "warning",
  docs: {
    title: "Member of a privileged group",
    what: "`group_add` makes the container's user a member of a group that opens sockets, devices or files of the host: docker, disk, kvm, lxd, root, shadow, sudo and others.",
    why: "The group is what stands between a user who is not root and a socket or a disk that is mounted in: a member of docker starts privileged containers, a member of disk writes to the host's file system below its permissions.",
    fine: "Groups such as `video`, `render` or `dialout` for the devices of that name are not reported.",
    instead: "Remove it together with the mount that it is for, or put a socket proxy in between.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          app:
            image: acme/app:1.2
            group_add: [docker]`,
      good: yaml`
        services:
          app:
            image: acme/app:1.2
            group_add: [render]`,
    },
    references: [
      "https://docs.docker.com/engine/install/linux-postinstall/",
      "https://wiki.debian.org/SystemGroups",
      "https://docs.docker.com/reference/compose-file/services/#group_add",
    ],
  },

  *check(service) {
    for (const entry of service.groups) {
      const group = userGroup(entry.value);
      if (!group) continue;
      yield {
        of: entry,
        evidence: group.name,
        verdict: said`is in the group ${group.name}: a member ${ours(group.gives)}`,
        fixes: [remove(entry.text, entry.at)],
      };
    }
  },
});
