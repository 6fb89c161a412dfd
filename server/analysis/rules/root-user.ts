import { runAsKnownUser, runStageAsUser } from "../fixes/user.ts";
import type { Fix } from "../model/change.ts";
import type { Container } from "../model/container.ts";
import type { Stage } from "../model/stage.ts";
import { type Problem, ruleOnEach } from "./rule.ts";
import { broughtIn, named } from "./shared/naming.ts";

export default ruleOnEach(
  {
    id: "root-user",
    wall: "privileges",
    level: "warning",
    profile: "default",
    docs: {
      title: "Container runs as root",
      what: "The container's first process has uid 0: `user` says so, or the `USER` of the stage that is built, or nobody said anything and the base image is known to start as root. `:1000` is root with another group, and a name such as `toor` may be root too. Without user namespaces, uid 0 in the container is uid 0 on the host.",
      why: "Root holds the container's capabilities at once and owns every file that is mounted in. Flaws of the runtime that end on the host start from there: CVE-2019-5736 overwrote `runc`, CVE-2024-21626 reached the host's directories.",
      fine: "Entry points that start as root to take over a volume and then become another user, as those of the database images do. An image that nobody knows is never taken for root.",
      instead:
        "Set `USER` in the Dockerfile, or `user` in the Compose file, to a name or a number, and let that user own what it writes to.",
      example: {
        file: "Dockerfile",
        bad: 'FROM debian:13\nCOPY app /usr/local/bin/app\nUSER root\nCMD ["app"]\n',
        good: 'FROM debian:13\nCOPY app /usr/local/bin/app\nUSER 10001\nCMD ["app"]\n',
      },
      references: [
        "https://docs.docker.com/reference/dockerfile/#user",
        "https://docs.docker.com/reference/compose-file/services/#user",
        "https://github.com/opencontainers/runc/security/advisories/GHSA-xr7r-f8xq-vfvv",
      ],
    },
  },
  { subject: "service", check: ofService },
  { subject: "stage", check: ofFinalStage },
);

function* ofService(service: Container): Generator<Problem> {
  const { user, build } = service;
  if (service.windows || user.state === "unknown" || user.value.root !== true) return;
  const related = broughtIn(service, user);
  if (user.origin === "written" || user.origin === "inherited") {
    yield {
      at: user.at,
      message: `${named(service)} runs as root.`,
      related,
      fixes: () => runAsKnownUser(service, user.at),
    };
  } else if (build?.stage) {
    if (isRoot(build.stage)) yield { ...problemOf(build.stage), at: user.at, related };
  } else if (!build && service.kind !== "pre_start" && !service.partial) {
    const message = `${named(service)} runs as root, as its image does by default.`;
    const fixes = (): readonly Fix[] => runAsKnownUser(service, undefined);
    yield { at: service.at, level: "info", profile: "strict", message, fixes };
  }
}

function* ofFinalStage(stage: Stage): Generator<Problem> {
  if (stage.final && !stage.windows && isRoot(stage)) yield problemOf(stage);
}

/** An entry point that is known to give root up is not held against the images that inherit it. */
function isRoot({ user, entrypoint, profile }: Stage): boolean {
  if (user.state === "unknown" || user.value.root !== true) return false;
  return user.origin === "dockerfile" || profile?.dropsTo === undefined || entrypoint.origin === "dockerfile";
}

function problemOf(stage: Stage): Problem {
  const { user } = stage;
  const fixes = (): readonly Fix[] => runStageAsUser(stage);
  if (user.origin === "dockerfile") return { at: user.at, message: "The image runs as root: USER says so.", fixes };
  const base = stage.image.state === "known" ? (stage.image.value?.text ?? "scratch") : stage.image.because;
  return {
    at: stage.at,
    level: "info",
    message: `The image runs as root: there is no USER, and ${base} has none.`,
    fixes,
  };
}
