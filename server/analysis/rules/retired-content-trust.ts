import { remove } from "../fixes/remove.ts";
import { knownValue, type Setting } from "../model/setting.ts";
import { ruleOnEach } from "./rule.ts";
import { broughtIn, named } from "./shared/naming.ts";

const NAME = "DOCKER_CONTENT_TRUST";

export default ruleOnEach(
  {
    id: "retired-content-trust",
    wall: "image",
    level: "info",
    profile: "default",
    docs: {
      title: "Content trust that is being retired",
      what: "`DOCKER_CONTENT_TRUST` makes the Docker client pull signed images only, by Notary v1. Docker is closing that service and has taken the signatures of its official images away; and in a container's environment the variable has never had an effect on the images of the host.",
      why: "The line reads as if images were verified. Sooner or later pulls fail, somebody switches it off, and nothing is verified any more.",
      instead: "Pin images by digest (`image@sha256:…`), and sign with Sigstore's cosign or with notation.",
      example: {
        file: "Dockerfile",
        bad: "FROM docker:28-cli\nENV DOCKER_CONTENT_TRUST=1\n",
        good: "FROM docker:28-cli\nENV DOCKER_HOST=ssh://builder\n",
      },
      references: [
        "https://www.docker.com/blog/retiring-docker-content-trust/",
        "https://docs.docker.com/engine/security/trust/",
      ],
    },
  },
  {
    subject: "service",
    keys: ["environment"],
    *check(service) {
      const setting = service.environment.get(NAME);
      if (!setting || !isOn(setting)) return;
      yield {
        at: setting.at,
        message: `${named(service)} relies on ${NAME}, which Docker is retiring.`,
        related: broughtIn(service, setting),
        fixes: [remove(NAME, setting.at)],
      };
    },
  },
  {
    subject: "stage",
    *check({ variables }) {
      const variable = variables.find(({ name, value }) => name === NAME && isOn(value));
      if (variable) yield { at: variable.at, message: `The build relies on ${NAME}, which Docker is retiring.` };
    },
  },
);

function isOn(setting: Setting<string | null>): boolean {
  const value = knownValue(setting);
  return typeof value === "string" && /^(?:1|true|yes|on)$/i.test(value);
}
