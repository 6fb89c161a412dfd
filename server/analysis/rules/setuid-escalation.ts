import { noNewPrivilegesChange } from "../fixes/new-privileges.ts";
import { Lasting } from "../model/lasting.ts";
import { is, isWritten, knownValue } from "../model/setting.ts";
import { layersOf, type Stage, type Step } from "../model/stage.ts";
import { changedFiles, installedPackages, modesOf, setsUserIdBit } from "../shell/privilege.ts";
import type { Command } from "../shell/script.ts";
import { said, type Wording } from "../text/wording.ts";
import { rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";
import { raisingCapabilities } from "./shared/file-capability.ts";

export default rule({
  id: "setuid-escalation",
  keys: ["build"],
  group: "privileges",
  level: "warning",
  docs: {
    title: "Way from the user to root",
    what: "The service does not run as root, but the image that it builds holds a program that raises whoever starts it: sudo or doas is installed, a set-user-ID bit is set, or a file is given a dangerous capability. The service does not set `no-new-privileges`, which would make all of them void.",
    why: "The user other than root was to be a wall. A flaw in that one program, or a line in `sudoers`, takes it down from within: the attacker is root in the container and holds its capabilities.",
    fine: "Development containers in which people install packages with sudo.",
    instead: "`security_opt: [no-new-privileges:true]`, or an image without the program.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          app:
            build:
              dockerfile_inline: |
                FROM debian:13
                RUN apt-get update && apt-get install -y sudo
                USER 10001`,
      good: yaml`
        services:
          app:
            build:
              dockerfile_inline: |
                FROM debian:13
                RUN apt-get update && apt-get install -y sudo
                USER 10001
            security_opt: [no-new-privileges:true]`,
    },
    references: [
      "https://docs.kernel.org/userspace-api/no_new_privs.html",
      "https://docs.docker.com/reference/cli/docker/container/run/#security-opt",
    ],
  },

  *check(service) {
    const { security, user, build } = service;
    const { noNewPrivileges } = security;
    if (!is(noNewPrivileges, false) || isWritten(noNewPrivileges)) return;
    if (knownValue(user)?.root !== false) return;
    const found = raisingCommand(build?.stage);
    if (!found) return;
    yield {
      at: service.at,
      verdict: said`does not run as root, but ${found.what} in its image, and no-new-privileges is not set`,
      related: [{ at: found.command.at, message: "It comes into the image here." }],
      fixes: [{ title: "Add no-new-privileges", safe: false, changes: [noNewPrivilegesChange(service)] }],
    };
  },
});

interface Raising {
  readonly command: Command;
  /** What is in the image, with its verb: `sudo is`. */
  readonly what: Wording;
}

function raisingCommand(built: Stage | undefined): Raising | undefined {
  for (const stage of layersOf(built)) {
    const lasting = new Lasting(stage);
    for (const step of stage.commands("RUN")) {
      const what = raisedBy(step, lasting);
      if (what !== undefined) return { command: step.command, what };
    }
  }
  return undefined;
}

function raisedBy(step: Step, lasting: Lasting): Wording | undefined {
  const { command } = step;
  const files = changedFiles(command);
  if (modesOf(command).some(setsUserIdBit) && files.some((file) => lasting.right(step, "set-id", file)))
    return said`a set-user-ID program is`;
  const [granted] = raisingCapabilities(command).gained;
  if (granted !== undefined && files.some((file) => lasting.right(step, "capability", file)))
    return said`a program with ${granted} is`;
  const tool = installedPackages(command).find((one) => one.name === "sudo" || one.name === "doas");
  return tool !== undefined && lasting.package(step, tool.name, tool.group) ? said`${tool.name} is` : undefined;
}
