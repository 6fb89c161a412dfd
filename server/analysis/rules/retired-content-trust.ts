import { remove } from "../fixes/remove.ts";
import { knownValue, type Setting } from "../model/setting.ts";
import { said } from "../text/wording.ts";
import { rule } from "./rule.ts";
import { dockerfile } from "./shared/example.ts";

const NAME = "DOCKER_CONTENT_TRUST";

export default rule({
  id: "retired-content-trust",
  group: "image",
  level: "info",
  windows: true,
  docs: {
    title: "Content trust that nobody checks",
    what: "`DOCKER_CONTENT_TRUST` made the Docker client pull signed images only, by Notary v1. Since version 29 of November 2025 the client reads it nowhere: nothing is verified, and nothing fails. Docker has closed the service and taken the signatures of its official images away; and in a container's environment the variable has never had an effect on the images of the host.",
    why: "The line reads as if images were verified, and nothing is.",
    instead: "Pin images by digest (`image@sha256:…`), and sign with Sigstore's cosign or with notation.",
    example: {
      file: "Dockerfile",
      bad: dockerfile`
        FROM docker:28-cli
        ENV DOCKER_CONTENT_TRUST=1`,
      good: dockerfile`
        FROM docker:28-cli
        ENV DOCKER_HOST=ssh://builder`,
    },
    references: [
      "https://www.docker.com/blog/retiring-docker-content-trust/",
      "https://docs.docker.com/engine/security/trust/",
    ],
  },
  keys: ["environment"],

  *check(service) {
    const setting = service.environment.get(NAME);
    if (!setting || !isOn(setting)) return;
    yield {
      of: setting,
      verdict: said`relies on ${NAME}, which the Docker client has not read since version 29`,
      fixes: [remove(NAME, setting.at)],
    };
  },

  *checkStage({ variables }) {
    const variable = variables.find(({ name, value }) => name === NAME && isOn(value));
    if (variable)
      yield {
        at: variable.at,
        message: said`The build relies on ${NAME}, which the Docker client has not read since version 29.`,
      };
  },
});

function isOn(setting: Setting<string | null>): boolean {
  const value = knownValue(setting);
  return typeof value === "string" && /^(?:1|true|yes|on)$/i.test(value);
}
