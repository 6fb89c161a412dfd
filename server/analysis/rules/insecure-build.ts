import { remove } from "../fixes/remove.ts";
import { is } from "../model/setting.ts";
import { said } from "../text/wording.ts";
import { rule } from "./rule.ts";
import { entitled, may } from "./shared/entitlement.ts";
import { Repeated } from "./shared/evidence-counter.ts";
import { dockerfile } from "./shared/example.ts";
import { namedInside } from "./shared/naming.ts";

export default rule({
  id: "insecure-build",
  group: "privileges",
  level: "warning",
  windows: true,
  targets: true,
  docs: {
    title: "Privileged build",
    what: "`RUN --security=insecure`, or `build.privileged` in a Compose file, runs build steps without a sandbox: all capabilities, no seccomp, no AppArmor. BuildKit asks for the entitlement `security.insecure` before it does; Compose grants it without a question where `build.entitlements` names it; a bake file asks for it, and `--allow` grants it. The builder inside of `dockerd` refuses both unless `daemon.json` allows them; a builder of `docker buildx create` may be set up to grant them.",
    why: "Everything that the step runs, a package's install script for one, is root on the machine that builds, with the keys and the registry credentials that are there. On a shared builder that is everybody's build.",
    instead:
      "Take the flag away. Build what needs a loop device or a mount, such as a disk image, in a container of its own that is run for it.",
    example: {
      file: "Dockerfile",
      bad: dockerfile`
        FROM debian:13
        RUN --security=insecure mount -t tmpfs none /mnt`,
      good: dockerfile`
        FROM debian:13
        RUN mkdir -p /mnt`,
    },
    references: [
      "https://docs.docker.com/reference/dockerfile/#run---security",
      "https://docs.docker.com/reference/compose-file/build/#privileged",
    ],
  },

  *checkStage(stage) {
    const repeated = new Repeated();
    for (const { flags } of stage.runs) {
      for (const { name, value, at } of flags) {
        if (name !== "security" || value !== "insecure") continue;
        yield {
          at,
          evidence: repeated.next("RUN"),
          message: "This step of the build runs without a sandbox, as root of the builder.",
        };
      }
    }
  },
  keys: ["build"],

  *check(service) {
    const { build } = service;
    if (!build) return;
    if (is(build.privileged, true)) {
      yield {
        of: build.privileged,
        verdict: "is built without a sandbox, as root of the builder",
        fixes: [remove("privileged from the build", build.privileged.at)],
      };
    }
    for (const entitlement of entitled(service, /^security\.insecure$/)) {
      yield {
        of: entitlement,
        evidence: entitlement.text,
        message: said`The build of ${namedInside(service)} ${may(service)} leave the sandbox and be root of the builder.`,
        fixes: [remove(entitlement.text, entitlement.at)],
      };
    }
  },
});
