import { installedPackages } from "../shell/privilege.ts";
import { rule } from "./rule.ts";
import { Repeated } from "./shared/evidence-counter.ts";
import { dockerfile } from "./shared/example.ts";

export default rule({
  id: "sudo",
  group: "privileges",
  level: "warning",
  docs: {
    title: "sudo in the image",
    what: "sudo is installed in the stage that becomes the image, or a `RUN` calls it. A build runs as root unless `USER` says otherwise, so a build does not need it.",
    why: "sudo is a set-user-ID program with a configuration that is easy to get wrong: `NOPASSWD` makes root of whoever takes over the container's user, and flaws in sudo itself (CVE-2021-3156) do so without any. It rules out `no-new-privileges`.",
    fine: "Images for people, such as dev containers, where a developer installs packages.",
    instead:
      "Switch with `USER root` and back with `USER app`. An entry point that gives root up uses gosu, su-exec or setpriv.",
    example: {
      file: "Dockerfile",
      bad: dockerfile`
        FROM debian:13
        RUN apt-get update && apt-get install -y sudo`,
      good: dockerfile`
        FROM debian:13
        RUN apt-get update && apt-get install -y curl
        USER 10001`,
    },
    references: [
      "https://docs.docker.com/build/building/best-practices/#user",
      "https://www.sudo.ws/security/advisories/unescape_overflow/",
    ],
  },

  *checkStage(stage) {
    const repeated = new Repeated();
    for (const { instruction, script } of stage.runs) {
      if (instruction !== "RUN") continue;
      for (const command of script.commands) {
        if (stage.final) {
          for (const { name, index } of installedPackages(command)) {
            const at = command.words[index]?.at;
            if (name === "sudo" && at)
              yield { at, evidence: repeated.next("installed"), message: "sudo is installed in the image." };
          }
        }
        if (command.name !== "sudo" && command.through[0] !== "sudo") continue;
        yield {
          at: command.at,
          evidence: repeated.next("used"),
          message: `${command.name ?? "A command"} is run with sudo in the build.`,
        };
      }
    }
  },
});
