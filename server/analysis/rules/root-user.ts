import { runAsKnownUser, runStageAsUser } from "../fixes/user.ts";
import type { Fix } from "../model/change.ts";
import type { Container } from "../model/container.ts";
import { type Dockerfile, layersOf, type Stage } from "../model/stage.ts";
import { said } from "../text/wording.ts";
import { type ContainerProblem, type Problem, rule } from "./rule.ts";
import { dockerfile } from "./shared/example.ts";

export default rule({
  id: "root-user",
  group: "privileges",
  level: "warning",
  docs: {
    title: "Container runs as root",
    what: "The container's first process has uid 0: `user` says so, or the `USER` of the stage that is built, or nobody said anything and the base image is known to start as root. `:1000` is root with another group, and a name such as `toor` may be root too. Without user namespaces, uid 0 in the container is uid 0 on the host.",
    why: "Root holds the container's capabilities at once and owns every file that is mounted in. Flaws of the runtime that end on the host start from there: CVE-2019-5736 overwrote `runc`, CVE-2024-21626 reached the host's directories.",
    fine: "Entry points that start as root to take over a volume and then become another user, as those of the database images do. A service that only gives files to others, `chown -R 1000:1000 /data`, is an info: that takes root. An image that nobody knows is never taken for root.",
    instead:
      "Set `USER` in the Dockerfile, or `user` in the Compose file, to a name or a number, and let that user own what it writes to.",
    example: {
      file: "Dockerfile",
      bad: dockerfile`
        FROM debian:13
        COPY app /usr/local/bin/app
        USER root
        CMD ["app"]`,
      good: dockerfile`
        FROM debian:13
        COPY app /usr/local/bin/app
        USER 10001
        CMD ["app"]`,
    },
    references: [
      "https://docs.docker.com/reference/dockerfile/#user",
      "https://docs.docker.com/reference/compose-file/services/#user",
      "https://github.com/opencontainers/runc/security/advisories/GHSA-xr7r-f8xq-vfvv",
    ],
  },
  check: ofService,
  checkStage: ofFinalStage,
  checkDockerfile: ofArgumentOutside,
});

function* ofService(service: Container): Generator<ContainerProblem> {
  const { user, build } = service;
  if (user.state === "unknown" || user.value.root !== true) return;
  if (user.origin === "written" || user.origin === "inherited") {
    if (preparesFiles(service))
      yield { of: user, level: "info", verdict: "runs as root, and only to prepare files for others" };
    else yield { of: user, verdict: "runs as root", fixes: () => runAsKnownUser(service, user.at) };
  } else if (build?.stage) {
    if (isRoot(build.stage)) {
      const { at: _, ...problem } = problemOf(build.stage);
      yield { ...problem, of: user };
    }
  } else if (!build && service.kind !== "pre_start" && service.source.partial === undefined) {
    const fixes = (): readonly Fix[] => runAsKnownUser(service, undefined);
    const verdict = "runs as root, as its image does by default";
    yield { at: service.at, level: "info", profile: "strict", verdict, fixes };
  }
}

/** Whether all that a service runs gives files to users who run as somebody else, which takes root and ends at once: `chown -R 1000:1000 /data`. */
function preparesFiles({ source }: Container): boolean {
  const script = source.scripts.find(({ name }) => name === "command" || name === "entrypoint")?.literal;
  if (!script?.complete) return false;
  const programs = script.commands.map(({ name = "" }) => name);
  return programs.some((name) => GIVES.has(name)) && programs.every((name) => GIVES.has(name) || PREPARES.has(name));
}

const GIVES: ReadonlySet<string> = new Set("chown chgrp chmod setfacl".split(" "));
const PREPARES: ReadonlySet<string> = new Set(
  "sh bash ash mkdir touch install cp mv rm ln ls find echo printf set cd true id test [ sleep exit".split(" "),
);

function* ofFinalStage(stage: Stage): Generator<Problem> {
  if (stage.final && !stage.windows && isRoot(stage)) yield problemOf(stage);
}

/**
 * A `USER` that is nothing but an `ARG` which stands before the first `FROM` is empty in a stage, and so root, unless the base image sets a variable of
 * that name. Source: https://docs.docker.com/reference/dockerfile/#understand-how-arg-and-from-interact
 */
function* ofArgumentOutside({ args, stages }: Dockerfile): Generator<Problem> {
  for (const stage of stages) {
    const { user } = stage;
    if (!stage.final || stage.windows || user.state !== "unknown" || user.origin !== "dockerfile") continue;
    const set = [...layersOf(stage)].flatMap(({ variables }) => variables.map(({ name }) => name));
    const outside = args.find(({ name }) => user.because === `\${${name}}` && !set.includes(name));
    if (outside === undefined) continue;
    const message = said`The image runs as root unless its base sets ${outside.name}: an ARG above FROM is empty below it.`;
    yield { at: user.at, level: "info", message };
  }
}

/** An entry point that is known to give root up is not held against the images that inherit it. */
function isRoot(stage: Stage): boolean {
  const { user, entrypoint, profile } = stage;
  if (user.state === "unknown" || user.value.root !== true || givesRootUp(stage)) return false;
  return (
    user.origin === "dockerfile" ||
    !profile?.becomes ||
    profile.becomes === "unknown" ||
    entrypoint.origin === "dockerfile"
  );
}

/** Whether the entry point goes on as another user by itself: `ENTRYPOINT ["gosu", "app", "/app"]`. */
function givesRootUp(stage: Stage): boolean {
  const commands = [...stage.commands("ENTRYPOINT")].map(({ command }) => command);
  const users = commands.flatMap(({ wrappers }) => wrappers.flatMap(({ user }) => user ?? []));
  return (
    stage.entrypoint.origin === "dockerfile" && commands.length === 1 && users.some((one) => !/^(?:root|0)$/.test(one))
  );
}

function problemOf(stage: Stage): Problem {
  const { user } = stage;
  // What is below ONBUILD is the matter of whoever builds on the image, whose stage is not in this file.
  const fixes = (): readonly Fix[] => (stage.triggered ? [] : runStageAsUser(stage));
  if (user.origin === "dockerfile") return { at: user.at, message: "The image runs as root: USER says so.", fixes };
  const base = stage.image.state === "known" ? (stage.image.value?.text ?? "scratch") : stage.image.because;
  return {
    at: stage.at,
    level: "info",
    message: said`The image runs as root: there is no USER, and ${base} has none.`,
    fixes,
  };
}
