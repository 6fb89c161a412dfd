import { remove } from "../fixes/remove.ts";
import { isPinned, isRemote } from "../model/remote.ts";
import { knownValue } from "../model/setting.ts";
import { said } from "../text/wording.ts";
import { rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";
import { namedInside } from "./shared/naming.ts";

export default rule({
  id: "remote-build-credentials",
  keys: ["build"],
  group: "image",
  level: "warning",
  windows: true,
  targets: true,
  docs: {
    title: "Build from elsewhere",
    what: "The build's context, in a Compose file or of a target of bake's, is a repository or an archive elsewhere. Either the reference names no commit, so that what is built changes without notice; or the build is given `ssh` or `secrets`, which the Dockerfile over there receives.",
    why: "Whoever can push to that repository decides what is built and run here. With `ssh` their `RUN` uses the SSH agent to log in wherever its keys are known, and with `secrets` it reads them.",
    instead:
      "Name the commit behind `#`, or clone the repository and build it locally. Give credentials only to Dockerfiles of your own.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          app:
            build: https://github.com/acme/app.git#main`,
      good: yaml`
        services:
          app:
            build: https://github.com/acme/app.git#3f786850e387550fdab836ed7e6dc881de23001b`,
    },
    references: [
      "https://docs.docker.com/build/concepts/context/#git-repositories",
      "https://docs.docker.com/reference/compose-file/build/#ssh",
    ],
  },

  *check(service) {
    const { build } = service;
    const context = build && knownValue(build.context);
    if (!build || context === undefined || !isRemote(context)) return;
    if (!isPinned(context)) {
      yield {
        of: build.context,
        evidence: "context",
        message: said`The build of ${namedInside(service)} takes whatever ${context} holds at the time.`,
      };
    }
    for (const [key, given] of [
      ["ssh", build.ssh],
      ["secrets", build.secrets],
    ] as const) {
      const [first] = given;
      if (!first) continue;
      yield {
        of: first,
        evidence: key,
        message: said`The build of ${namedInside(service)} hands ${given.map(({ text }) => text).join(", ")} (${key}) to a Dockerfile from ${context}.`,
        fixes: given.length === 1 ? [remove(`${key} ${first.text}`, first.at)] : [],
      };
    }
  },
});
