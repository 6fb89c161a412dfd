import { Lasting } from "../model/lasting.ts";
import { layersOf, type Stage } from "../model/stage.ts";
import { memberships } from "../shell/accounts.ts";
import { said } from "../text/wording.ts";
import { rule } from "./rule.ts";
import { dockerfile } from "./shared/example.ts";

export default rule({
  id: "dropped-groups",
  group: "privileges",
  level: "info",
  docs: {
    title: "Groups that USER leaves out",
    what: "`USER app:app` names a group, and the build puts the same user into others. The engine then starts the process with that one group alone; those of `/etc/group` are only taken for `USER app`.",
    why: "The container does not have the rights that the Dockerfile seems to give it. What then fails is often mended with more than was missing: root, or mode 777.",
    fine: "Where no process of the container needs the groups, they can go.",
    instead: "Write `USER app`, or leave the groups out.",
    example: {
      file: "Dockerfile",
      bad: dockerfile`
        FROM debian:13
        RUN useradd app && usermod -aG video app
        USER app:app`,
      good: dockerfile`
        FROM debian:13
        RUN useradd app && usermod -aG video app
        USER app`,
    },
    references: [
      "https://docs.docker.com/reference/dockerfile/#user",
      "https://github.com/moby/sys/blob/main/user/user.go",
    ],
  },

  *checkStage(stage) {
    const { final, user } = stage;
    if (!final || user.state === "unknown" || user.origin !== "dockerfile") return;
    const [name = "", group] = user.value.text.split(":");
    if (!group || name === "") return;
    const left = groupsOf(stage, name).filter((one) => one !== group);
    if (left.length === 0) return;
    const message = said`USER ${user.value.text} leaves out the groups that the build puts ${name} into: ${left.join(", ")}.`;
    yield { at: user.at, message };
  },
});

/** The groups that the layers of the image put a user into, and that it is still in. */
function groupsOf(stage: Stage, name: string): readonly string[] {
  const found = new Set<string>();
  for (const layer of layersOf(stage)) {
    const lasting = new Lasting(layer);
    for (const step of layer.commands("RUN")) {
      for (const { user, groups } of memberships(step.command))
        for (const group of groups) if (user === name && lasting.member(step, name, group)) found.add(group);
    }
  }
  return [...found];
}
