import { mountReadOnly } from "../fixes/mount.ts";
import { type Container, standsAlone } from "../model/container.ts";
import { pathOf } from "../text/uri.ts";
import { ours, said } from "../text/wording.ts";
import { hostMounts, mountEvidence } from "../threats/mounted.ts";
import { rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";

export default rule({
  id: "project-mount",
  keys: ["volumes"],
  group: "file system",
  level: "info",
  windows: true,
  docs: {
    title: "Project directory writable",
    what: "The directory that holds the Compose file, or a Dockerfile that is built, is mounted writable, as `.:/app` does; or `.git`, `.github`, `.devcontainer` and their kin are. Beside the source it holds what the host runs: the Compose file itself, `.git/hooks`, CI and dev-container configuration.",
    why: "A package with a malicious install script, run in the container, writes `privileged: true` into the Compose file or a command into `.git/hooks/post-checkout`. It runs on the host at the next `docker compose up` or `git checkout`.",
    fine: "While developing, the source has to be writable for tools that format or generate it.",
    instead:
      "Mount the directories that are worked on, `./src:/app/src`, or mount the whole read-only and give the program named volumes for what it writes.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          app:
            image: node:22
            volumes:
              - .:/app`,
      good: yaml`
        services:
          app:
            image: node:22
            volumes:
              - ./src:/app/src`,
    },
    references: [
      "https://docs.docker.com/engine/storage/bind-mounts/#considerations-and-constraints",
      "https://git-scm.com/docs/githooks",
    ],
  },

  *check(service) {
    for (const { mount, path } of hostMounts(service)) {
      const held = mount.readOnly ? undefined : heldFile(path, service);
      if (held === undefined) continue;
      yield {
        of: mount,
        evidence: mountEvidence(path),
        verdict: said`may write to "${mount.sourceText}", which holds the ${ours(held)}`,
        fixes: mountReadOnly(mount).map((fix) => ({ ...fix, confidence: "low", alone: MAY_WRITE })),
      };
    }
  },
});

/** Dev containers, package managers and builds write into their project. */
const MAY_WRITE = "nobody knows whether the program writes into its project";

/** Directories and files by whose names it is known who runs what they hold. */
const OWN_NAMES: ReadonlyMap<string, string> = new Map([
  [".git", "repository with its hooks"],
  [".husky", "hooks of the repository"],
  [".github", "workflows of GitHub"],
  [".gitlab-ci.yml", "pipeline of GitLab"],
  [".circleci", "pipeline of CircleCI"],
  [".devcontainer", "dev container's configuration"],
  [".vscode", "editor's tasks"],
]);

/** What of the project the host runs lies below the directory. */
function heldFile(directory: string, { at, build, kind }: Container): string | undefined {
  const own = OWN_NAMES.get(directory.slice(directory.lastIndexOf("/") + 1));
  // A command works on the directory that it is run in more often than not, and nobody knows which one that is.
  if (own !== undefined || standsAlone({ kind })) return own;
  const prefix = directory === "/" ? directory : `${directory}/`;
  if (pathOf(at.file).startsWith(prefix)) return "Compose file";
  if (build?.inline) return undefined;
  return build?.dockerfile !== undefined && pathOf(build.dockerfile).startsWith(prefix)
    ? "Dockerfile that it is built from"
    : undefined;
}
