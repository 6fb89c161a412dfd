import { parseImage } from "../model/image.ts";
import { said } from "../text/wording.ts";
import { rule } from "./rule.ts";
import { dockerfile } from "./shared/example.ts";

export default rule({
  id: "untrusted-frontend",
  group: "image",
  level: "info",
  docs: {
    title: "Build frontend from elsewhere",
    what: "`# syntax=` names the image that reads the Dockerfile. It comes from somebody other than Docker, or without a version.",
    why: "The frontend decides what the build does: it sees the build context and every secret that is passed in, and may put anything into the image, with nothing of it in the Dockerfile.",
    fine: "A frontend that you publish yourselves, pinned by digest.",
    instead: "`# syntax=docker/dockerfile:1`, with a digest where builds are to be repeatable.",
    example: {
      file: "Dockerfile",
      bad: dockerfile`
        # syntax=acme/frontend:1
        FROM debian:13`,
      good: dockerfile`
        # syntax=docker/dockerfile:1
        FROM debian:13`,
    },
    references: [
      "https://docs.docker.com/build/buildkit/frontend/",
      "https://docs.docker.com/reference/dockerfile/#syntax",
    ],
  },

  *checkDockerfile({ syntax }) {
    const image = syntax && parseImage(syntax.text);
    if (!image) return;
    const { text, registry, repository, tag, digest } = image;
    const docker = registry === "docker.io" && /^docker\/dockerfile(?:-upstream)?$/.test(repository);
    const named = digest !== undefined || (tag !== undefined && tag !== "latest");
    if (!docker && digest === undefined) {
      yield {
        at: syntax.at,
        evidence: repository,
        message: said`The Dockerfile is read by ${text}, which is not Docker's own frontend.`,
      };
    } else if (docker && !named) {
      yield {
        at: syntax.at,
        evidence: repository,
        message: said`The Dockerfile is read by ${text}, whatever is its latest version.`,
      };
    }
  },
});
