import { isPinned } from "../model/remote.ts";
import { said } from "../text/wording.ts";
import { rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";

export default rule({
  id: "remote-include",
  group: "image",
  level: "warning",
  docs: {
    title: "Compose file from elsewhere, not pinned",
    what: "`include` or `extends` fetches a Compose file from a Git repository or a registry, and the reference is a branch, a tag or nothing. What is fetched becomes part of the project, and nothing here looks into it.",
    why: "Who can push there adds a privileged service, a mount of the host or a provider to this project, and the next `docker compose up` runs it.",
    fine: "A reference that ends in a commit (`#` and 40 digits) or a digest always brings the same file.",
    instead: "Name the commit or the digest, or copy the file into the repository.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        include:
          - https://github.com/acme/stacks.git#main:monitoring
        services:
          app:
            image: acme/app:1.2`,
      good: yaml`
        include:
          - https://github.com/acme/stacks.git#3f786850e387550fdab836ed7e6dc881de23001b:monitoring
        services:
          app:
            image: acme/app:1.2`,
    },
    references: [
      "https://docs.docker.com/reference/compose-file/include/",
      "https://docs.docker.com/compose/how-tos/oci-artifact/",
    ],
  },

  *checkProject({ remotes }) {
    for (const { text, by, at } of remotes) {
      if (isPinned(text)) continue;
      yield {
        at,
        evidence: text,
        message: said`The Compose file that ${by} fetches from ${text} can change at any time.`,
      };
    }
  },
});
