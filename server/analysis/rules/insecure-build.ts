import { remove } from "../fixes/remove.ts";
import { is } from "../model/setting.ts";
import { ruleOnEach } from "./rule.ts";
import { entitled } from "./shared/entitlement.ts";
import { Repeated } from "./shared/evidence-counter.ts";
import { broughtIn, named, namedInside } from "./shared/naming.ts";

export default ruleOnEach(
  {
    id: "insecure-build",
    wall: "privileges",
    level: "error",
    profile: "default",
    docs: {
      title: "Privileged build",
      what: "`RUN --security=insecure`, or `build.privileged` in a Compose file, runs build steps without a sandbox: all capabilities, no seccomp, no AppArmor. BuildKit asks for the entitlement `security.insecure` before it does; Compose grants it without a question where `build.entitlements` names it.",
      why: "Everything that the step runs, a package's install script for one, is root on the machine that builds, with the keys and the registry credentials that are there. On a shared builder that is everybody's build.",
      instead:
        "Take the flag away. Build what needs a loop device or a mount, such as a disk image, in a container of its own that is run for it.",
      example: {
        file: "Dockerfile",
        bad: "FROM debian:13\nRUN --security=insecure mount -t tmpfs none /mnt\n",
        good: "FROM debian:13\nRUN mkdir -p /mnt\n",
      },
      references: [
        "https://docs.docker.com/reference/dockerfile/#run---security",
        "https://docs.docker.com/reference/compose-file/build/#privileged",
      ],
    },
  },
  {
    subject: "stage",
    *check(stage) {
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
  },
  {
    subject: "service",
    keys: ["build"],
    *check(service) {
      const { build } = service;
      if (!build) return;
      if (is(build.privileged, true)) {
        yield {
          at: build.privileged.at,
          message: `${named(service)} is built without a sandbox, as root of the builder.`,
          related: broughtIn(service, build.privileged),
          fixes: [remove("privileged from the build", build.privileged.at)],
        };
      }
      for (const entitlement of entitled(service, /^security\.insecure$/)) {
        yield {
          at: entitlement.at,
          evidence: entitlement.text,
          message: `The build of ${namedInside(service)} may leave the sandbox and be root of the builder.`,
          related: broughtIn(service, entitlement),
          fixes: [remove(entitlement.text, entitlement.at)],
        };
      }
    },
  },
);
