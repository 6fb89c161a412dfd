import { remove, replace } from "../fixes/remove.ts";
import { is, isWritten } from "../model/setting.ts";
import { rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";

export default rule({
  id: "new-privileges",
  keys: ["security_opt"],
  group: "privileges",
  level: "warning",
  docs: {
    title: "New privileges allowed",
    what: "`no-new-privileges:false` lets programs with a set-user-ID bit or file capabilities gain privileges, even where the daemon's own default forbids it. It also takes back a `true` that stands before it, as the last one wins.",
    why: "A process that runs as an ordinary user becomes root in the container through `su`, `sudo` or any flawed set-user-ID program of the image, and then holds every capability that the container has.",
    fine: "Images whose program relies on file capabilities or sudo.",
    instead: "Set it to `true`, or leave it out where set-user-ID programs are needed.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          app:
            image: acme/app:1.2
            security_opt: [no-new-privileges:false]`,
      good: yaml`
        services:
          app:
            image: acme/app:1.2
            security_opt: [no-new-privileges:true]`,
    },
    references: [
      "https://docs.kernel.org/userspace-api/no_new_privs.html",
      "https://docs.docker.com/reference/cli/dockerd/",
    ],
  },

  *check(service) {
    const { noNewPrivileges, options } = service.security;
    if (!isWritten(noNewPrivileges) || !is(noNewPrivileges, false)) return;
    const again = options.filter(({ key, valid }) => valid && key === "no-new-privileges").length > 1;
    yield {
      of: noNewPrivileges,
      verdict: "may gain new privileges: no-new-privileges is set to false",
      fixes: again
        ? [remove("the option that switches it off", noNewPrivileges.at)]
        : [replace("no-new-privileges:false", "no-new-privileges:true", noNewPrivileges.at)],
    };
  },
});
