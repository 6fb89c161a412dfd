import { said } from "../text/wording.ts";
import { rule } from "./rule.ts";
import { dockerfile } from "./shared/example.ts";

export default rule({
  id: "remote-add",
  group: "image",
  level: "info",
  docs: {
    title: "Unpinned file from the network",
    what: "`ADD` fetches a URL without `--checksum`, or a Git repository at a branch or a tag, which can be moved.",
    why: "What goes into the image is whatever the server answers on that day. Who takes it over, or moves the tag, puts a file of theirs into every image that is built from then on.",
    instead:
      "`ADD --checksum=sha256:… URL target`, and for Git a full commit: `ADD https://github.com/acme/app.git#4f8c… /src`.",
    example: {
      file: "Dockerfile",
      bad: dockerfile`
        FROM debian:13
        ADD https://example.com/tool.tar.gz /opt/`,
      good: dockerfile`
        FROM debian:13
        ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.com/tool.tar.gz /opt/`,
    },
    references: [
      "https://docs.docker.com/reference/dockerfile/#add---checksum",
      "https://docs.docker.com/reference/dockerfile/#adding-files-from-a-git-repository",
    ],
  },

  *checkStage(stage) {
    for (const { instruction, flags, sources } of stage.copies) {
      if (instruction !== "ADD" || flags.some(({ name }) => name === "checksum")) continue;
      for (const { text, at } of sources) {
        const git = isGit(text);
        if (git ? isCommit(text) : !/^https?:\/\//i.test(text)) continue;
        const message = git
          ? said`ADD fetches ${text} at a name that can be moved.`
          : said`ADD fetches ${text} without a checksum.`;
        yield { at, evidence: text, message };
      }
    }
  },
});

/** Source: https://docs.docker.com/build/concepts/context/#git-repositories */
function isGit(text: string): boolean {
  return /^(?:git@|git:\/\/|ssh:\/\/)/i.test(text) || /^https?:\/\/[^#?]*\.git(?:[#?]|$)/i.test(text);
}

function isCommit(text: string): boolean {
  return /#[0-9a-f]{40}(?:[0-9a-f]{24})?(?::|$)/i.test(text) || /[?&](?:checksum|commit)=[0-9a-f]{40}/i.test(text);
}
