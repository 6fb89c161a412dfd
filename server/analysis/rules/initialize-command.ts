import type { Command } from "../shell/script.ts";
import { said } from "../text/wording.ts";
import { rule } from "./rule.ts";
import { jsonc } from "./shared/example.ts";
import { namedInside } from "./shared/naming.ts";

export default rule({
  id: "initialize-command",
  group: "daemon",
  level: "info",
  windows: true,
  docs: {
    title: "Command on the developer's machine",
    what: "`initializeCommand` of a `devcontainer.json` runs on the machine of whoever opens the project in a dev container, in no container at all: in the project's folder, as that user, before anything is built and at every start. Commands that only look around or talk to the engine (`test`, `echo`, `docker`, `git`) are not reported.",
    why: "A dev container is how people try out a project that they do not know yet. What the project has run here, a script of its own, an installer or a package manager, has the user's keys, tokens and files before the container is there to keep it from them. Whoever may change the project, by a pull request or from within the container itself, may change the command.",
    fine: "A command that was read and is meant, such as one that makes an empty file for a mount: allow it with a reason.",
    instead:
      "Do it in the container, in `onCreateCommand` or `postCreateCommand`, or in the image. For a file that a mount needs, say in the README what is to be made once.",
    example: {
      file: ".devcontainer/devcontainer.json",
      bad: jsonc`
        {
          "image": "mcr.microsoft.com/devcontainers/base:2-trixie",
          "initializeCommand": "./scripts/setup.sh"
        }`,
      good: jsonc`
        {
          "image": "mcr.microsoft.com/devcontainers/base:2-trixie",
          "postCreateCommand": "./scripts/setup.sh"
        }`,
    },
    references: [
      "https://containers.dev/implementors/json_reference/#lifecycle-scripts",
      "https://code.visualstudio.com/docs/editing/workspaces/workspace-trust",
    ],
  },

  *check(container) {
    for (const { name, script } of container.source.hostScripts ?? []) {
      const telling = script.commands.filter((command) => !isHarmless(command));
      const [first] = telling;
      if (first === undefined) continue;
      const names = [...new Set(telling.map(({ name: program }) => program ?? "a program"))];
      const programs =
        names.length > MOST_NAMES
          ? said`${names.slice(0, MOST_NAMES).join(", ")} and ${names.length - MOST_NAMES} more`
          : names.join(", ");
      yield {
        at: first.at,
        evidence: names.join(" "),
        message: said`${name} of ${namedInside(container)} runs ${programs} on your own machine, outside of the container.`,
      };
    }
  },
});

const MOST_NAMES = 3;

/** Programs that look around, make a folder or a file, or do what starting the container does anyway. */
const HARMLESS: ReadonlySet<string> = new Set([
  ...[
    "test",
    "[",
    "[[",
    "true",
    "false",
    ":",
    "echo",
    "printf",
    "exit",
    "set",
    "cd",
    "pwd",
    "command",
    "which",
    "type",
  ],
  ...["id", "whoami", "uname", "hostname", "date", "cat", "ls", "grep", "head", "tail", "mkdir", "touch", "export"],
  ...["docker", "podman", "nerdctl", "docker-compose", "git"],
]);

function isHarmless({ name }: Command): boolean {
  return name !== undefined && HARMLESS.has(name);
}
