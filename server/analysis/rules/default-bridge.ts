import { remove } from "../fixes/remove.ts";
import { is } from "../model/setting.ts";
import { rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";

export default rule({
  id: "default-bridge",
  keys: ["network_mode"],
  group: "network",
  level: "info",
  docs: {
    title: "Default bridge that all projects share",
    what: "`network_mode: bridge` puts the container on the engine's own bridge, `docker0`, instead of the project's network. So does the word `default`.",
    why: "Containers of other projects and those of `docker run` are on that bridge too, and reach every port of this one, published or not. With NET_RAW, a default capability, each of them can pose as its neighbours. There are no names on it, so that projects fall back to links and fixed addresses.",
    fine: "A container that no other reaches and that needs no other.",
    instead: "Remove `network_mode`: the service then has the project's own network, which other projects are not on.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          app:
            image: acme/app:1.2
            network_mode: bridge`,
      good: yaml`
        services:
          app:
            image: acme/app:1.2`,
    },
    references: [
      "https://docs.docker.com/engine/network/drivers/bridge/#differences-between-user-defined-bridges-and-the-default-bridge",
      "https://docs.docker.com/reference/compose-file/services/#network_mode",
    ],
  },

  *check(service, { mode }) {
    const { networkMode } = service;
    if (service.kind !== "service" || mode === "podman" || mode === "swarm") return;
    if (!is<string | null>(networkMode, "bridge") && !is<string | null>(networkMode, "default")) return;
    yield {
      of: networkMode,
      verdict: "is on the engine's default bridge, with the containers of all other projects",
      fixes: [remove("network_mode", networkMode.at)],
    };
  },
});
