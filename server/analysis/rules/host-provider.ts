import { isWritten } from "../model/setting.ts";
import { said } from "../text/wording.ts";
import { rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";
import { inheritedFrom, named } from "./shared/naming.ts";

export default rule({
  id: "host-provider",
  keys: ["provider"],
  group: "daemon",
  level: "warning",
  windows: true,
  docs: {
    title: "Program that runs on the host",
    what: "The service has a `provider`: in place of a container, Compose runs the program that `type` names, a Docker CLI plugin or anything in `PATH`, as the user who calls `docker compose up`.",
    why: "Nothing isolates that program. A Compose file from somebody else chooses with it what runs on the machine, with which options.",
    fine: "A provider that is known and meant, such as Docker's `model`: allow it with a reason.",
    instead: "Run the service from an image.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          tunnel:
            provider:
              type: acme-tunnel`,
      good: yaml`
        services:
          tunnel:
            image: acme/tunnel:1.4`,
    },
    references: ["https://docs.docker.com/compose/how-tos/provider-services/"],
  },

  *check(service) {
    const { provider } = service;
    if (!isWritten(provider) || service.kind === "pre_start") return;
    const related = inheritedFrom(service, provider);
    if (provider.state === "unknown") {
      const message = said`${named(service)} runs a program on the host, which ${provider.because} names.`;
      yield { at: provider.at, level: "info", message, related };
    } else if (provider.value) {
      yield {
        at: provider.at,
        verdict: said`is no container: Compose runs the program "${provider.value}" on the host`,
        related,
      };
    }
  },
});
